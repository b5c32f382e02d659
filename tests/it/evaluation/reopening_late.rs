//! After all three are in: one named indicator, asked for by one administrator and consented to by another.

use chrono::TimeDelta;

use crate::harness::{BAISHA, Lab, json, small_framework};

#[actix_web::test]
async fn a_named_error_is_corrected_on_record() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    let opened = round.opened().await;
    let card = round.correct(&round.bureau, &opened, &json!({"points": "25", "comment": "更正"})).await.ok();
    assert_eq!((&card["state"], &card["total"]["rounded"]), (&json!("submitted"), &json!("85.00")));
    assert_eq!(
        (&card["points"][0]["points"], &card["points"][1]["points"]),
        (&json!("25.00"), &json!("20.00"))
    );
    let editions = round.editions(&round.township, "bureau").await.ok();
    assert_eq!((editions.items().len(), &editions.items()[1]["blind"]), (2, &json!(false)));
    assert!(editions.items()[0]["body"].as_str().unwrap().contains("\"20.00\""));
    let event = lab.event("scorecard.corrected").await;
    assert_eq!(
        (&event["changes"]["seal"], &event["changes"]["edition"]),
        (&editions.items()[1]["seal"], &json!(2))
    );
    let told = round.admin.get(&round.path("/reopenings")).await.ok();
    assert_eq!((&told.items()[0]["blind"], told.items()[0]["closed_at"].is_string()), (&json!(false), true));
}

#[actix_web::test]
async fn one_administrator_alone_opens_nothing() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    let asked = round.ask(&round.admin, "bureau", "I0").await.created();
    let before = lab.events().await;
    round.consent(&round.admin, &asked).await.problem(409, "conflict");
    round.correct(&round.bureau, &asked, &json!({"points": "25"})).await.problem(409, "conflict");
    assert_eq!(lab.events().await, before);
    let other = lab.bureau_admin().await;
    let opened = round.consent(&other, &asked).await.ok();
    assert_eq!(opened["consented_by"], json!(other.id));
    round.consent(&other, &opened).await.problem(409, "conflict");
    round.consent(&other, &asked).await.problem(412, "stale");
}

#[actix_web::test]
async fn who_scored_neither_asks_nor_consents() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    round.ask(&round.bureau, "bureau", "I0").await.problem(403, "forbidden");
    let asked = round.ask(&round.admin, "bureau", "I0").await.created();
    lab.sql(&format!("UPDATE users SET role = 'bureau_admin' WHERE id = '{}'", round.bureau.id)).await;
    lab.pass(TimeDelta::seconds(2));
    let before = lab.events().await;
    round.ask(&round.bureau, "township", "I0").await.problem(403, "forbidden");
    round.consent(&round.bureau, &asked).await.problem(403, "forbidden");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn what_is_asked_for_names_an_indicator_of_the_card() {
    let lab = Lab::new().await;
    let round = lab.round_by(&small_framework(2)).await;
    round.ask(&round.admin, "township", "I0").await.problem(409, "conflict");
    round.submit("third_party", &["1", "1", "1", "1"]).await.ok();
    round.submit("bureau", &["1", "1", "1", "1"]).await.ok();
    round.submit("township", &["1", "1"]).await.ok();
    round.ask(&round.admin, "township", "X").await.faults(&["/indicator unknown_reference"]);
    round.ask(&round.admin, "township", "I2").await.faults(&["/indicator not_scored_by_party"]);
    round.ask(&round.admin, "township", "I0").await.created();
    round.ask(&round.admin, "township", "I1").await.problem(409, "already_exists");
    round.ask(&round.admin, "bureau", "I1").await.created();
}

#[actix_web::test]
async fn only_its_own_party_corrects_and_only_once() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    let (opened, body) = (round.opened().await, json!({"points": "25"}));
    round.correct(&round.township, &opened, &body).await.problem(403, "forbidden");
    round.correct(&round.admin, &opened, &body).await.problem(403, "forbidden");
    round.correct(&lab.township_officer("469025101").await, &opened, &body).await.problem(404, "not_found");
    round.correct(&round.bureau, &opened, &json!({"points": "25.01"})).await.faults(&["/points too_large"]);
    round.correct(&round.bureau, &opened, &json!({})).await.faults(&["/points required"]);
    assert_eq!(round.editions(&round.bureau, "bureau").await.ok().items().len(), 1);
    round.correct(&round.bureau, &opened, &body).await.ok();
    round.correct(&round.bureau, &opened, &body).await.problem(412, "stale");
}

#[actix_web::test]
async fn a_correction_that_departs_from_what_was_computed_says_why() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.frozen("I0", 2000).await;
    round.submit("bureau", &["20", "20", "20", "20"]).await.ok();
    round.submit("third_party", &["20", "1", "1", "1"]).await.ok();
    round.submit("township", &["20", "1", "1", "1"]).await.ok();
    let opened = round.opened().await;
    round.correct(&round.bureau, &opened, &json!({"points": "21"})).await.faults(&["/departure required"]);
    let body = json!({"points": "21", "departure": "漏计一次活动"});
    assert_eq!(
        round.correct(&round.bureau, &opened, &body).await.ok()["points"][0]["departure"],
        "漏计一次活动"
    );
}

#[actix_web::test]
async fn a_result_that_stands_is_not_corrected_by_its_parties() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    let opened = round.opened().await;
    lab.sql(&format!(
        "UPDATE evaluations SET state = 'final' WHERE county_code = '{BAISHA}' AND id = '{}'",
        round.evaluation
    ))
    .await;
    round.correct(&round.bureau, &opened, &json!({"points": "25"})).await.problem(409, "conflict");
    round.ask(&round.admin, "township", "I0").await.problem(409, "conflict");
    assert_eq!(round.own("bureau").await["points"][0]["points"], "20.00");
}
