use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use stations::{auth::role::Role, schema::organisations};
use uuid::Uuid;

use crate::harness::{Lab, Round, TOWNSHIP, Value, json, small_framework};

fn opening(round: &Round<'_>) -> Value {
    json!({
        "station_id": round.station, "phase_id": round.phase,
        "framework_id": round.framework, "agency_id": round.agency,
    })
}

#[actix_web::test]
async fn an_evaluation_takes_the_contractor_of_the_agreement_and_three_empty_cards() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let seen = round.admin.get(&round.path("")).await.ok();
    assert_eq!(seen["contractor_id"], json!(round.contractor));
    assert_eq!(seen["next_states"], json!(["void"]));
    let parties: Vec<_> = seen["parties"].as_array().unwrap().iter().map(|one| &one["state"]).collect();
    assert_eq!(parties, [&json!("draft"); 3]);
    let moves = round.admin.get(&round.path("/transitions")).await.ok();
    let states: Vec<_> = moves.items().iter().map(|one| one["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["planned", "preparation", "scoring"]);
}

#[actix_web::test]
async fn a_station_has_one_evaluation_in_a_phase_until_it_is_void() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let before = lab.events().await;
    round.admin.post("/evaluations", &opening(&round)).await.problem(409, "already_exists");
    assert_eq!(lab.events().await, before);
    let seen = round.admin.get(&round.path("")).await.ok();
    let body = json!({"state": "void", "reason": "选错指标体系"});
    round.admin.move_on(&seen, &round.path("/transitions"), &body).await.ok();
    round.admin.post("/evaluations", &opening(&round)).await.created();
}

#[actix_web::test]
async fn every_unknown_reference_is_told() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let nobody = Uuid::nil();
    let body = json!({"station_id": nobody, "phase_id": nobody, "framework_id": nobody, "agency_id": nobody});
    round.admin.post("/evaluations", &body).await.faults(&[
        "/station_id unknown_reference",
        "/phase_id unknown_reference",
        "/framework_id unknown_reference",
        "/agency_id unknown_reference",
    ]);
    let mut body = opening(&round);
    body["station_id"] = json!(lab.station("469025101").await);
    body["agency_id"] = json!(round.contractor);
    let faults = ["/phase_id not_covered", "/agency_id wrong_kind"];
    round.admin.post("/evaluations", &body).await.faults(&faults);
}

#[actix_web::test]
async fn a_framework_judges_years_that_begin_after_its_publication() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let draft = round.admin.post("/evaluation-frameworks", &small_framework(4)).await.created();
    let mut body = opening(&round);
    body["framework_id"] = json!(draft.id());
    round.admin.post("/evaluations", &body).await.problem(409, "conflict");
    let path = format!("/evaluation-frameworks/{}/publication", draft.id());
    round.admin.move_on(&draft, &path, &json!({})).await.ok();
    let refused = round.admin.post("/evaluations", &body).await.problem(409, "conflict");
    assert!(refused["detail"].as_str().unwrap().contains("2023-06-30"));
}

#[actix_web::test]
async fn an_agency_led_by_the_contractors_representative_is_recused() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let same = organisations::legal_representative.eq("某人");
    diesel::update(organisations::table).set(same).execute(&mut &lab.conn).await.unwrap();
    let refused = round.admin.post("/evaluations", &opening(&round)).await.problem(409, "conflict");
    assert!(refused["detail"].as_str().unwrap().contains("回避"));
}

#[actix_web::test]
async fn states_follow_one_another_and_scored_comes_of_itself() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let (seen, before) = (round.admin.get(&round.path("")).await.ok(), lab.events().await);
    for state in ["planned", "preparation", "scored"] {
        let body = json!({"state": state, "reason": "x"});
        round.admin.move_on(&seen, &round.path("/transitions"), &body).await.problem(409, "conflict");
    }
    assert_eq!(lab.events().await, before);
    let body = json!({"state": "void", "reason": "x"});
    round.bureau.move_on(&seen, &round.path("/transitions"), &body).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn a_list_is_filtered_and_shows_who_has_submitted() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.submit("bureau", &["1", "2", "3", "4"]).await.ok();
    let path = format!("/evaluations?station={}&phase={}&state=scoring", round.station, round.phase);
    let list = round.admin.get(&path).await.ok();
    assert_eq!((list.items().len(), &list.items()[0]["parties"][0]["party"]), (1, &json!("bureau")));
    assert_eq!(list.items()[0]["parties"][0]["submitted_by"], json!(round.bureau.id));
    assert!(round.admin.get("/evaluations?state=void").await.ok().items().is_empty());
    round.admin.get("/evaluations?state=open").await.faults(&["/state unknown_value"]);
}

#[actix_web::test]
async fn an_evaluation_of_others_does_not_exist() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let elsewhere = lab.township_officer("469025101").await;
    let agency = lab.organisation("evaluation_agency", 1).await;
    for stranger in [elsewhere, lab.member(Role::AgencyManager, agency).await] {
        assert!(stranger.get("/evaluations").await.ok().items().is_empty());
        stranger.get(&round.path("")).await.problem(404, "not_found");
        stranger.get(&round.card("township")).await.problem(404, "not_found");
        stranger.put(&round.card("third_party"), &json!({"points": []})).await.problem(404, "not_found");
    }
    assert_eq!(lab.township_officer(TOWNSHIP).await.get("/evaluations").await.ok().items().len(), 1);
}

#[actix_web::test]
async fn an_agency_sees_its_own_evaluations_only_even_of_the_same_station() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let seen = round.admin.get(&round.path("")).await.ok();
    let body = json!({"state": "void", "reason": "更换评估机构"});
    round.admin.move_on(&seen, &round.path("/transitions"), &body).await.ok();
    let mut body = opening(&round);
    body["agency_id"] = json!(lab.organisation("evaluation_agency", 1).await);
    let second = round.admin.post("/evaluations", &body).await.created();
    round.third_party.get(&round.path("")).await.ok();
    let path = format!("/evaluations/{}", second.id());
    round.third_party.get(&path).await.problem(404, "not_found");
    round.third_party.get(&format!("{path}/scorecards/third_party")).await.problem(404, "not_found");
}
