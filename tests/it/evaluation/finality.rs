use chrono::TimeDelta;

use crate::harness::{AFTER_APPEALS, Answer, Lab, json};

fn told(refused: &Answer) -> Vec<&str> {
    refused["errors"].as_array().unwrap().iter().map(|fault| fault["code"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn a_result_is_not_final_while_appeals_can_be_filed() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    lab.at("2023-10-20T15:00:00Z");
    let admin = round.admin.anew().await;
    let before = lab.events().await;
    let refused = round.moved(&admin, "final").await.problem(409, "conflict");
    assert_eq!(told(&refused), ["appeals_open"]);
    assert_eq!(lab.events().await, before);
    // 16:00 in Greenwich is the next day in Baisha.
    lab.at("2023-10-20T16:00:01Z");
    let admin = round.admin.anew().await;
    round.moved(&admin, "final").await.ok();
}

#[actix_web::test]
async fn everything_that_is_missing_is_told_at_once() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    round.appeal(&round.manager().await, &["I0"]).await.created();
    let refused = round.moved(&round.admin, "final").await.problem(409, "conflict");
    assert_eq!(told(&refused), ["appeals_open", "appeals_undecided"]);
    lab.at(AFTER_APPEALS);
    let admin = round.admin.anew().await;
    let refused = round.moved(&admin, "final").await.problem(409, "conflict");
    assert_eq!(told(&refused), ["appeals_undecided"]);
}

#[actix_web::test]
async fn the_final_result_is_another_edition_of_the_same_figures() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let admin = round.published().await;
    let editions = admin.get(&round.path("/result/editions")).await.ok();
    let stages: Vec<_> = editions.items().iter().map(|one| one["stage"].as_str().unwrap()).collect();
    assert_eq!(stages, ["provisional", "final"]);
    assert_eq!(editions.items()[0]["parties"], editions.items()[1]["parties"]);
    assert_ne!(editions.items()[0]["digest"], editions.items()[1]["digest"]);
    let result = admin.get(&round.path("/result")).await.ok();
    assert_eq!((&result["stage"], &result["edition"]), (&json!("final"), &json!(2)));
}

#[actix_web::test]
async fn publication_is_told_by_the_digest_of_the_final_edition() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let admin = round.published().await;
    lab.sequence().await;
    let digest = admin.get(&round.path("/result")).await.ok()["digest"].clone();
    let events = admin.get("/audit-events?limit=200&subject_kind=result").await.ok();
    let told = events.items().iter().find(|event| event["action"] == "result.published").unwrap();
    assert_eq!(told["changes"], json!({"edition": 2, "digest": digest}));
    assert_eq!(admin.get(&round.path("")).await.ok()["next_states"], json!([]));
}

#[actix_web::test]
async fn editions_stay_readable_when_the_evaluation_is_void() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    round.moved(&round.admin, "void").await.ok();
    round.admin.get(&round.path("/result")).await.problem(409, "conflict");
    assert_eq!(round.admin.get(&round.path("/result/editions")).await.ok().items().len(), 1);
}

#[actix_web::test]
async fn a_contractor_reads_its_result_when_its_agreement_is_over() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    round.published().await;
    lab.at("2026-08-01T02:00:00Z");
    lab.pass(TimeDelta::seconds(2));
    let manager = round.manager().await;
    assert_eq!(manager.get(&round.path("/result")).await.ok()["result"], "85.00");
    assert_eq!(manager.get("/evaluations").await.ok().items().len(), 1);
}
