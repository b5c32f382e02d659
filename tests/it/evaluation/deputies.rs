//! Who scores in a party's place after it missed its time.

use stations::auth::role::Role;

use crate::harness::{Lab, Round, TOWNSHIP, Value, given, json};

fn deputy(party: &str, user: uuid::Uuid) -> Value {
    json!({"party": party, "user_id": user, "reason": "原评分人因病未能按期评分"})
}

/// After the last day for scorecards, 31 October 2023.
async fn late(lab: &Lab) -> Round<'_> {
    let round = lab.round().await;
    lab.at("2023-11-01T02:00:00Z");
    round
}

#[actix_web::test]
async fn a_deputy_scores_without_an_assignment_and_the_card_tells_that_it_is_late() {
    let lab = Lab::new().await;
    let round = late(&lab).await;
    let manager = lab.member(Role::AgencyManager, round.agency).await;
    let another = lab.member(Role::Evaluator, round.agency).await;
    let made = manager.post(&round.path("/deputies"), &deputy("third_party", another.id)).await.created();
    assert_eq!((&made["party"], &made["named_by"]), (&json!("third_party"), &json!(manager.id)));
    let (seen, card) = (another.get(&round.card("third_party")).await.ok(), round.card("third_party"));
    let saved = another.put_over(&seen, &card, &given(&["1", "1", "1", "1"])).await.ok();
    another.move_on(&saved, &format!("{card}/submission"), &json!({})).await.ok();
    let told = manager.get(&round.path("")).await.ok();
    let parties = told["parties"].as_array().unwrap();
    let late = |party: &str| parties.iter().find(|one| one["party"] == party).unwrap()["late"].clone();
    assert_eq!((late("third_party"), late("bureau")), (json!(true), json!(null)));
}

#[actix_web::test]
async fn in_time_nobody_is_named() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let another = lab.township_officer(TOWNSHIP).await;
    let before = lab.events().await;
    let refused = round.township.post(&round.path("/deputies"), &deputy("township", another.id)).await;
    assert!(refused.problem(409, "conflict")["detail"].as_str().unwrap().contains("2023-10-31"));
    assert_eq!(lab.events().await, before);
    round.submit("township", &["1", "1", "1", "1"]).await.ok();
    lab.at("2023-11-01T02:00:00Z");
    let township = round.township.anew().await;
    township.post(&round.path("/deputies"), &deputy("township", another.id)).await.problem(409, "conflict");
}

#[actix_web::test]
async fn each_side_names_its_own_people() {
    let lab = Lab::new().await;
    let round = late(&lab).await;
    let (admin, scorer) = (lab.bureau_admin().await, lab.person(Role::BureauScorer).await);
    let officer = lab.township_officer(TOWNSHIP).await;
    let path = round.path("/deputies");
    officer.post(&path, &deputy("bureau", scorer.id)).await.problem(403, "forbidden");
    admin.post(&path, &deputy("township", officer.id)).await.problem(403, "forbidden");
    scorer.post(&path, &deputy("bureau", scorer.id)).await.problem(403, "forbidden");
    admin.post(&path, &deputy("bureau", officer.id)).await.faults(&["/user_id unknown_reference"]);
    let elsewhere = lab.township_officer("469025101").await;
    officer.post(&path, &deputy("township", elsewhere.id)).await.faults(&["/user_id unknown_reference"]);
    admin.post(&path, &deputy("bureau", scorer.id)).await.created();
    admin.post(&path, &deputy("bureau", scorer.id)).await.problem(409, "already_exists");
    assert_eq!(officer.get(&path).await.ok().items().len(), 1);
    elsewhere.get(&path).await.problem(404, "not_found");
}

#[actix_web::test]
async fn who_is_recused_is_no_deputy() {
    let lab = Lab::new().await;
    let round = late(&lab).await;
    let (manager, another) = (
        lab.member(Role::AgencyManager, round.agency).await,
        lab.member(Role::Evaluator, round.agency).await,
    );
    let body = json!({"user_id": another.id, "reason": "回避"});
    manager.post(&round.path("/recusals"), &body).await.created();
    let refused = manager.post(&round.path("/deputies"), &deputy("third_party", another.id)).await;
    refused.problem(409, "conflict");
    assert!(manager.get(&round.path("/deputies")).await.ok().items().is_empty());
}
