use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use stations::{auth::role::Role, rules::policy::Policy, schema::policies};

use crate::harness::{Lab, json, small_framework};

/// 七（二）: 60, 30 and 10 per cent.
#[actix_web::test]
async fn ninety_eighty_seventy_make_eighty_five() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    let result = round.admin.get(&round.path("/result")).await.ok();
    assert_eq!((&result["result"], &result["grade"]), (&json!("85.00"), &json!("good")));
    assert_eq!((&result["weights_source"], &result["grade_source"]), (&json!("七（二）"), &json!("ours")));
    let third =
        result["parties"].as_array().unwrap().iter().find(|one| one["party"] == "third_party").unwrap();
    assert_eq!(third["weight"], "0.60");
    assert_eq!(third["total"], json!({"exact": "90/1", "rounded": "90.00"}));
    assert_eq!(third["contribution"], json!({"exact": "54/1", "rounded": "54.00"}));
    assert_eq!(third["contents"][3], json!({"content": "funds", "points": "20.00", "max_points": "25.00"}));
    assert_eq!(result["indicators"][0]["effective_weight"]["rounded"], "25.00");
}

/// A party's total is out of what it scores; thirds stay exact until the one rounding.
#[actix_web::test]
async fn a_party_that_scores_some_indicators_is_scaled() {
    let lab = Lab::new().await;
    let round = lab.round_by(&small_framework(3)).await;
    round.submit("third_party", &["25", "25", "25", "25"]).await.ok();
    round.submit("bureau", &["25", "25", "25", "25"]).await.ok();
    round.submit("township", &["25", "25", "0"]).await.ok();
    let result = round.admin.get(&round.path("/result")).await.ok();
    assert_eq!((&result["result"], &result["grade"]), (&json!("96.67"), &json!("excellent")));
    let parties = result["parties"].as_array().unwrap();
    let township = parties.iter().find(|one| one["party"] == "township").unwrap();
    assert_eq!(township["total"], json!({"exact": "200/3", "rounded": "66.67"}));
    let worth: Vec<_> =
        [0, 3].map(|n| result["indicators"][n]["effective_weight"]["exact"].as_str().unwrap()).into();
    assert_eq!(worth, ["155/6", "45/2"]);
}

#[actix_web::test]
async fn there_is_no_result_before_all_are_in() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.submit("bureau", &["20", "20", "20", "20"]).await.ok();
    let refused = round.bureau.get(&round.path("/result")).await.problem(409, "conflict");
    assert_eq!(refused["detail"], "尚未提交：第三方评估机构、乡镇人民政府");
}

#[actix_web::test]
async fn a_void_evaluation_has_no_result() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    let seen = round.admin.get(&round.path("")).await.ok();
    let body = json!({"state": "void", "reason": "x"});
    round.admin.move_on(&seen, &round.path("/transitions"), &body).await.ok();
    round.admin.get(&round.path("/result")).await.problem(409, "conflict");
}

#[actix_web::test]
async fn the_parties_and_the_auditor_read_the_result_the_contractor_not_yet() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    let auditor = lab.person(Role::Auditor).await;
    for reader in [&round.third_party, &round.bureau, &round.township, &auditor] {
        reader.get(&round.path("/result")).await.ok();
        reader.get(&round.card("bureau")).await.ok();
    }
    let manager = lab.member(Role::ContractorManager, round.contractor).await;
    manager.get(&round.path("/result")).await.problem(403, "forbidden");
    manager.get(&round.card("bureau")).await.problem(403, "forbidden");
    let elsewhere = lab.township_officer("469025101").await;
    elsewhere.get(&round.path("/result")).await.problem(404, "not_found");
}

/// From then on the county reads 七（二） as 60, 30 and 10 points of one sheet.
async fn split_points(lab: &Lab) {
    let mut body = serde_json::to_value(Policy::default()).unwrap();
    body["scoring_model"]["value"] = json!("point_split");
    let change = policies::body.eq(body);
    diesel::update(policies::table).set(change).execute(&mut &lab.conn).await.unwrap();
}

#[actix_web::test]
async fn by_the_other_reading_the_parties_share_one_sheet() {
    let lab = Lab::new().await;
    split_points(&lab).await;
    let mut body = small_framework(4);
    let shares = [("third_party", "40"), ("third_party", "20"), ("bureau", "30"), ("township", "10")];
    for (n, (party, points)) in shares.into_iter().enumerate() {
        body["indicators"][n]["parties"] = json!([party]);
        body["indicators"][n]["max_points"] = json!(points);
    }
    let round = lab.round_by(&body).await;
    for (party, marks) in [
        ("third_party", json!([{"indicator": "I0", "points": "36.25"}, {"indicator": "I1", "points": "18"}])),
        ("bureau", json!([{"indicator": "I2", "points": "24"}])),
        ("township", json!([{"indicator": "I3", "points": "7.5"}])),
    ] {
        let (persona, path) = (round.of(party), round.card(party));
        let seen = round.own(party).await;
        let saved = persona.put_over(&seen, &path, &json!({"points": marks})).await.ok();
        persona.move_on(&saved, &format!("{path}/submission"), &json!({})).await.ok();
    }
    let result = round.admin.get(&round.path("/result")).await.ok();
    assert_eq!((&result["result"], &result["scoring_model"]), (&json!("85.75"), &json!("point_split")));
    assert_eq!(result["indicators"][0]["effective_weight"]["exact"], "40/1");
}

#[actix_web::test]
async fn a_framework_that_does_not_fit_the_scoring_model_has_no_result() {
    let lab = Lab::new().await;
    split_points(&lab).await;
    let round = lab.round().await;
    round.all_in().await;
    round.admin.get(&round.path("/result")).await.problem(409, "conflict");
}
