//! Computed values that the contractor contests.

use chrono::TimeDelta;
use stations::auth::role::Role;
use uuid::Uuid;

use crate::harness::{Lab, json};

#[actix_web::test]
async fn a_contest_is_answered_once() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let filed = case.contest("I1").await.created();
    let path = case.path(&format!("/contests/{}/answer", filed.id()));
    let body = json!({"outcome": "upheld", "answer": "已补录，重新取数"});
    case.officer.post(&path, &body).await.problem(428, "precondition_required");
    lab.pass(TimeDelta::milliseconds(1));
    let answered = case.officer.move_on(&filed, &path, &body).await.ok();
    assert_eq!((&answered["outcome"], &answered["answered_by"]), (&json!("upheld"), &json!(case.officer.id)));
    case.officer.move_on(&answered, &path, &body).await.problem(409, "conflict");
    let list = case.contractor.get(&case.path("/contests")).await.ok();
    assert_eq!((list.items().len(), &list["items"][0]["answer"]), (1, &body["answer"]));
}

#[actix_web::test]
async fn only_what_is_computed_can_be_contested_and_once_at_a_time() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    case.contest("I0").await.faults(&["/indicator not_computed"]);
    case.contest("X").await.faults(&["/indicator unknown_reference"]);
    case.contest("I2").await.created();
    let before = lab.events().await;
    case.contest("I2").await.problem(409, "already_exists");
    assert_eq!(lab.events().await, before);
    case.contest("I1").await.created();
}

#[actix_web::test]
async fn the_days_to_contest_are_the_policys() {
    let lab = Lab::new().await;
    let mut case = lab.prepared().await;
    case.at("2023-09-30T02:00:00Z").await;
    case.contest("I1").await.created();
    case.at("2023-10-01T02:00:00Z").await;
    let refused = case.contest("I2").await.problem(409, "conflict");
    assert!(refused["detail"].as_str().unwrap().contains("2023-09-30"));
}

#[actix_web::test]
async fn contests_are_the_contractors_and_answers_the_bureaus() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let body = json!({"indicator": "I1", "statement": "x"});
    case.officer.post(&case.path("/contests"), &body).await.problem(403, "forbidden");
    let filed = case.contest("I1").await.created();
    let (path, said) = (
        case.path(&format!("/contests/{}/answer", filed.id())),
        json!({"outcome": "dismissed", "answer": "x"}),
    );
    for other in [&case.contractor, &case.evaluator, &lab.person(Role::BureauScorer).await] {
        other.move_on(&filed, &path, &said).await.problem(403, "forbidden");
    }
    let nowhere = case.path(&format!("/contests/{}/answer", Uuid::nil()));
    case.officer.move_on(&filed, &nowhere, &said).await.problem(404, "not_found");
    let elsewhere = lab.township_officer("469025101").await;
    elsewhere.get(&case.path("/contests")).await.problem(404, "not_found");
}

#[actix_web::test]
async fn nothing_is_contested_or_answered_once_scoring_has_begun() {
    let lab = Lab::new().await;
    let mut case = lab.prepared().await;
    let filed = case.contest("I1").await.created();
    let path = case.path(&format!("/contests/{}/answer", filed.id()));
    let said = json!({"outcome": "dismissed", "answer": "取数无误"});
    let answered = case.officer.move_on(&filed, &path, &said).await.ok();
    case.score().await;
    case.contest("I2").await.problem(409, "conflict");
    case.officer.move_on(&answered, &path, &said).await.problem(409, "conflict");
}
