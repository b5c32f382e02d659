use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use stations::{
    http::clock::new_id,
    schema::{evaluation_results, evaluations, renewal_references, sealed_scorecards, service_years},
};
use uuid::Uuid;

use crate::harness::{Answer, BAISHA, Lab, Round, json};

fn digest(of: u8) -> Vec<u8> {
    vec![of; 32]
}

async fn verify(lab: &Lab, of: u8) -> Answer {
    lab.anyone().get(&format!("/public/verifications/{}", format!("{of:02x}").repeat(32))).await
}

/// An edition of a result, as the making of one keeps it.
async fn keep_result(round: &Round<'_>, edition: i32, stage: &str, of: u8) {
    let row = (
        evaluation_results::county_code.eq(BAISHA),
        evaluation_results::evaluation_id.eq(round.evaluation),
        evaluation_results::edition.eq(edition),
        evaluation_results::stage.eq(stage),
        evaluation_results::body.eq(&b"{}"[..]),
        evaluation_results::digest.eq(digest(of)),
        evaluation_results::result.eq(8500),
        evaluation_results::made_by.eq(round.admin.id),
        evaluation_results::made_at.eq(round.lab.now()),
    );
    diesel::insert_into(evaluation_results::table).values(row).execute(&mut &round.lab.conn).await.unwrap();
}

/// A late edition of a sealed card.
async fn keep_card(round: &Round<'_>, card: Uuid, edition: i32, of: u8) {
    let row = (
        sealed_scorecards::county_code.eq(BAISHA),
        sealed_scorecards::scorecard_id.eq(card),
        sealed_scorecards::edition.eq(edition),
        sealed_scorecards::evaluation_id.eq(round.evaluation),
        sealed_scorecards::party.eq("bureau"),
        sealed_scorecards::body.eq(&b"{}"[..]),
        sealed_scorecards::seal.eq(digest(of)),
        sealed_scorecards::sealed_by.eq(round.bureau.id),
        sealed_scorecards::sealed_at.eq(round.lab.now()),
    );
    diesel::insert_into(sealed_scorecards::table).values(row).execute(&mut &round.lab.conn).await.unwrap();
}

async fn publish(round: &Round<'_>) {
    let one = evaluations::table.filter(evaluations::id.eq(round.evaluation));
    let change = evaluations::state.eq("published");
    diesel::update(one).set(change).execute(&mut &round.lab.conn).await.unwrap();
}

#[actix_web::test]
async fn a_published_result_is_told_by_its_digest_without_its_points() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    keep_result(&round, 1, "final", 1).await;
    publish(&round).await;
    let answer = verify(&lab, 1).await.ok();
    let expected = json!({
        "kind": "result", "county": "白沙黎族自治县", "station": answer["station"], "agreement": null, "service_year": 1,
        "phase": "mid_term", "party": null, "stage": "final", "dated": "2023-10-08", "edition": 1, "superseded": false
    });
    assert_eq!(answer.body, expected);
    assert!(answer["station"].as_str().unwrap().contains("牙叉"));
}

#[actix_web::test]
async fn an_edition_knows_that_there_is_a_newer_one() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    keep_result(&round, 1, "provisional", 1).await;
    keep_result(&round, 2, "final", 2).await;
    publish(&round).await;
    let (old, new) = (verify(&lab, 1).await.ok(), verify(&lab, 2).await.ok());
    assert_eq!((&old["superseded"], &old["stage"]), (&json!(true), &json!("provisional")));
    assert_eq!((&new["superseded"], &new["edition"]), (&json!(false), &json!(2)));
}

/// As if there were no such paper: also for who is signed in.
#[actix_web::test]
async fn before_publication_a_digest_is_as_unknown_as_any() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    keep_result(&round, 1, "final", 1).await;
    let card = round.own("bureau").await.id();
    keep_card(&round, card, 8, 3).await;
    let told = |mut answer: Answer| {
        answer.body.as_object_mut().unwrap().remove("request_id");
        (answer.status, answer.body)
    };
    let unknown = told(verify(&lab, 9).await.problem(404, "not_found"));
    for of in [1, 3] {
        assert_eq!(told(verify(&lab, of).await), unknown);
        let path = format!("/public/verifications/{}", format!("{of:02x}").repeat(32));
        round.admin.get(&path).await.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn a_sealed_card_is_told_with_its_party_and_edition() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let card = round.own("bureau").await.id();
    keep_card(&round, card, 8, 3).await;
    keep_card(&round, card, 9, 4).await;
    publish(&round).await;
    let (old, new) = (verify(&lab, 3).await.ok(), verify(&lab, 4).await.ok());
    assert_eq!((&old["kind"], &old["party"]), (&json!("scorecard"), &json!("bureau")));
    assert_eq!((&old["superseded"], &new["superseded"]), (&json!(true), &json!(false)));
    assert_eq!((&new["edition"], &new["stage"]), (&json!(9), &json!(null)));
}

#[actix_web::test]
async fn a_renewal_reference_is_told_with_its_agreement() {
    let lab = Lab::new().await;
    lab.round().await;
    let years = service_years::table.select((service_years::id, service_years::agreement_id));
    let (year, agreement): (Uuid, Uuid) = years.first(&mut &lab.conn).await.unwrap();
    let row = (
        renewal_references::county_code.eq(BAISHA),
        renewal_references::id.eq(new_id(lab.now())),
        renewal_references::agreement_id.eq(agreement),
        renewal_references::service_year_id.eq(year),
        renewal_references::body.eq(&b"{}"[..]),
        renewal_references::digest.eq(digest(5)),
        renewal_references::decision.eq("renew"),
        renewal_references::reason.eq("按结果"),
        renewal_references::decided_by.eq(new_id(lab.now())),
        renewal_references::recorded_at.eq(lab.now()),
        renewal_references::version.eq(1),
    );
    diesel::insert_into(renewal_references::table).values(row).execute(&mut &lab.conn).await.unwrap();
    let answer = verify(&lab, 5).await.ok();
    assert_eq!((&answer["kind"], &answer["station"]), (&json!("renewal_reference"), &json!(null)));
    assert_eq!((&answer["agreement"], &answer["superseded"]), (&json!(agreement), &json!(false)));
    lab.run("UPDATE renewal_references SET voided_at = recorded_at").await;
    assert_eq!(verify(&lab, 5).await.ok()["superseded"], true);
}

#[actix_web::test]
async fn what_is_no_digest_is_not_found() {
    let lab = Lab::new().await;
    for bad in ["abc", &"AB".repeat(32), &"zz".repeat(32), &"ab".repeat(33)] {
        lab.anyone().get(&format!("/public/verifications/{bad}")).await.problem(404, "not_found");
    }
}
