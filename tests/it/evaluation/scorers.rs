use stations::auth::role::Role;

use crate::harness::{Lab, Value, json};

fn of<'a>(all: &'a [Value], party: &str, indicator: &str) -> &'a Value {
    all.iter().find(|one| one["party"] == party && one["indicator"] == indicator).unwrap()
}

#[actix_web::test]
async fn scorers_are_compared_with_the_other_parties() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let admin = round.published().await;
    let all = admin.get(&format!("/scorer-comparison?phase={}", round.phase)).await.ok();
    assert_eq!(all.items().len(), 12);
    // Of 25 points for I0 they gave 25, 20 and 10: 100, 80 and 40 per cent.
    for (party, mean, difference) in
        [("third_party", "100.00", "40.00"), ("bureau", "80.00", "10.00"), ("township", "40.00", "-50.00")]
    {
        let one = of(all.items(), party, "I0");
        assert_eq!((&one["mean"]["rounded"], &one["difference"]), (&json!(mean), &json!(difference)));
        assert_eq!((&one["evaluations"], &one["spread"]), (&json!(1), &json!("0.00")));
    }
    assert_eq!(of(all.items(), "bureau", "I3")["scorer_id"], json!(round.bureau.id));
}

#[actix_web::test]
async fn nothing_is_compared_before_publication() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let path = format!("/scorer-comparison?phase={}", round.phase);
    assert!(round.admin.get(&path).await.ok().items().is_empty());
    let admin = round.published().await;
    assert_eq!(admin.get("/scorer-comparison").await.ok().items().len(), 12);
    let other = format!("/scorer-comparison?phase={}", round.station);
    assert!(admin.get(&other).await.ok().items().is_empty());
    admin.get("/scorer-comparison?phase=x").await.faults(&["/phase wrong_format"]);
}

#[actix_web::test]
async fn an_indicator_of_one_party_has_nothing_to_be_compared_with() {
    let lab = Lab::new().await;
    let mut framework = crate::harness::small_framework(4);
    framework["indicators"][1]["parties"] = json!(["bureau"]);
    let round = lab.round_by(&framework).await;
    let card = |points: &[&str]| {
        let one = |(code, points): (&&str, &&str)| json!({"indicator": code, "points": points});
        let all: Vec<Value> = ["I0", "I2", "I3"].iter().zip(points).map(one).collect();
        json!({"points": all})
    };
    for party in ["third_party", "township"] {
        let (persona, path) = (round.of(party), round.card(party));
        let saved = persona.put_over(&round.own(party).await, &path, &card(&["25", "25", "25"])).await.ok();
        persona.move_on(&saved, &format!("{path}/submission"), &json!({})).await.ok();
    }
    round.submit("bureau", &["25", "12.5", "25", "25"]).await.ok();
    round.moved(&round.admin, "provisional").await.ok();
    let all = round.published().await.get("/scorer-comparison").await.ok();
    let alone = of(all.items(), "bureau", "I1");
    assert_eq!((&alone["mean"]["rounded"], &alone["difference"]), (&json!("50.00"), &json!(null)));
    assert_eq!(of(all.items(), "bureau", "I0")["difference"], "0.00");
}

#[actix_web::test]
async fn an_agencys_manager_sees_its_own_scorers_and_others_none() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    round.published().await;
    let manager = lab.member(Role::AgencyManager, round.agency).await;
    let all = manager.get("/scorer-comparison").await.ok();
    assert_eq!(all.items().len(), 4);
    assert!(all.items().iter().all(|one| one["party"] == "third_party"));
    let other = lab.organisation("evaluation_agency", 1).await;
    let other = lab.member(Role::AgencyManager, other).await;
    assert!(other.get("/scorer-comparison").await.ok().items().is_empty());
    for role in [Role::BureauScorer, Role::BureauOfficer, Role::FinanceOfficer] {
        lab.person(role).await.get("/scorer-comparison").await.problem(403, "forbidden");
    }
}

#[actix_web::test]
async fn what_an_appeal_corrected_is_not_the_scorers() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let appeal = round.appeal(&round.manager().await, &["I0"]).await.created();
    round.decide(&appeal, "upheld", &[["township", "I0", "25"]]).await.ok();
    let all = round.published().await.get("/scorer-comparison").await.ok();
    assert_eq!(of(all.items(), "township", "I0")["mean"]["rounded"], "40.00");
}
