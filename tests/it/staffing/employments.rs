use stations::auth::role::Role;

use crate::harness::{Lab, json};

#[actix_web::test]
async fn a_contractor_employs_for_itself_only() {
    let lab = Lab::new().await;
    let contractor = lab.contractor(&[lab.station("469025100").await]).await;
    let other = lab.organisation("contractor", 1).await;
    let worker = lab.worker().await;
    lab.employ(worker, contractor, "2023-06-30").await;
    let manager = lab.member(Role::ContractorManager, contractor).await;
    let body = |employer| json!({"worker_id": worker, "organisation_id": employer, "kind": "dispatch", "from": "2023-06-30"});
    manager.post("/employments", &body(other)).await.faults(&["/organisation_id unknown_reference"]);
    manager.post("/employments", &body(contractor)).await.created();
}

#[actix_web::test]
async fn a_contractor_sees_and_ends_no_other_contractors_employments() {
    let lab = Lab::new().await;
    let contractor = lab.contractor(&[lab.station("469025100").await]).await;
    let other = lab.organisation("contractor", 1).await;
    let (mine, theirs) = (lab.worker().await, lab.worker().await);
    lab.employ(mine, contractor, "2023-06-30").await;
    let path = format!("/employments/{}", lab.employ(theirs, other, "2023-06-30").await);
    let manager = lab.member(Role::ContractorManager, contractor).await;
    assert_eq!(manager.get("/employments").await.ok().items().len(), 1);
    manager.get(&path).await.problem(404, "not_found");
    let seen = lab.bureau_officer().await.get(&path).await.ok();
    let before = lab.events().await;
    manager
        .move_on(&seen, &format!("{path}/end"), &json!({"to": "2024-01-01"}))
        .await
        .problem(404, "not_found");
    manager
        .move_on(&seen, &format!("{path}/voiding"), &json!({"reason": "x"}))
        .await
        .problem(404, "not_found");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_wrong_employment_is_voided_and_recorded_anew() {
    let lab = Lab::new().await;
    let contractor = lab.contractor(&[lab.station("469025100").await]).await;
    let worker = lab.worker().await;
    let path = format!("/employments/{}", lab.employ(worker, contractor, "2023-06-30").await);
    let manager = lab.member(Role::ContractorManager, contractor).await;
    let seen = manager.get(&path).await.ok();
    manager.move_on(&seen, &format!("{path}/voiding"), &json!({"reason": "种类有误"})).await.ok();
    let body = json!({"worker_id": worker, "organisation_id": contractor, "kind": "part_time", "from": "2023-06-30"});
    manager.post("/employments", &body).await.created();
    assert_eq!(manager.get(&format!("/employments?worker_id={worker}")).await.ok().items().len(), 2);
}

#[actix_web::test]
async fn an_agreed_end_is_not_ended_again() {
    let lab = Lab::new().await;
    let (officer, contractor) = (lab.bureau_officer().await, lab.contractor(&[]).await);
    let body = json!({"worker_id": lab.worker().await, "organisation_id": contractor, "kind": "other",
        "from": "2023-06-30", "to": "2024-06-30"});
    let made = officer.post_once("e-1", "/employments", &body).await.created();
    let before = lab.events().await;
    assert_eq!(officer.post_once("e-1", "/employments", &body).await.created().id(), made.id());
    let end = format!("/employments/{}/end", made.id());
    officer.move_on(&made, &end, &json!({"to": "2024-01-01"})).await.problem(409, "conflict");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn an_employment_of_nobody_is_refused_by_its_place() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let nobody = "00000000-0000-7000-8000-000000000000";
    let body =
        json!({"worker_id": nobody, "organisation_id": nobody, "kind": "dispatch", "from": "2023-06-30"});
    officer.post("/employments", &body).await.faults(&["/worker_id unknown_reference"]);
    let body = json!({"worker_id": nobody, "organisation_id": nobody, "kind": "slave", "from": "2023-06-30"});
    officer.post("/employments", &body).await.faults(&["/kind unknown_value"]);
}
