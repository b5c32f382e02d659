use chrono::TimeDelta;

use super::{amend::amend, change::path, register::record};
use crate::harness::{Answer, Lab, Persona, json};

async fn signed<'a>(lab: &'a Lab, admin: &Persona<'a>) -> Answer {
    let (contractor, station) = (lab.organisation("contractor", 0).await, lab.station("469025100").await);
    record(admin, contractor, &[station], json!({})).await.created()
}

async fn void(admin: &Persona<'_>, amendment: &Answer) -> Answer {
    let path = format!("/agreement-amendments/{}/voiding", amendment.id());
    admin.move_on(amendment, &path, &json!({"reason": "录入有误"})).await
}

#[actix_web::test]
async fn the_terms_before_hold_again() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let made = signed(&lab, &admin).await;
    let wrong = amend(&admin, &made, "2023-07-01", json!({"to": "2024-06-30"})).await.created();
    assert_eq!(admin.get("/agreements?as_of=2025-01-01").await.ok().items().len(), 0);
    lab.pass(TimeDelta::milliseconds(5));
    let voided = void(&admin, &wrong).await.ok();
    assert_eq!((&voided["void_reason"], voided.etag()), (&json!("录入有误"), "\"v2\""));
    assert_eq!(admin.get(&path(&made)).await.ok()["to"], "2026-06-30");
    assert_eq!(admin.get("/agreements?as_of=2025-01-01").await.ok().items().len(), 1);
    assert_eq!(lab.last_event().await["action"], "agreement.amendment_voided");
}

#[actix_web::test]
async fn it_stays_in_the_list() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let made = signed(&lab, &admin).await;
    let wrong = amend(&admin, &made, "2023-07-01", json!({"price": "1.00"})).await.created();
    void(&admin, &wrong).await.ok();
    let list = admin.get(&format!("{}/amendments", path(&made))).await.ok();
    assert_eq!((list.items().len(), &list.items()[0]["void_reason"]), (1, &json!("录入有误")));
}

#[actix_web::test]
async fn only_the_last_can_be_voided_and_once() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let made = signed(&lab, &admin).await;
    let first = amend(&admin, &made, "2023-07-01", json!({"price": "1.00"})).await.created();
    let seen = admin.get(&path(&made)).await.ok();
    let second = amend(&admin, &seen, "2023-08-01", json!({"price": "2.00"})).await.created();
    void(&admin, &first).await.problem(409, "conflict");
    let voided = void(&admin, &second).await.ok();
    let before = lab.events().await;
    void(&admin, &second).await.problem(412, "stale");
    let path = format!("/agreement-amendments/{}/voiding", second.id());
    admin.move_on(&voided, &path, &json!({"reason": "x"})).await.problem(409, "conflict");
    assert_eq!(lab.events().await, before);
    void(&admin, &first).await.ok();
}

#[actix_web::test]
async fn days_that_were_given_away_meanwhile_are_not_taken_back() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let made = signed(&lab, &admin).await;
    let shorter = amend(&admin, &made, "2023-07-01", json!({"to": "2024-06-30"})).await.created();
    let station = lab.station("469025100").await;
    let follows = json!({"number": "2", "from": "2024-06-30", "to": "2025-06-30"});
    record(&admin, lab.organisation("contractor", 1).await, &[station], follows).await.created();
    void(&admin, &shorter).await.problem(409, "overlapping_agreement");
    assert_eq!(admin.get(&format!("{}?as_of=2024-01-01", path(&made))).await.ok()["to"], "2024-06-30");
}

#[actix_web::test]
async fn a_reason_a_version_and_the_bureau_in_charge_are_needed() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let made = signed(&lab, &admin).await;
    let wrong = amend(&admin, &made, "2023-07-01", json!({"price": "1.00"})).await.created();
    let to = format!("/agreement-amendments/{}/voiding", wrong.id());
    admin.post(&to, &json!({"reason": "x"})).await.problem(428, "precondition_required");
    admin.move_on(&wrong, &to, &json!({})).await.faults(&["/reason required"]);
    void(&lab.bureau_officer().await, &wrong).await.problem(403, "forbidden");
    let nothing = "/agreement-amendments/01890000-0000-7000-8000-000000000000/voiding";
    admin.move_on(&wrong, nothing, &json!({"reason": "x"})).await.problem(404, "not_found");
}
