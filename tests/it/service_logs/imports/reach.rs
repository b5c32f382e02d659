use stations::auth::role::Role;

use super::{HEAD, Post, file, row};
use crate::{
    harness::{Lab, Persona, json},
    tables::CSV,
};

async fn sees_nothing(rival: &Persona<'_>, path: &str) {
    rival.get(path).await.problem(404, "not_found");
    rival.get(&format!("{path}/faults")).await.problem(404, "not_found");
    assert!(rival.get("/imports").await.ok().items().is_empty());
}

#[actix_web::test]
async fn an_import_is_seen_by_its_stations_people_and_the_bureau_only() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let done = post.import("", &file(1)).await;
    let path = format!("/imports/{}", done.id());
    let rival = lab.other_contractor(&[lab.station("469025101").await]).await;
    let rival = lab.member(Role::ContractorManager, rival).await;
    sees_nothing(&rival, &path).await;
    rival.post(&format!("{path}/cancellation"), &json!({})).await.problem(404, "not_found");
    let officer = lab.bureau_officer().await;
    assert_eq!(officer.get(&path).await.ok().id(), done.id());
    assert_eq!(officer.get("/imports?state=done").await.ok().items().len(), 1);
    officer.post(&format!("{path}/cancellation"), &json!({})).await.problem(403, "forbidden");
    lab.township_officer("469025100").await.get(&path).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn rows_reach_no_further_than_who_sent_them() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let elsewhere = lab.station("469025101").await;
    let rows = [row(1).replace("牙叉镇", "469025101"), row(2).replace("牙叉镇", &elsewhere.to_string())];
    let refused = post.import("", &format!("{HEAD}{}", rows.concat())).await;
    assert_eq!(
        post.told(&refused).await,
        ["2 station_id unknown_reference", "3 station_id unknown_reference"]
    );
    assert_eq!(post.logs().await, 0);
}

#[actix_web::test]
async fn only_who_answers_for_a_station_imports() {
    let lab = Lab::new().await;
    Post::of(&lab).await;
    for role in [Role::ResidentWorker, Role::BureauAdmin, Role::Auditor] {
        lab.person(role).await.import_logs("", CSV, file(1).as_bytes()).await.problem(403, "forbidden");
    }
}

#[actix_web::test]
async fn who_sees_one_of_two_stations_does_not_see_an_import_for_both() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let second = lab.station("469025101").await;
    lab.agreement(post.contractor, &[second], "2023-06-30", "2026-06-30", "2023-06-30").await;
    let both = lab.member(Role::ContractorManager, post.contractor).await;
    let queued = both.import_logs("", CSV, file(1).as_bytes()).await.is(202);
    let one = crate::harness::Belongs { worker: Some(post.worker), ..Default::default() };
    let lead = lab.member_of(crate::harness::BAISHA, Role::StationLead, one).await;
    lead.get(&format!("/imports/{}", queued.id())).await.problem(404, "not_found");
    let own = lead.import_logs("", CSV, file(1).as_bytes()).await.is(202);
    assert_eq!(both.get("/imports").await.ok().items().len(), 2);
    assert_eq!(lead.get("/imports").await.ok().items()[0]["id"], own["id"]);
}

#[actix_web::test]
async fn who_has_no_station_imports_nothing() {
    let lab = Lab::new().await;
    let idle = lab.other_contractor(&[]).await;
    let idle = lab.member(Role::ContractorManager, idle).await;
    idle.import_logs("", CSV, file(1).as_bytes()).await.problem(409, "conflict");
}
