use super::register::record;
use crate::harness::{Lab, json};

#[actix_web::test]
async fn a_voided_agreement_frees_its_stations_and_stays_readable() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let contractor = lab.organisation("contractor", 0).await;
    let made = record(&admin, contractor, &[station], json!({})).await.created();
    let path = format!("/agreements/{}", made.id());
    let voided = admin.move_on(&made, &format!("{path}/voiding"), &json!({"reason": "录入有误"})).await.ok();
    assert_eq!((&voided["void_reason"], &voided["version"]), (&json!("录入有误"), &json!(2)));
    admin.get(&path).await.ok();
    record(&admin, contractor, &[station], json!({})).await.created();
}

#[actix_web::test]
async fn a_voiding_needs_the_version_and_a_reason_and_happens_once() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let contractor = lab.organisation("contractor", 0).await;
    let made = record(&admin, contractor, &[station], json!({})).await.created();
    let path = format!("/agreements/{}/voiding", made.id());
    admin.post(&path, &json!({"reason": "x"})).await.problem(428, "precondition_required");
    admin.move_on(&made, &path, &json!({})).await.faults(&["/reason required"]);
    let voided = admin.move_on(&made, &path, &json!({"reason": "x"})).await.ok();
    let before = lab.events().await;
    admin.move_on(&made, &path, &json!({"reason": "x"})).await.problem(412, "stale");
    admin.move_on(&voided, &path, &json!({"reason": "x"})).await.problem(409, "conflict");
    assert_eq!(lab.events().await, before);
}
