use super::{
    amend::amend,
    change::{draft, path},
    register::record,
};
use crate::harness::{Answer, Lab, Persona, json};

/// Ends what was read.
pub async fn terminate(admin: &Persona<'_>, seen: &Answer, on: &str) -> Answer {
    admin
        .move_on(seen, &format!("{}/termination", path(seen)), &json!({"on": on, "reason": "协商一致"}))
        .await
}

async fn signed<'a>(lab: &'a Lab, admin: &Persona<'a>) -> Answer {
    let (contractor, station) = (lab.organisation("contractor", 0).await, lab.station("469025100").await);
    record(admin, contractor, &[station], json!({})).await.created()
}

#[actix_web::test]
async fn it_ends_on_the_day_and_frees_the_station_from_then_on() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let made = signed(&lab, &admin).await;
    let ended = terminate(&admin, &made, "2024-07-01").await.ok();
    assert_eq!((&ended["state"], &ended["terminated_on"]), (&json!("active"), &json!("2024-07-01")));
    let on = async |day: &str| admin.get(&format!("{}?as_of={day}", path(&made))).await.ok()["state"].clone();
    assert_eq!((on("2024-06-30").await, on("2024-07-01").await), (json!("active"), json!("terminated")));
    let station = lab.station("469025100").await;
    let follows = json!({"number": "2", "from": "2024-07-01"});
    record(&admin, lab.organisation("contractor", 1).await, &[station], follows).await.created();
}

#[actix_web::test]
async fn it_lies_inside_the_term() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let made = signed(&lab, &admin).await;
    let before = lab.events().await;
    terminate(&admin, &made, "2023-06-29").await.faults(&["/on too_early"]);
    terminate(&admin, &made, "2026-06-30").await.faults(&["/on too_late"]);
    assert_eq!(lab.events().await, before);
    let never = terminate(&admin, &made, "2023-06-30").await.ok();
    assert_eq!(never["state"], "terminated", "it never came into force");
    assert_eq!(admin.get("/agreements?as_of=2023-06-30").await.ok().items().len(), 0);
}

#[actix_web::test]
async fn it_happens_once_and_nothing_is_amended_after_it() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let made = signed(&lab, &admin).await;
    let ended = terminate(&admin, &made, "2024-07-01").await.ok();
    terminate(&admin, &made, "2024-07-01").await.problem(412, "stale");
    terminate(&admin, &ended, "2024-08-01").await.problem(409, "conflict");
    amend(&admin, &ended, "2024-01-01", json!({"price": "1.00"})).await.problem(409, "conflict");
}

#[actix_web::test]
async fn a_draft_cannot_be_ended_but_voided() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let made = draft(&admin, lab.organisation("contractor", 0).await, station).await;
    terminate(&admin, &made, "2024-07-01").await.problem(409, "conflict");
    let to = format!("{}/voiding", path(&made));
    let voided = admin.move_on(&made, &to, &json!({"reason": "未谈成"})).await.ok();
    assert_eq!(voided["state"], "voided");
    terminate(&admin, &voided, "2024-07-01").await.problem(409, "conflict");
}

#[actix_web::test]
async fn a_reason_a_version_and_the_bureau_in_charge_are_needed() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let made = signed(&lab, &admin).await;
    let to = format!("{}/termination", path(&made));
    admin.move_on(&made, &to, &json!({"on": "2024-07-01"})).await.faults(&["/reason required"]);
    let body = json!({"on": "2024-07-01", "reason": "x"});
    admin.post(&to, &body).await.problem(428, "precondition_required");
    lab.bureau_officer().await.move_on(&made, &to, &body).await.problem(403, "forbidden");
}
