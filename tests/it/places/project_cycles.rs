use stations::auth::role::Role;

use crate::harness::{Lab, Value, json};

fn cycle(name: &str) -> Value {
    json!({"name": name, "from": "2023-06-30", "to": "2026-06-30"})
}

#[actix_web::test]
async fn a_cycle_is_recorded_and_shown() {
    let lab = Lab::new().await;
    let (admin, before) = (lab.bureau_admin().await, lab.events().await);
    let made = admin.post("/project-cycles", &cycle("第一周期")).await.created();
    assert_eq!(made.headers["location"], format!("/api/v1/project-cycles/{}", made.id()));
    let shown = admin.get(&format!("/project-cycles/{}", made.id())).await.ok();
    assert_eq!(
        (shown.etag(), &shown["from"], &shown["to"]),
        ("\"v1\"", &json!("2023-06-30"), &json!("2026-06-30"))
    );
    assert_eq!(lab.events().await, before + 1);
}

#[actix_web::test]
async fn a_name_is_given_once_and_a_refusal_writes_nothing() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    admin.post("/project-cycles", &cycle("第一周期")).await.created();
    let before = lab.events().await;
    admin.post("/project-cycles", &cycle("第一周期")).await.problem(409, "already_exists");
    assert_eq!((lab.events().await, admin.get("/project-cycles").await.ok().items().len()), (before, 1));
}

#[actix_web::test]
async fn what_cannot_be_a_cycle_is_refused_by_pointer() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let backwards = json!({"name": "甲", "from": "2023-06-30", "to": "2023-06-30"});
    admin.post("/project-cycles", &backwards).await.faults(&["/to too_early"]);
    let wrong = json!({"name": "", "from": "x", "days": 3});
    let faults = [
        "/name too_short",
        "/name wrong_format",
        "/from wrong_format",
        "/to required",
        "/days unknown_field",
    ];
    let found = admin.post("/project-cycles", &wrong).await.problem(422, "invalid");
    let pointers = found["errors"].as_array().unwrap().len();
    assert!(pointers >= 4 && pointers <= faults.len(), "{}", found.body);
}

#[actix_web::test]
async fn who_reads_agreements_reads_cycles_and_only_the_bureau_in_charge_records_them() {
    let lab = Lab::new().await;
    let made = lab.bureau_admin().await.post("/project-cycles", &cycle("甲")).await.created();
    let contractor = lab.organisation("contractor", 0).await;
    for reader in [lab.member(Role::ContractorManager, contractor).await, lab.person(Role::Auditor).await] {
        assert_eq!(reader.get("/project-cycles").await.ok().items().len(), 1);
        reader.get(&format!("/project-cycles/{}", made.id())).await.ok();
        reader.post("/project-cycles", &cycle("乙")).await.problem(403, "forbidden");
    }
    let worker = lab.person(Role::ProvinceViewer).await;
    worker.get("/project-cycles").await.problem(403, "forbidden");
}

#[actix_web::test]
async fn a_cycle_that_is_not_there_is_not_found() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    admin.get("/project-cycles/01890000-0000-7000-8000-000000000000").await.problem(404, "not_found");
    admin.get("/project-cycles?name=x").await.faults(&["/name unknown_field"]);
}
