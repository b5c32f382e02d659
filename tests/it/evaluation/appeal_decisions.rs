use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use stations::{auth::role::Role, schema::users};

use crate::harness::{Lab, decision, json};

#[actix_web::test]
async fn a_correction_makes_the_result_anew_and_leaves_the_card_as_it_was() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let card = round.admin.get(&round.card("third_party")).await.ok();
    let appeal = round.appeal(&round.manager().await, &["I2"]).await.created();
    let decided = round.decide(&appeal, "partly_upheld", &[["third_party", "I2", "22.5"]]).await.ok();
    assert_eq!((&decided["state"], &decided["outcome"]), (&json!("decided"), &json!("partly_upheld")));
    let result = round.admin.get(&round.path("/result")).await.ok();
    // The third party's 90 is 92.50, of which 60 % is 55.50.
    assert_eq!((&result["result"], &result["edition"]), (&json!("86.50"), &json!(2)));
    assert_eq!(
        (&result["stage"], &result["corrections"][0]["given"]),
        (&json!("provisional"), &json!("20.00"))
    );
    assert_eq!(result["corrections"][0]["points"], "22.50");
    assert_eq!(round.admin.get(&round.card("third_party")).await.ok().body, card.body);
}

#[actix_web::test]
async fn a_dismissed_appeal_changes_nothing() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let before = round.admin.get(&round.path("/result")).await.ok();
    let manager = round.manager().await;
    let appeal = round.appeal(&manager, &["I2"]).await.created();
    round.decide(&appeal, "dismissed", &[]).await.ok();
    assert_eq!(round.admin.get(&round.path("/result")).await.ok().body, before.body);
    let seen = manager.get(&format!("/appeals/{}", appeal.id())).await.ok();
    assert_eq!((&seen["reason"], &seen["outcome"]), (&json!("经复核"), &json!("dismissed")));
    round.appeal(&manager, &["I2"]).await.faults(&["/indicators/0 appealed_already"]);
}

#[actix_web::test]
async fn everything_that_is_wrong_with_corrections_is_told_and_nothing_is_written() {
    let lab = Lab::new().await;
    let round = lab.round_by(&crate::harness::small_framework(2)).await;
    round.submit("third_party", &["20", "20", "20", "20"]).await.ok();
    round.submit("bureau", &["20", "20", "20", "20"]).await.ok();
    round.submit("township", &["20", "20"]).await.ok();
    round.moved(&round.admin, "provisional").await.ok();
    let appeal = round.appeal(&round.manager().await, &["I0", "I3"]).await.created();
    let before = lab.events().await;
    let wrong = [
        ["bureau", "I1", "21"],
        ["township", "I3", "21"],
        ["bureau", "I0", "25.01"],
        ["bureau", "I3", "19.99"],
        ["bureau", "I3", "21"],
    ];
    round.decide(&appeal, "upheld", &wrong).await.faults(&[
        "/corrections/0/indicator not_appealed",
        "/corrections/1/party not_scored_by_party",
        "/corrections/2/points too_large",
        "/corrections/3/points too_small",
        "/corrections/4 repeated",
    ]);
    assert_eq!(lab.events().await, before);
    assert_eq!(round.admin.get(&round.path("/result/editions")).await.ok().items().len(), 1);
}

#[actix_web::test]
async fn what_is_upheld_corrects_and_what_is_dismissed_does_not() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let appeal = round.appeal(&round.manager().await, &["I0"]).await.created();
    round.decide(&appeal, "upheld", &[]).await.faults(&["/corrections required"]);
    let corrections = [["township", "I0", "20"]];
    round.decide(&appeal, "dismissed", &corrections).await.faults(&["/corrections not_allowed"]);
    round.decide(&appeal, "upheld", &corrections).await.ok();
    round.decide(&appeal, "upheld", &corrections).await.problem(409, "conflict");
}

#[actix_web::test]
async fn the_office_decides_with_the_version_it_read_and_nobody_else() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let manager = round.manager().await;
    let appeal = round.appeal(&manager, &["I0"]).await.created();
    let (path, body) = (format!("/appeals/{}/decision", appeal.id()), decision("dismissed", &[]));
    for other in [&round.admin, &manager, &round.bureau] {
        other.move_on(&appeal, &path, &body).await.problem(403, "forbidden");
    }
    let office = lab.person(Role::AppealOfficer).await;
    office.post(&path, &body).await.problem(428, "precondition_required");
    office
        .send(
            "POST",
            &path,
            &[("if-match", "\"v7\""), ("content-type", "application/json")],
            body.to_string().into_bytes(),
        )
        .await
        .problem(412, "stale");
    office.move_on(&appeal, &path, &body).await.ok();
}

#[actix_web::test]
async fn who_scored_does_not_decide_whatever_he_is_by_now() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let appeal = round.appeal(&round.manager().await, &["I0"]).await.created();
    let one = users::table.filter(users::id.eq(round.bureau.id));
    diesel::update(one).set(users::role.eq(Role::AppealOfficer)).execute(&mut &lab.conn).await.unwrap();
    lab.pass(chrono::TimeDelta::seconds(2));
    let path = format!("/appeals/{}/decision", appeal.id());
    round.bureau.move_on(&appeal, &path, &decision("dismissed", &[])).await.problem(403, "forbidden");
    round.decide(&appeal, "dismissed", &[]).await.ok();
}

#[actix_web::test]
async fn the_corrected_result_is_the_final_one() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let appeal = round.appeal(&round.manager().await, &["I0"]).await.created();
    round.decide(&appeal, "upheld", &[["township", "I0", "20"], ["bureau", "I0", "25"]]).await.ok();
    let admin = round.published().await;
    let editions = admin.get(&round.path("/result/editions")).await.ok();
    // 54 + 0.3 · 85 + 0.1 · 80.
    let results: Vec<_> = editions.items().iter().map(|one| one["result"].as_str().unwrap()).collect();
    assert_eq!(results, ["85.00", "87.50", "87.50"]);
    assert_eq!(editions.items()[2]["corrections"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn an_appeal_of_a_void_evaluation_is_not_decided() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let appeal = round.appeal(&round.manager().await, &["I0"]).await.created();
    round.moved(&round.admin, "void").await.ok();
    round.decide(&appeal, "dismissed", &[]).await.problem(409, "conflict");
}
