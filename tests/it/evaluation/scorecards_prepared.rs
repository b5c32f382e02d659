//! The inner second signature: prepared by one, approved by another.

use crate::harness::{Lab, four, json};

#[actix_web::test]
async fn who_prepared_a_card_does_not_approve_it() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.save("bureau", &["1", "2", "3", "4"]).await.ok();
    let prepared = round.step("bureau", "preparation", &json!({})).await.ok();
    assert_eq!((&prepared["prepared_by"], &prepared["approved_by"]), (&json!(round.bureau.id), &json!(null)));
    let before = lab.events().await;
    round.step("bureau", "submission", &json!({})).await.problem(409, "conflict");
    assert_eq!((lab.events().await, &round.own("bureau").await["state"]), (before, &json!("draft")));
    let second = round.second("bureau").await;
    let path = format!("{}/submission", round.card("bureau"));
    let card = second.move_on(&prepared, &path, &json!({})).await.ok();
    assert_eq!((&card["prepared_by"], &card["approved_by"]), (&json!(round.bureau.id), &json!(second.id)));
}

#[actix_web::test]
async fn saving_again_takes_the_mark_away() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.save("township", &["1", "2", "3", "4"]).await.ok();
    round.step("township", "preparation", &json!({})).await.ok();
    let saved = round.put("township", &four(["2", "2", "3", "4"])).await.ok();
    assert_eq!((&saved["prepared_by"], &saved["prepared_at"]), (&json!(null), &json!(null)));
    let card = round.step("township", "submission", &json!({})).await.ok();
    assert_eq!((&card["submitted_by"], &card["approved_by"]), (&json!(round.township.id), &json!(null)));
}

#[actix_web::test]
async fn an_incomplete_card_is_not_prepared() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.save("bureau", &["1", "2", "3"]).await.ok();
    let before = lab.events().await;
    round.step("bureau", "preparation", &json!({})).await.faults(&["/points/I3 required"]);
    assert_eq!((lab.events().await, &round.own("bureau").await["prepared_by"]), (before, &json!(null)));
}

#[actix_web::test]
async fn a_card_is_prepared_once_by_its_own_party_and_over_the_version_that_was_read() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let (seen, path) = (round.own("bureau").await, format!("{}/preparation", round.card("bureau")));
    round.save("bureau", &["1", "2", "3", "4"]).await.ok();
    round.bureau.move_on(&seen, &path, &json!({})).await.problem(412, "stale");
    round.bureau.post(&path, &json!({})).await.problem(428, "precondition_required");
    round.township.move_on(&round.own("bureau").await, &path, &json!({})).await.problem(403, "forbidden");
    round.step("bureau", "preparation", &json!({})).await.ok();
    round.step("bureau", "preparation", &json!({})).await.problem(409, "conflict");
}

#[actix_web::test]
async fn that_a_card_is_prepared_is_told_without_its_content() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.save("bureau", &["1", "2", "3", "4"]).await.ok();
    let card = round.step("bureau", "preparation", &json!({})).await.ok();
    let event = lab.event("scorecard.prepared").await;
    assert_eq!(event["subject"]["id"], card["id"]);
    assert_eq!(
        event["changes"],
        json!({"evaluation": round.evaluation, "party": "bureau", "state": "draft"})
    );
}
