use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use stations::{
    auth::role::Role,
    schema::{evaluation_evidence, users},
};

use crate::harness::{BAISHA, Lab, json};

#[actix_web::test]
async fn a_preview_tells_how_near_the_other_grades_are() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    let preview = round.admin.get(&round.path("/result-preview")).await.ok();
    assert_eq!(preview["result"], json!({"exact": "85/1", "rounded": "85.00"}));
    assert_eq!(preview["margins"]["above"], json!({"grade": "excellent", "from": "90.00", "points": "5.00"}));
    assert_eq!(preview["margins"]["below"], json!({"grade": "pass", "from": "60.00", "points": "5.00"}));
    assert_eq!((&preview["contested"], &preview["departures"]), (&json!([]), &json!([])));
}

#[actix_web::test]
async fn a_preview_tells_what_each_party_does_to_the_result() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    let preview = round.admin.get(&round.path("/result-preview")).await.ok();
    let of = |party: &str| {
        let all = preview["influence"].as_array().unwrap();
        let one = all.iter().find(|one| one["party"] == party).unwrap();
        ["share", "contribution", "with_nothing", "with_full_marks"]
            .map(|part| one[part]["rounded"].as_str().unwrap())
    };
    // 90, 80 and 70 by 60, 30 and 10 per cent.
    assert_eq!(of("third_party"), ["60.00", "54.00", "31.00", "91.00"]);
    assert_eq!(of("bureau"), ["30.00", "24.00", "61.00", "91.00"]);
    assert_eq!(of("township"), ["10.00", "7.00", "78.00", "88.00"]);
}

#[actix_web::test]
async fn a_preview_names_what_is_appealed_against_and_where_parties_depart() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let row = (
        evaluation_evidence::county_code.eq(BAISHA),
        evaluation_evidence::evaluation_id.eq(round.evaluation),
        evaluation_evidence::indicator_code.eq("I0"),
        evaluation_evidence::facts.eq(json!({})),
        evaluation_evidence::proposal.eq(2000),
        evaluation_evidence::frozen_at.eq(lab.now()),
    );
    round.provisional().await;
    diesel::insert_into(evaluation_evidence::table).values(row).execute(&mut &lab.conn).await.unwrap();
    round.appeal(&round.manager().await, &["I2"]).await.created();
    let preview = round.admin.get(&round.path("/result-preview")).await.ok();
    assert_eq!(
        preview["contested"],
        json!([{"indicator": "I2", "contests_open": 0, "contests_upheld": 0, "appeals_open": 1, "appeals_decided": 0}])
    );
    let departed = |party: &str, points: &str| json!({"party": party, "indicator": "I0", "proposal": "20.00", "points": points});
    let departures = preview["departures"].as_array().unwrap();
    assert_eq!(departures.len(), 2);
    assert!(departures.contains(&departed("third_party", "25.00")));
    assert!(departures.contains(&departed("township", "10.00")));
}

#[actix_web::test]
async fn there_is_a_preview_only_between_scoring_and_the_final_result() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.submit("bureau", &["20", "20", "20", "20"]).await.ok();
    round.admin.get(&round.path("/result-preview")).await.problem(409, "conflict");
    round.provisional_rest().await;
    round.admin.get(&round.path("/result-preview")).await.ok();
    let admin = round.published().await;
    admin.get(&round.path("/result-preview")).await.problem(409, "conflict");
}

#[actix_web::test]
async fn who_scored_does_not_preview_and_neither_do_parties_or_contractor() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    for other in [&round.third_party, &round.bureau, &round.township, &round.manager().await] {
        other.get(&round.path("/result-preview")).await.problem(403, "forbidden");
    }
    lab.person(Role::AppealOfficer).await.get(&round.path("/result-preview")).await.ok();
    // Whoever scored for the bureau and is its administrator by now.
    let one = users::table.filter(users::id.eq(round.bureau.id));
    diesel::update(one).set(users::role.eq(Role::BureauAdmin)).execute(&mut &lab.conn).await.unwrap();
    lab.pass(chrono::TimeDelta::seconds(2));
    let refused = round.bureau.get(&round.path("/result-preview")).await.problem(403, "forbidden");
    assert!(refused["detail"].as_str().unwrap().contains("评分"));
}
