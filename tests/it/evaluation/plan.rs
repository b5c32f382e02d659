//! All stations of a phase in one call.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use stations::{auth::role::Role, schema::organisations};
use uuid::Uuid;

use crate::harness::{Lab, Persona, Value, json, small_framework};

/// An agreement over three stations with its mid-term phase; the administrator and what a plan says.
async fn scene(lab: &Lab) -> (Persona<'_>, Value) {
    lab.at("2023-10-08T02:00:00Z");
    let framework = lab.published_framework(&small_framework(4)).await;
    let mut stations = Vec::new();
    for township in ["469025100", "469025101", "469025102"] {
        stations.push(lab.station(township).await);
    }
    let contractor = lab.organisation("contractor", 0).await;
    let agreement = lab.agreement(contractor, &stations, "2023-06-30", "2026-06-30", "2023-06-30").await;
    let (phase, agency) = (lab.mid_term(agreement).await, lab.organisation("evaluation_agency", 3).await);
    let plan = json!({"phase_id": phase, "framework_id": framework, "agency_id": agency});
    (lab.bureau_admin().await, plan)
}

fn outcomes(answer: &Value) -> Vec<&str> {
    answer["items"].as_array().unwrap().iter().map(|one| one["outcome"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn a_plan_opens_every_station_that_is_covered_once() {
    let lab = Lab::new().await;
    let (admin, plan) = scene(&lab).await;
    let before = lab.events().await;
    let first = admin.post("/evaluation-plans", &plan).await.ok();
    assert_eq!((outcomes(&first.body), lab.events().await), (vec!["opened"; 3], before + 3));
    let list = admin.get("/evaluations").await.ok();
    assert_eq!(list.items().len(), 3);
    assert!(list.items().iter().all(|one| one["parties"].as_array().unwrap().len() == 3));
    let again = admin.post("/evaluation-plans", &plan).await.ok();
    assert_eq!((outcomes(&again.body), lab.events().await), (vec!["already_open"; 3], before + 3));
    assert_eq!(again["items"][0]["evaluation_id"], first["items"][0]["evaluation_id"]);
}

#[actix_web::test]
async fn asked_again_a_plan_opens_what_is_missing() {
    let lab = Lab::new().await;
    let (admin, plan) = scene(&lab).await;
    let first = admin.post("/evaluation-plans", &plan).await.ok();
    let path = format!("/evaluations/{}", first["items"][1]["evaluation_id"].as_str().unwrap());
    let seen = admin.get(&path).await.ok();
    let body = json!({"state": "void", "reason": "选错机构"});
    admin.move_on(&seen, &format!("{path}/transitions"), &body).await.ok();
    let again = admin.post("/evaluation-plans", &plan).await.ok();
    assert_eq!(outcomes(&again.body), ["already_open", "opened", "already_open"]);
}

#[actix_web::test]
async fn every_unknown_reference_of_a_plan_is_told() {
    let lab = Lab::new().await;
    let (admin, mut plan) = scene(&lab).await;
    let nobody = json!({"phase_id": Uuid::nil(), "framework_id": Uuid::nil(), "agency_id": Uuid::nil()});
    admin.post("/evaluation-plans", &nobody).await.faults(&[
        "/phase_id unknown_reference",
        "/framework_id unknown_reference",
        "/agency_id unknown_reference",
    ]);
    plan["agency_id"] = json!(lab.organisation("contractor", 1).await);
    admin.post("/evaluation-plans", &plan).await.faults(&["/agency_id wrong_kind"]);
}

#[actix_web::test]
async fn an_agency_tied_to_the_contractor_opens_nothing() {
    let lab = Lab::new().await;
    let (admin, plan) = scene(&lab).await;
    let same = organisations::legal_representative.eq("某人");
    diesel::update(organisations::table).set(same).execute(&mut &lab.conn).await.unwrap();
    let before = lab.events().await;
    let refused = admin.post("/evaluation-plans", &plan).await.problem(409, "conflict");
    assert!(refused["detail"].as_str().unwrap().contains("回避"));
    assert!(admin.get("/evaluations").await.ok().items().is_empty());
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn only_the_administrator_plans() {
    let lab = Lab::new().await;
    let (_, plan) = scene(&lab).await;
    for role in [Role::BureauOfficer, Role::BureauScorer, Role::AppealOfficer] {
        lab.person(role).await.post("/evaluation-plans", &plan).await.problem(403, "forbidden");
    }
}
