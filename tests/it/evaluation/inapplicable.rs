//! What does not apply, for all parties alike.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use stations::{auth::role::Role, schema::users};
use uuid::Uuid;

use crate::harness::{Answer, Lab, Prepared, Round, given, json};

async fn fix(case: &Prepared<'_>, indicator: &str) -> Answer {
    let body = json!({"indicator": indicator, "reason": "本期未开展"});
    case.officer.post(&case.path("/not-applicable"), &body).await
}

#[actix_web::test]
async fn what_does_not_apply_is_fixed_once_and_voided_with_a_reason() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let made = fix(&case, "I3").await.created();
    fix(&case, "I3").await.problem(409, "already_exists");
    let path = case.path(&format!("/not-applicable/{}/voiding", made.id()));
    case.officer.post(&path, &json!({"reason": "x"})).await.problem(428, "precondition_required");
    let voided = case.officer.move_on(&made, &path, &json!({"reason": "后经核实适用"})).await.ok();
    assert_eq!((&voided["void_reason"], &voided["version"]), (&json!("后经核实适用"), &json!(2)));
    case.officer.move_on(&voided, &path, &json!({"reason": "x"})).await.problem(409, "conflict");
    fix(&case, "I3").await.created();
    assert_eq!(case.contractor.get(&case.path("/not-applicable")).await.ok().items().len(), 2);
}

#[actix_web::test]
async fn every_party_keeps_an_indicator() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    fix(&case, "X").await.faults(&["/indicator unknown_reference"]);
    for indicator in ["I0", "I1"] {
        fix(&case, indicator).await.created();
    }
    let before = lab.events().await;
    let refused = fix(&case, "I2").await.problem(409, "conflict");
    assert!(refused["detail"].as_str().unwrap().contains("乡镇人民政府"), "{}", refused.body);
    assert_eq!(lab.events().await, before);
    fix(&case, "I3").await.created();
}

#[actix_web::test]
async fn only_the_bureau_fixes_it_and_nobody_who_scores() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let body = json!({"indicator": "I3", "reason": "x"});
    for other in [&case.contractor, &case.evaluator, &lab.person(Role::BureauScorer).await] {
        other.post(&case.path("/not-applicable"), &body).await.problem(403, "forbidden");
    }
    lab.assign(case.agency, case.evaluation, &case.evaluator).await;
    let moved = users::table.filter(users::id.eq(case.evaluator.id));
    let change = (users::role.eq(Role::BureauOfficer), users::organisation_id.eq(None::<Uuid>));
    diesel::update(moved).set(change).execute(&mut &lab.conn).await.unwrap();
    lab.pass(chrono::TimeDelta::seconds(2));
    case.evaluator.post(&case.path("/not-applicable"), &body).await.problem(403, "forbidden");
    fix(&case, "I3").await.created();
}

#[actix_web::test]
async fn what_does_not_apply_is_nobodys_to_score() {
    let lab = Lab::new().await;
    let mut case = lab.prepared().await;
    fix(&case, "I3").await.created();
    case.score().await;
    fix(&case, "I0").await.problem(409, "conflict");
    let scorer = lab.person(Role::BureauScorer).await;
    let (seen, card) =
        (scorer.get(&case.path("/scorecards/bureau")).await.ok(), case.path("/scorecards/bureau"));
    let faults = ["/points/3/indicator unknown_reference"];
    scorer.put_over(&seen, &card, &given(&["1", "1", "1", "1"])).await.faults(&faults);
    let saved = scorer.put_over(&seen, &card, &given(&["1", "1"])).await.ok();
    let refused = scorer.move_on(&saved, &format!("{card}/submission"), &json!({})).await;
    refused.faults(&["/points/I2 required"]);
}

#[actix_web::test]
async fn an_entry_of_another_evaluation_is_not_found() {
    let lab = Lab::new().await;
    let round: Round<'_> = lab.round().await;
    let officer = lab.bureau_officer().await;
    let seen = officer.get(&round.path("")).await.ok();
    let path = round.path(&format!("/not-applicable/{}/voiding", Uuid::nil()));
    officer.move_on(&seen, &path, &json!({"reason": "x"})).await.problem(404, "not_found");
    let elsewhere = lab.township_officer("469025101").await;
    elsewhere.get(&round.path("/not-applicable")).await.problem(404, "not_found");
}
