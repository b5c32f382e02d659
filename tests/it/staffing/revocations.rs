use stations::auth::role::Role;

use crate::harness::{Answer, Lab, Staffed, finding, json};

/// A certificate of 17 October 2020 of a worker who has been posted for longer than the grace.
async fn certified(at: &Staffed<'_>) -> Answer {
    let worker = at.newcomer().await;
    at.lab.run("UPDATE postings SET valid_from = '2021-01-01'").await;
    let body = json!({"level": "assistant", "number": "2020S1", "obtained_on": "2020-10-17"});
    at.manager.post(&format!("/workers/{worker}/certificates"), &body).await.created()
}

async fn revoke(at: &Staffed<'_>, seen: &Answer, on: &str) -> Answer {
    let path = format!("/certificates/{}/revocation", seen.id());
    at.manager_now().await.move_on(seen, &path, &json!({"on": on, "reason": "发证机关撤销"})).await
}

#[actix_web::test]
async fn a_revoked_certificate_counts_until_then() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let made = certified(&at).await;
    assert_eq!(at.status("S6", "").await, "met");
    let revoked = revoke(&at, &made, "2023-07-02").await.ok();
    assert_eq!((&revoked["revoked_on"], &revoked["version"]), (&json!("2023-07-02"), &json!(2)));
    assert_eq!(at.status("S6", "as_of=2023-07-01").await, "met");
    let s6 = finding(&at.verdict("").await, "S6");
    assert_eq!((&s6["status"], &s6["since"]), (&json!("breach"), &json!("2023-07-02")));
}

#[actix_web::test]
async fn a_revocation_is_known_from_its_recording() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let made = certified(&at).await;
    lab.at("2023-07-10T02:00:00Z");
    revoke(&at, &made, "2023-07-02").await.ok();
    assert_eq!(at.status("S6", "as_of=2023-07-03").await, "breach");
    assert_eq!(at.status("S6", "as_of=2023-07-03&known_at=2023-07-10T01:59:59Z").await, "met");
}

#[actix_web::test]
async fn a_certificate_is_revoked_once_and_not_when_voided() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let made = certified(&at).await;
    let revoked = revoke(&at, &made, "2023-07-01").await.ok();
    let before = lab.events().await;
    revoke(&at, &revoked, "2023-07-02").await.problem(409, "conflict");
    let path = format!("/certificates/{}/voiding", made.id());
    let voided = at.manager.move_on(&revoked, &path, &json!({"reason": "误登撤销"})).await.ok();
    revoke(&at, &voided, "2023-07-02").await.problem(409, "conflict");
    assert_eq!(lab.events().await, before + 1, "the voiding");
}

#[actix_web::test]
async fn it_is_revoked_neither_before_it_was_obtained_nor_after_today() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let made = certified(&at).await;
    revoke(&at, &made, "2020-10-16").await.faults(&["/on too_early"]);
    revoke(&at, &made, "2023-07-04").await.faults(&["/on too_late"]);
    revoke(&at, &made, "2020-10-17").await.ok();
    assert_eq!(at.status("S6", "as_of=2023-07-02").await, "breach", "it never counted");
}

#[actix_web::test]
async fn a_revocation_says_when_why_and_which_version() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let made = certified(&at).await;
    let path = format!("/certificates/{}/revocation", made.id());
    at.manager.move_on(&made, &path, &json!({})).await.faults(&["/on required", "/reason required"]);
    let body = json!({"on": "2023-07-01", "reason": "撤销"});
    at.manager.post(&path, &body).await.problem(428, "precondition_required");
    let old = [("content-type", "application/json"), ("if-match", "\"v7\"")];
    at.manager.send("POST", &path, &old, body.to_string().into()).await.problem(412, "stale");
}

#[actix_web::test]
async fn who_may_not_change_the_worker_revokes_nothing() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let made = certified(&at).await;
    let path = format!("/certificates/{}/revocation", made.id());
    let body = json!({"on": "2023-07-01", "reason": "撤销"});
    lab.township_officer("469025100").await.move_on(&made, &path, &body).await.problem(403, "forbidden");
    let rival = lab.other_contractor(&[]).await;
    let rival = lab.member(Role::ContractorManager, rival).await;
    rival.move_on(&made, &path, &body).await.problem(404, "not_found");
}
