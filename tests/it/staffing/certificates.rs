use chrono::TimeDelta;
use stations::auth::role::Role;
use uuid::Uuid;

use crate::harness::{Answer, Lab, Staffed, Value, json};

fn certificate(number: &str) -> Value {
    json!({"level": "social_worker", "number": number, "obtained_on": "2020-10-17"})
}

/// A worker of the station and a certificate of his.
async fn certified(at: &Staffed<'_>) -> (Uuid, Answer) {
    let worker = at.hire("1992-03-05", "labour_contract").await;
    at.lab.pass(TimeDelta::milliseconds(1));
    let path = format!("/workers/{worker}/certificates");
    (worker, at.manager.post(&path, &certificate("2020S1")).await.created())
}

#[actix_web::test]
async fn a_certificate_is_recorded_shown_and_listed() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let before = lab.events().await;
    let (worker, made) = certified(&at).await;
    assert_eq!(lab.events().await, before + 2, "the worker and the certificate");
    assert_eq!(made.headers["location"], format!("/api/v1/certificates/{}", made.id()));
    assert_eq!(at.manager.get(&format!("/certificates/{}", made.id())).await.ok().body, made.body);
    let list = at.manager.get(&format!("/workers/{worker}/certificates?count=exact")).await.ok();
    assert_eq!((list.items(), &list["total"]), ([made.body.clone()].as_slice(), &json!(1)));
}

#[actix_web::test]
async fn an_event_of_a_certificate_does_not_tell_its_number() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    certified(&at).await;
    let event = lab.last_event().await.to_string();
    assert!(event.contains("certificate.recorded") && !event.contains("2020S1"), "{event}");
}

#[actix_web::test]
async fn a_number_stands_once_and_again_after_the_wrong_row_is_voided() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, made) = certified(&at).await;
    let path = format!("/workers/{worker}/certificates");
    let before = lab.events().await;
    at.manager.post(&path, &certificate("2020S1")).await.problem(409, "already_exists");
    assert_eq!(lab.events().await, before);
    let voiding = format!("/certificates/{}/voiding", made.id());
    at.manager.move_on(&made, &voiding, &json!({"reason": "级别有误"})).await.ok();
    at.manager.post(&path, &certificate("2020S1")).await.created();
}

#[actix_web::test]
async fn a_voided_certificate_stays_readable_and_is_voided_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, made) = certified(&at).await;
    let path = format!("/certificates/{}", made.id());
    let reason = json!({"reason": "级别有误"});
    let voided = at.manager.move_on(&made, &format!("{path}/voiding"), &reason).await.ok();
    assert_eq!(voided["voided_at"], "2023-07-03T02:00:00.001Z");
    assert_eq!(at.manager.get(&path).await.ok()["void_reason"], "级别有误");
    let before = lab.events().await;
    at.manager.move_on(&voided, &format!("{path}/voiding"), &reason).await.problem(409, "conflict");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_voiding_says_why_and_which_version() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, made) = certified(&at).await;
    let path = format!("/certificates/{}/voiding", made.id());
    at.manager.post(&path, &json!({"reason": "有误"})).await.problem(428, "precondition_required");
    at.manager.move_on(&made, &path, &json!({})).await.faults(&["/reason required"]);
    let old = [("content-type", "application/json"), ("if-match", "\"v7\"")];
    let answer = at.manager.send("POST", &path, &old, r#"{"reason":"有误"}"#.into()).await;
    answer.problem(412, "stale");
}

#[actix_web::test]
async fn a_certificate_is_not_obtained_after_today() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let path = format!("/workers/{}/certificates", at.hire("1992-03-05", "labour_contract").await);
    let body = |on: &str| json!({"level": "assistant", "number": "1", "obtained_on": on});
    at.manager.post(&path, &body("2023-07-04")).await.faults(&["/obtained_on too_late"]);
    at.manager.post(&path, &body("2023-07-03")).await.created();
}

#[actix_web::test]
async fn every_fault_is_told_at_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let path = format!("/workers/{}/certificates", at.hire("1992-03-05", "labour_contract").await);
    let body = json!({"level": "expert", "number": "１２\n", "obtained_on": "2023-02-29", "major": "x"});
    let faults =
        ["/level unknown_value", "/number wrong_format", "/obtained_on wrong_format", "/major unknown_field"];
    at.manager.post(&path, &body).await.faults(&faults);
}

#[actix_web::test]
async fn certificates_of_another_contractors_worker_are_out_of_reach() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, made) = certified(&at).await;
    let rival = lab.other_contractor(&[]).await;
    let rival = lab.member(Role::ContractorManager, rival).await;
    let (list, one) = (format!("/workers/{worker}/certificates"), format!("/certificates/{}", made.id()));
    rival.get(&list).await.problem(404, "not_found");
    rival.get(&one).await.problem(404, "not_found");
    rival.post(&list, &certificate("2")).await.problem(404, "not_found");
    let reason = json!({"reason": "有误"});
    rival.move_on(&made, &format!("{one}/voiding"), &reason).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_township_reads_the_certificates_of_its_station_but_records_none() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, made) = certified(&at).await;
    let township = lab.township_officer("469025100").await;
    let path = format!("/certificates/{}", made.id());
    township.get(&path).await.problem(404, "not_found");
    at.post(worker, "2023-07-01").await.created();
    township.get(&path).await.ok();
    let list = format!("/workers/{worker}/certificates");
    township.post(&list, &certificate("2")).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn a_certificate_sent_twice_under_one_key_is_recorded_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let path = format!("/workers/{}/certificates", at.hire("1992-03-05", "labour_contract").await);
    let first = at.manager.post_once("c-1", &path, &certificate("1")).await.created();
    let before = lab.events().await;
    let again = at.manager.post_once("c-1", &path, &certificate("1")).await.created();
    assert_eq!((again.id(), lab.events().await), (first.id(), before));
    at.manager.post_once("c-1", &path, &certificate("2")).await.problem(422, "key_reused");
}
