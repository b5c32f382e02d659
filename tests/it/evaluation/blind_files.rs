//! Trace files of a card are hidden as the card is.

use chrono::TimeDelta;
use stations::auth::role::Role;
use uuid::Uuid;

use crate::harness::{Lab, Persona, Round, json};

/// The bureau's card with a file, submitted; the file.
async fn with_file(round: &Round<'_>) -> Uuid {
    let file = round.bureau.attachment("现场照片").await;
    let rest = ["I1", "I2", "I3"].map(|code| json!({"indicator": code, "points": "1"}));
    let mut points = vec![json!({"indicator": "I0", "points": "1", "attachments": [file]})];
    points.extend(rest);
    round.put("bureau", &json!(points)).await.ok();
    round.step("bureau", "submission", &json!({})).await.ok();
    file
}

/// Neither what it is nor its bytes.
async fn sees_nothing(persona: &Persona<'_>, file: Uuid) {
    persona.get(&format!("/attachments/{file}")).await.problem(404, "not_found");
    persona.content(file, &[]).await.problem(404, "not_found");
}

#[actix_web::test]
async fn until_all_are_in_a_file_is_its_own_partys() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let file = with_file(&round).await;
    let manager = lab.member(Role::ContractorManager, round.contractor).await;
    let (officer, auditor) = (lab.bureau_officer().await, lab.person(Role::Auditor).await);
    for other in [&round.admin, &round.township, &round.third_party, &manager, &officer, &auditor] {
        sees_nothing(other, file).await;
    }
    round.second("bureau").await.content(file, &[]).await.ok();
}

#[actix_web::test]
async fn when_all_are_in_who_reads_the_card_reads_its_files() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let file = with_file(&round).await;
    round.submit("third_party", &["1", "1", "1", "1"]).await.ok();
    round.submit("township", &["1", "1", "1", "1"]).await.ok();
    for other in [&round.admin, &round.township, &round.third_party] {
        other.content(file, &[]).await.ok();
    }
    let manager = lab.member(Role::ContractorManager, round.contractor).await;
    sees_nothing(&manager, file).await;
    sees_nothing(&lab.bureau_officer().await, file).await;
    sees_nothing(&lab.township_officer("469025101").await, file).await;
}

#[actix_web::test]
async fn a_file_that_was_taken_off_a_draft_is_not_read_with_the_card() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let file = round.bureau.attachment("误传").await;
    round.put("bureau", &json!([{"indicator": "I0", "points": "1", "attachments": [file]}])).await.ok();
    round.all_in().await;
    sees_nothing(&round.admin, file).await;
    round.bureau.content(file, &[]).await.ok();
}

#[actix_web::test]
async fn a_file_of_an_earlier_edition_stays_with_it() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let file = with_file(&round).await;
    round.step("bureau", "reopening", &json!({"reason": "有误"})).await.ok();
    lab.pass(TimeDelta::milliseconds(1));
    round.all_in().await;
    let editions = round.editions(&round.township, "bureau").await.ok();
    assert!(editions.items()[0]["body"].as_str().unwrap().contains(&file.to_string()));
    round.township.content(file, &[]).await.ok();
}

#[actix_web::test]
async fn an_upload_tells_nothing_of_the_file() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let file = round.bureau.attachment("现场照片").await;
    let event = lab.event("attachment.uploaded").await;
    assert_eq!((&event["subject"]["id"], &event["changes"]), (&json!(file), &json!({})));
}
