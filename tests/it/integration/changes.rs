use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use stations::{http::clock::new_id, schema::machine_clients};

use crate::harness::{BAISHA, Lab, Persona};

#[actix_web::test]
async fn pages_follow_each_other_without_gap_and_the_last_can_be_continued() {
    let lab = Lab::new().await;
    lab.sealed_events(6).await;
    let admin = lab.bureau_admin().await;
    let (mut positions, mut path) = (Vec::new(), "/changes?limit=3".to_owned());
    loop {
        let page = admin.get(&path).await.ok();
        path = format!("/changes?limit=3&after={}", page["next"].as_str().unwrap());
        positions.extend(page.items().iter().map(|change| change["position"].as_i64().unwrap()));
        if page.items().is_empty() {
            break;
        }
    }
    assert_eq!(positions, [0, 1, 2, 3, 4, 5, 6]);
    let late = lab.tell(&lab.conn, "late").await;
    assert!(admin.get(&path).await.ok().items().is_empty(), "it has no position yet");
    lab.sequence().await;
    let page = admin.get(&path).await.ok();
    assert_eq!(page.items()[0]["id"], late.to_string());
    assert_eq!(page.items()[0]["specversion"], "1.0");
    assert_eq!(page.items()[0]["subject"], "thing/late");
}

#[actix_web::test]
async fn a_cursor_of_another_epoch_is_gone_and_a_bad_one_is_refused() {
    let lab = Lab::new().await;
    lab.sealed_events(1).await;
    let admin = lab.bureau_admin().await;
    let next = admin.get("/changes").await.ok()["next"].as_str().unwrap().to_owned();
    lab.sql("UPDATE event_heads SET epoch = gen_random_uuid()").await;
    admin.get(&format!("/changes?after={next}")).await.problem(410, "cursor_expired");
    admin.get("/changes?after=abc").await.faults(&["/after bad_cursor"]);
    admin.get("/changes?limit=0").await.faults(&["/limit too_small"]);
}

#[actix_web::test]
async fn a_role_without_the_permission_is_refused() {
    let lab = Lab::new().await;
    lab.bureau_officer().await.get("/changes").await.problem(403, "forbidden");
    lab.anyone().get("/changes").await.problem(401, "unauthenticated");
}

async fn client<'a>(lab: &'a Lab, scopes: &str) -> Persona<'a> {
    let id = new_id(lab.now());
    let row = (
        machine_clients::county_code.eq(BAISHA),
        machine_clients::id.eq(id),
        machine_clients::name.eq("county platform"),
        machine_clients::role.eq("auditor"),
        machine_clients::scopes.eq(scopes),
        machine_clients::secret_hash.eq(Some(vec![0_u8; 32])),
        machine_clients::recorded_at.eq(lab.now()),
        machine_clients::version.eq(1),
    );
    diesel::insert_into(machine_clients::table).values(row).execute(&mut &lab.conn).await.unwrap();
    Persona { lab, id, token: Some(lab.sign(BAISHA, id, None)) }
}

#[actix_web::test]
async fn a_machine_client_follows_if_its_scope_says_so() {
    let lab = Lab::new().await;
    lab.seal().await;
    let follower = client(&lab, "changes.follow").await;
    assert_eq!(follower.get("/changes").await.ok().items().len(), 1);
    client(&lab, "stations.read").await.get("/changes").await.problem(403, "forbidden");
}
