//! What the leading group's office decides on a card that is still missing after the days of grace.

use stations::auth::role::Role;

use crate::harness::{Answer, Lab, Persona, Round, Value, json};

/// The township's card is missing; today is this day.
async fn missing<'a>(lab: &'a Lab, instant: &str) -> (Round<'a>, Persona<'a>) {
    let round = lab.round().await;
    for party in ["third_party", "bureau"] {
        round.submit(party, &["20", "20", "20", "20"]).await.ok();
    }
    lab.at(instant);
    let office = lab.person(Role::AppealOfficer).await;
    (round, office)
}

async fn decide(round: &Round<'_>, by: &Persona<'_>, body: &Value) -> Answer {
    let seen = by.get(&round.path("")).await.ok();
    by.move_on(&seen, &round.path("/missed-decisions"), body).await
}

fn extended(to: &str) -> Value {
    json!({"party": "township", "decision": "extended", "due_on": to, "reason": "台风停工"})
}

#[actix_web::test]
async fn an_extension_sets_another_last_day_for_all() {
    let lab = Lab::new().await;
    let (round, office) = missing(&lab, "2023-11-11T02:00:00Z").await;
    let before = lab.events().await;
    let made = decide(&round, &office, &extended("2023-11-20")).await.created();
    assert_eq!((&made["decision"], &made["due_on"]), (&json!("extended"), &json!("2023-11-20")));
    let seen = office.get(&round.path("")).await.ok();
    assert_eq!((&seen["scoring_due_on"], &seen["state"]), (&json!("2023-11-20"), &json!("scoring")));
    assert_eq!(lab.events().await, before + 1);
    decide(&round, &office, &extended("2023-11-25")).await.problem(409, "conflict");
    assert_eq!(office.get(&round.path("/missed-decisions")).await.ok().items().len(), 1);
}

#[actix_web::test]
async fn a_void_evaluation_says_who_and_why() {
    let lab = Lab::new().await;
    let (round, office) = missing(&lab, "2023-11-11T02:00:00Z").await;
    let body = json!({"party": "township", "decision": "voided", "reason": "无法评分"});
    decide(&round, &office, &body).await.created();
    assert_eq!(office.get(&round.path("")).await.ok()["state"], "void");
    let moves = office.get(&round.path("/transitions")).await.ok();
    let last = moves.items().last().unwrap();
    assert_eq!((&last["state"], &last["moved_by"]), (&json!("void"), &json!(office.id)));
    assert_eq!(last["reason"], "无法评分");
}

#[actix_web::test]
async fn nothing_is_decided_during_the_days_of_grace() {
    let lab = Lab::new().await;
    let (round, office) = missing(&lab, "2023-11-10T02:00:00Z").await;
    let before = lab.events().await;
    let refused = decide(&round, &office, &extended("2023-11-20")).await.problem(409, "conflict");
    assert!(refused["detail"].as_str().unwrap().contains("2023-11-10"));
    lab.at("2023-11-11T02:00:00Z");
    let office = office.anew().await;
    let other = json!({"party": "bureau", "decision": "voided", "reason": "x"});
    decide(&round, &office, &other).await.problem(409, "conflict");
    assert_eq!(office.get(&round.path("")).await.ok()["state"], "scoring");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn an_extension_needs_a_day_to_come_and_a_void_none() {
    let lab = Lab::new().await;
    let (round, office) = missing(&lab, "2023-11-11T02:00:00Z").await;
    let none = json!({"party": "township", "decision": "extended", "reason": "x"});
    decide(&round, &office, &none).await.faults(&["/due_on required"]);
    let both = json!({"party": "township", "decision": "voided", "due_on": "2023-12-01", "reason": "x"});
    decide(&round, &office, &both).await.faults(&["/due_on not_allowed"]);
    decide(&round, &office, &extended("2023-11-11")).await.faults(&["/due_on too_early"]);
    let path = round.path("/missed-decisions");
    office.post(&path, &extended("2023-11-20")).await.problem(428, "precondition_required");
}

#[actix_web::test]
async fn only_the_leading_groups_office_decides() {
    let lab = Lab::new().await;
    let (round, _) = missing(&lab, "2023-11-11T02:00:00Z").await;
    for role in [Role::BureauAdmin, Role::BureauOfficer, Role::Auditor] {
        let other = lab.person(role).await;
        decide(&round, &other, &extended("2023-11-20")).await.problem(403, "forbidden");
    }
    let elsewhere = lab.township_officer("469025101").await;
    elsewhere.get(&round.path("/missed-decisions")).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_late_card_is_taken() {
    let lab = Lab::new().await;
    let (mut round, office) = missing(&lab, "2023-11-20T02:00:00Z").await;
    round.township = round.township.anew().await;
    round.submit("township", &["20", "20", "20", "20"]).await.ok();
    let seen = office.get(&round.path("")).await.ok();
    let late: Vec<_> = seen["parties"].as_array().unwrap().iter().map(|one| &one["late"]).collect();
    assert_eq!((&seen["state"], late), (&json!("scored"), vec![&json!(false), &json!(false), &json!(true)]));
}
