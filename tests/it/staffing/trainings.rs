use stations::auth::role::Role;
use uuid::Uuid;

use crate::harness::{Answer, Lab, Staffed, Value, json};

fn training(kind: &str) -> Value {
    json!({"kind": kind, "held_on": "2023-07-01", "hours": 4, "provider": "县应急管理局"})
}

fn of(worker: Uuid) -> String {
    format!("/workers/{worker}/trainings")
}

async fn trained(at: &Staffed<'_>) -> (Uuid, Answer) {
    let worker = at.newcomer().await;
    (worker, at.manager.post(&of(worker), &training("safety_education")).await.created())
}

#[actix_web::test]
async fn a_training_is_recorded_shown_and_listed() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let before = lab.events().await;
    let (worker, made) = trained(&at).await;
    assert_eq!(lab.events().await, before + 1);
    assert_eq!(made.headers["location"], format!("/api/v1/trainings/{}", made.id()));
    assert_eq!(at.manager.get(&format!("/trainings/{}", made.id())).await.ok().body, made.body);
    let list = at.manager.get(&format!("{}?count=exact", of(worker))).await.ok();
    assert_eq!((list.items(), &list["total"]), ([made.body.clone()].as_slice(), &json!(1)));
}

#[actix_web::test]
async fn continuing_education_keeps_its_hours() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let mut body = training("continuing_education");
    body["hours"] = json!(72);
    let made = at.manager.post(&of(at.newcomer().await), &body).await.created();
    assert_eq!((&made["kind"], &made["hours"]), (&json!("continuing_education"), &json!(72)));
}

#[actix_web::test]
async fn every_fault_of_a_training_is_told_at_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let body = json!({"kind": "picnic", "held_on": "2023-13-01", "hours": 0, "provider": " ", "topic": "x"});
    let faults = [
        "/kind unknown_value",
        "/held_on wrong_format",
        "/hours too_small",
        "/provider wrong_format",
        "/topic unknown_field",
    ];
    at.manager.post(&of(at.newcomer().await), &body).await.faults(&faults);
}

#[actix_web::test]
async fn a_training_was_not_held_after_today() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.newcomer().await;
    let mut body = training("safety_education");
    body["held_on"] = json!("2023-07-04");
    at.manager.post(&of(worker), &body).await.faults(&["/held_on too_late"]);
    body["held_on"] = json!("2023-07-03");
    at.manager.post(&of(worker), &body).await.created();
}

#[actix_web::test]
async fn a_voided_training_stays_readable_and_is_voided_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, made) = trained(&at).await;
    let path = format!("/trainings/{}", made.id());
    let reason = json!({"reason": "未参加"});
    let voided = at.manager.move_on(&made, &format!("{path}/voiding"), &reason).await.ok();
    assert_eq!(at.manager.get(&path).await.ok()["void_reason"], "未参加");
    let before = lab.events().await;
    at.manager.move_on(&voided, &format!("{path}/voiding"), &reason).await.problem(409, "conflict");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_voiding_of_a_training_says_why_and_which_version() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, made) = trained(&at).await;
    let path = format!("/trainings/{}/voiding", made.id());
    at.manager.post(&path, &json!({"reason": "有误"})).await.problem(428, "precondition_required");
    at.manager.move_on(&made, &path, &json!({})).await.faults(&["/reason required"]);
    let old = [("content-type", "application/json"), ("if-match", "\"v7\"")];
    at.manager.send("POST", &path, &old, r#"{"reason":"有误"}"#.into()).await.problem(412, "stale");
}

#[actix_web::test]
async fn a_township_reads_the_trainings_of_its_station_and_records_none() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, made) = trained(&at).await;
    let township = lab.township_officer("469025100").await;
    assert_eq!(township.get(&of(worker)).await.ok().items().len(), 1);
    township.get(&format!("/trainings/{}", made.id())).await.ok();
    township.post(&of(worker), &training("safety_education")).await.problem(403, "forbidden");
    let elsewhere = lab.township_officer("469025101").await;
    elsewhere.get(&of(worker)).await.problem(404, "not_found");
}

#[actix_web::test]
async fn another_contractor_finds_no_training() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, made) = trained(&at).await;
    let rival = lab.other_contractor(&[]).await;
    let rival = lab.member(Role::ContractorManager, rival).await;
    let one = format!("/trainings/{}", made.id());
    rival.get(&of(worker)).await.problem(404, "not_found");
    rival.get(&one).await.problem(404, "not_found");
    rival.post(&of(worker), &training("safety_education")).await.problem(404, "not_found");
    let reason = json!({"reason": "有误"});
    rival.move_on(&made, &format!("{one}/voiding"), &reason).await.problem(404, "not_found");
}

#[actix_web::test]
async fn trainings_are_paged_in_the_order_of_recording() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, first) = trained(&at).await;
    lab.pass(chrono::TimeDelta::milliseconds(2));
    let second = at.manager.post(&of(worker), &training("continuing_education")).await.created();
    let page = at.manager.get(&format!("{}?limit=1", of(worker))).await.ok();
    assert_eq!(page.items()[0]["id"], first["id"]);
    let next = format!("{}?limit=1&after={}", of(worker), page["next"].as_str().unwrap());
    assert_eq!(at.manager.get(&next).await.ok().items()[0]["id"], second["id"]);
}

#[actix_web::test]
async fn a_training_sent_twice_under_one_key_is_recorded_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.newcomer().await;
    let body = training("safety_education");
    let first = at.manager.post_once("t-1", &of(worker), &body).await.created();
    assert_eq!(at.manager.post_once("t-1", &of(worker), &body).await.created().id(), first.id());
    assert_eq!(at.manager.get(&of(worker)).await.ok().items().len(), 1);
}
