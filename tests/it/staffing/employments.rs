use chrono::TimeDelta;
use stations::auth::role::Role;
use uuid::Uuid;

use crate::harness::{Answer, Lab, Persona, Staffed, Value, json};

fn employment(worker: Uuid, organisation: Uuid) -> Value {
    json!({"worker_id": worker, "organisation_id": organisation, "kind": "labour_contract", "from": "2023-06-30"})
}

/// The only employment of a worker.
async fn only(by: &Persona<'_>, worker: Uuid) -> Answer {
    let list = by.get(&format!("/employments?worker_id={worker}")).await.ok();
    assert_eq!(list.items().len(), 1);
    by.get(&format!("/employments/{}", list.items()[0]["id"].as_str().unwrap())).await.ok()
}

#[actix_web::test]
async fn an_employment_is_recorded_and_shown() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = lab.worker().await;
    let before = lab.events().await;
    let officer = lab.bureau_officer().await;
    let made = officer.post("/employments", &employment(worker, at.contractor)).await.created();
    assert_eq!(lab.events().await, before + 1);
    assert_eq!(made.headers["location"], format!("/api/v1/employments/{}", made.id()));
    assert_eq!((&made["to"], &made["voided_at"], made.etag()), (&json!(null), &json!(null), "\"v1\""));
    assert_eq!(only(&at.manager, worker).await.body, made.body);
}

#[actix_web::test]
async fn worker_and_employer_are_both_named_when_both_are_wrong() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let before = lab.events().await;
    let body = employment(lab.worker().await, lab.other_contractor(&[]).await);
    let faults = ["/worker_id unknown_reference", "/organisation_id unknown_reference"];
    at.manager.post("/employments", &body).await.faults(&faults);
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_worker_of_another_county_cannot_be_employed() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let body = employment(lab.worker_elsewhere().await, at.contractor);
    let answer = lab.bureau_officer().await.post("/employments", &body).await;
    answer.faults(&["/worker_id unknown_reference"]);
}

#[actix_web::test]
async fn every_fault_is_told_at_once() {
    let lab = Lab::new().await;
    let body = json!({"worker_id": 7, "kind": "slave", "from": "2023-06-31", "to": "never", "pay": 1});
    let faults = [
        "/worker_id wrong_type",
        "/organisation_id required",
        "/kind unknown_value",
        "/from wrong_format",
        "/to wrong_format",
        "/pay unknown_field",
    ];
    lab.bureau_officer().await.post("/employments", &body).await.faults(&faults);
}

#[actix_web::test]
async fn an_employment_ends_after_it_begins() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    let mut body = employment(worker, at.contractor);
    body["to"] = json!("2023-06-30");
    at.manager.post("/employments", &body).await.faults(&["/to too_early"]);
    let seen = only(&at.manager, worker).await;
    let path = format!("/employments/{}/end", seen.id());
    at.manager.move_on(&seen, &path, &json!({"to": "2023-06-30"})).await.faults(&["/to too_early"]);
    at.manager.move_on(&seen, &path, &json!({"to": "2023-07-01"})).await.ok();
}

#[actix_web::test]
async fn an_employment_is_ended_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 1).await;
    let seen = at.manager.get("/employments").await.ok().items()[0].clone();
    let path = format!("/employments/{}", seen["id"].as_str().unwrap());
    let seen = at.manager.get(&path).await.ok();
    let before = lab.events().await;
    let ended = at.manager.move_on(&seen, &format!("{path}/end"), &json!({"to": "2024-01-01"})).await.ok();
    assert_eq!(
        (&ended["to"], &ended["end_recorded_at"]),
        (&json!("2024-01-01"), &json!("2023-07-03T02:00:00Z"))
    );
    let again = at.manager.move_on(&ended, &format!("{path}/end"), &json!({"to": "2024-02-01"})).await;
    assert!(again.problem(409, "conflict")["detail"].as_str().unwrap().contains("2024-01-01"));
    assert_eq!(lab.events().await, before + 1);
    assert_eq!(at.manager.get(&path).await.ok().body, ended.body);
}

#[actix_web::test]
async fn an_end_and_a_voiding_say_which_version_they_are_of() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let seen = only(&at.manager, at.hire("1992-03-05", "labour_contract").await).await;
    let path = format!("/employments/{}", seen.id());
    for (action, body) in [("end", json!({"to": "2024-01-01"})), ("voiding", json!({"reason": "有误"}))] {
        let path = format!("{path}/{action}");
        at.manager.post(&path, &body).await.problem(428, "precondition_required");
        let old = [("content-type", "application/json"), ("if-match", "\"v9\"")];
        let bytes = serde_json::to_vec(&body).unwrap();
        at.manager.send("POST", &path, &old, bytes).await.problem(412, "stale");
    }
}

#[actix_web::test]
async fn a_voided_employment_stays_readable_and_cannot_be_ended() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    let seen = only(&at.manager, worker).await;
    let path = format!("/employments/{}", seen.id());
    let reason = json!({"reason": "签约单位有误"});
    let voided = at.manager.move_on(&seen, &format!("{path}/voiding"), &reason).await.ok();
    assert_eq!(only(&at.manager, worker).await["void_reason"], "签约单位有误");
    let before = lab.events().await;
    at.manager
        .move_on(&voided, &format!("{path}/end"), &json!({"to": "2024-01-01"}))
        .await
        .problem(409, "conflict");
    at.manager.move_on(&voided, &format!("{path}/voiding"), &reason).await.problem(409, "conflict");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn the_reason_of_a_voiding_is_in_no_event() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let seen = only(&at.manager, at.hire("1992-03-05", "labour_contract").await).await;
    lab.pass(TimeDelta::milliseconds(1));
    let path = format!("/employments/{}/voiding", seen.id());
    at.manager.move_on(&seen, &path, &json!({"reason": "签约单位有误"})).await.ok();
    let event = lab.last_event().await.to_string();
    assert!(event.contains("employment.voided") && !event.contains("签约单位有误"), "{event}");
}

#[actix_web::test]
async fn another_contractors_employment_is_out_of_reach() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let seen = only(&at.manager, at.hire("1992-03-05", "labour_contract").await).await;
    let rival = lab.other_contractor(&[]).await;
    let rival = lab.member(Role::ContractorManager, rival).await;
    let path = format!("/employments/{}", seen.id());
    rival.get(&path).await.problem(404, "not_found");
    let end = json!({"to": "2024-01-01"});
    rival.move_on(&seen, &format!("{path}/end"), &end).await.problem(404, "not_found");
    let reason = json!({"reason": "有误"});
    rival.move_on(&seen, &format!("{path}/voiding"), &reason).await.problem(404, "not_found");
    assert_eq!(rival.get("/employments").await.ok().items().len(), 0);
}

#[actix_web::test]
async fn a_township_sees_the_employments_of_those_posted_there_and_changes_none() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 1).await;
    at.hire("1992-03-05", "labour_contract").await;
    let township = lab.township_officer("469025100").await;
    let list = township.get("/employments").await.ok();
    assert_eq!((list.items().len(), at.manager.get("/employments").await.ok().items().len()), (1, 2));
    let body = employment(Uuid::nil(), at.contractor);
    township.post("/employments", &body).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn employments_are_filtered_paged_and_counted() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    let other = lab.other_contractor(&[]).await;
    lab.employ(lab.worker().await, other, "2023-06-30").await;
    let officer = lab.bureau_officer().await;
    let path = format!("/employments?organisation_id={}&limit=2&count=exact", at.contractor);
    let page = officer.get(&path).await.ok();
    assert_eq!((page.items().len(), &page["total"]), (2, &json!(3)));
    let next = officer.get(&format!("{path}&after={}", page["next"].as_str().unwrap())).await.ok();
    assert_eq!((next.items().len(), &next["next"]), (1, &json!(null)));
    officer
        .get("/employments?worker_id=7&sort=x")
        .await
        .faults(&["/worker_id wrong_format", "/sort unknown_field"]);
}

#[actix_web::test]
async fn an_employment_sent_twice_under_one_key_is_recorded_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (officer, body) = (lab.bureau_officer().await, employment(lab.worker().await, at.contractor));
    let first = officer.post_once("e-1", "/employments", &body).await.created();
    let before = lab.events().await;
    let again = officer.post_once("e-1", "/employments", &body).await.created();
    assert_eq!((again.id(), lab.events().await), (first.id(), before));
}
