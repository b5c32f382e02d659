use stations::auth::role::Role;

use crate::harness::{Lab, json};

#[actix_web::test]
async fn a_contractor_registers_a_worker_with_the_employment_and_one_event() {
    let lab = Lab::new().await;
    let contractor = lab.contractor(&[lab.station("469025100").await]).await;
    let manager = lab.member(Role::ContractorManager, contractor).await;
    let before = lab.events().await;
    manager.post("/workers", &json!({"name": "符小兰"})).await.faults(&["/employment required"]);
    assert_eq!(lab.events().await, before);
    let body = json!({"name": "符小兰", "education": "bachelor",
        "employment": {"kind": "labour_contract", "from": "2023-06-30"}});
    let made = manager.post("/workers", &body).await.created();
    assert_eq!(lab.events().await, before + 1);
    assert_eq!(manager.get(&format!("/workers/{}", made.id())).await.ok().body, made.body);
    let employments = manager.get(&format!("/employments?worker_id={}", made.id())).await.ok();
    assert_eq!(employments.items()[0]["organisation_id"], json!(contractor));
}

#[actix_web::test]
async fn a_contractor_does_not_register_for_another() {
    let lab = Lab::new().await;
    let manager = lab.member(Role::ContractorManager, lab.organisation("contractor", 0).await).await;
    let other = lab.organisation("contractor", 1).await;
    let body = json!({"name": "符小兰",
        "employment": {"organisation_id": other, "kind": "labour_contract", "from": "2023-06-30"}});
    manager.post("/workers", &body).await.faults(&["/employment/organisation_id unknown_reference"]);
    assert_eq!(lab.bureau_officer().await.get("/workers").await.ok().items().len(), 0);
}

#[actix_web::test]
async fn the_bureau_registers_with_or_without_an_employment() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    officer.post("/workers", &json!({"name": "符小兰"})).await.created();
    let body = json!({"name": "符小兰", "employment": {"kind": "dispatch", "from": "2023-06-30"}});
    officer.post("/workers", &body).await.faults(&["/employment/organisation_id required"]);
    let body = json!({"name": "符小兰", "birth_date": "2023-07-04"});
    officer.post("/workers", &body).await.faults(&["/birth_date too_late"]);
    let body = json!({"name": "符小兰", "employment": {"kind": "dispatch", "from": "2023-06-30", "to": "2023-06-30"}});
    officer.post("/workers", &body).await.faults(&["/employment/to too_early"]);
}

#[actix_web::test]
async fn each_sees_the_workers_of_its_own() {
    let lab = Lab::new().await;
    let (one, two) = (lab.station("469025100").await, lab.station("469025101").await);
    let contractor = lab.contractor(&[one]).await;
    let other = lab.organisation("contractor", 1).await;
    let (mine, theirs) = (lab.posted_worker(contractor, one).await, lab.posted_worker(other, two).await);
    let personas = [
        lab.member(Role::ContractorManager, contractor).await,
        lab.township_officer("469025100").await,
        lab.posted(Role::StationLead, mine).await,
    ];
    for persona in personas {
        let workers = persona.get("/workers").await.ok();
        assert_eq!((workers.items().len(), &workers.items()[0]["id"]), (1, &json!(mine)));
        persona.get(&format!("/workers/{theirs}")).await.problem(404, "not_found");
    }
    assert_eq!(lab.bureau_officer().await.get("/workers?limit=1").await.ok().items().len(), 1);
}

#[actix_web::test]
async fn a_change_keeps_what_it_does_not_name_and_needs_the_version() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let path = format!("/workers/{}", lab.worker().await);
    let seen = officer.get(&path).await.ok();
    officer.patch(&seen, &path, &json!({"name": null})).await.problem(422, "invalid");
    let changed = officer.patch(&seen, &path, &json!({"education": "master"})).await.ok();
    assert_eq!((&changed["education"], &changed["birth_date"]), (&json!("master"), &seen["birth_date"]));
    officer.patch(&seen, &path, &json!({"education": "bachelor"})).await.problem(412, "stale");
    let before = lab.events().await;
    officer.patch(&changed, &path, &json!({"education": "master"})).await.ok();
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn events_hold_no_name() {
    use diesel::prelude::*;
    use diesel_async::RunQueryDsl;
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let made =
        officer.post("/workers", &json!({"name": "符小兰", "birth_date": "1990-07-15"})).await.created();
    officer.patch(&made, &format!("/workers/{}", made.id()), &json!({"name": "符大兰"})).await.ok();
    let bodies: Vec<Vec<u8>> = stations::schema::events::table
        .select(stations::schema::events::body)
        .load(&mut &lab.conn)
        .await
        .unwrap();
    for told in bodies {
        let told = String::from_utf8(told).unwrap();
        assert!(!told.contains('兰') && !told.contains("1990-07-15"), "{told}");
    }
}

#[actix_web::test]
async fn a_township_officer_registers_nobody() {
    let lab = Lab::new().await;
    let officer = lab.township_officer("469025100").await;
    officer.post("/workers", &json!({"name": "符小兰"})).await.problem(403, "forbidden");
}
