//! Levels, departures, trace files, and what a card still lacks.

use uuid::Uuid;

use crate::harness::{Lab, four, json, levelled_framework};

#[actix_web::test]
async fn points_follow_from_the_level() {
    let lab = Lab::new().await;
    let round = lab.round_by(&levelled_framework()).await;
    let saved = round.put("bureau", &json!([{"indicator": "I0", "level": "合格"}])).await.ok();
    assert_eq!(
        (&saved["points"][0]["points"], &saved["points"][0]["level"]),
        (&json!("15.00"), &json!("合格"))
    );
    let both = json!([{"indicator": "I0", "level": "优秀", "points": "25"}]);
    assert_eq!(round.put("bureau", &both).await.ok()["points"][0]["points"], "25.00");
}

#[actix_web::test]
async fn a_level_that_is_none_or_stands_for_other_points_is_a_fault() {
    let lab = Lab::new().await;
    let round = lab.round_by(&levelled_framework()).await;
    let before = lab.events().await;
    let body = json!([
        {"indicator": "I0", "level": "优秀", "points": "24.99"},
        {"indicator": "I1", "level": "优秀"}, {"indicator": "I2"},
    ]);
    let faults =
        ["/points/0/points not_of_level", "/points/1/level unknown_reference", "/points/2/points required"];
    round.put("bureau", &body).await.faults(&faults);
    assert_eq!((lab.events().await, round.own("bureau").await["points"].clone()), (before, json!([])));
}

#[actix_web::test]
async fn who_departs_from_what_was_computed_says_why() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.frozen("I0", 2000).await;
    let mut points = four(["21", "20", "20", "20"]);
    let saved = round.put("bureau", &points).await.ok();
    assert_eq!(saved["points"][0]["proposal"], "20.00");
    round.step("bureau", "submission", &json!({})).await.faults(&["/points/I0/departure required"]);
    points[0]["departure"] = json!("另有两次走访未入系统");
    round.put("bureau", &points).await.ok();
    let card = round.step("bureau", "submission", &json!({})).await.ok();
    assert_eq!(
        (&card["state"], &card["points"][0]["departure"]),
        (&json!("submitted"), &json!("另有两次走访未入系统"))
    );
}

#[actix_web::test]
async fn points_that_were_computed_need_no_reason() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.frozen("I0", 2000).await;
    let card = round.submit("bureau", &["20", "1", "1", "1"]).await.ok();
    assert_eq!(
        (&card["points"][0]["proposal"], &card["points"][1]["proposal"]),
        (&json!("20.00"), &json!(null))
    );
}

#[actix_web::test]
async fn everything_that_is_missing_is_told_hints_apart() {
    let lab = Lab::new().await;
    let round = lab.round_by(&levelled_framework()).await;
    round.frozen("I1", 500).await;
    round
        .put("bureau", &json!([{"indicator": "I0", "level": "合格"}, {"indicator": "I1", "points": "6"}]))
        .await
        .ok();
    let path = format!("{}/completeness", round.card("bureau"));
    let told = round.bureau.get(&path).await.ok();
    let missing =
        |indicator, missing, hint| json!({"indicator": indicator, "missing": missing, "hint": hint});
    let all = json!([
        missing("I0", "trace_file", true),
        missing("I1", "departure", false),
        missing("I2", "points", false),
        missing("I3", "points", false),
    ]);
    assert_eq!((&told["missing"], &told["complete"]), (&all, &json!(false)));
    let faults = ["/points/I1/departure required", "/points/I2 required", "/points/I3 required"];
    round.step("bureau", "submission", &json!({})).await.faults(&faults);
}

#[actix_web::test]
async fn a_card_that_lacks_but_hints_is_complete_and_can_be_submitted() {
    let lab = Lab::new().await;
    let round = lab.round_by(&levelled_framework()).await;
    round.save("bureau", &["15", "1", "1", "1"]).await.ok();
    let told = round.bureau.get(&format!("{}/completeness", round.card("bureau"))).await.ok();
    assert_eq!((&told["complete"], told["missing"].as_array().map(Vec::len)), (&json!(true), Some(1)));
    round.step("bureau", "submission", &json!({})).await.ok();
}

#[actix_web::test]
async fn what_a_card_lacks_is_told_to_its_own_party_alone() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let path = format!("{}/completeness", round.card("bureau"));
    for other in [&round.township, &round.third_party, &round.admin] {
        other.get(&path).await.problem(403, "forbidden");
    }
    let elsewhere = lab.township_officer("469025101").await;
    elsewhere.get(&path).await.problem(404, "not_found");
    round.all_in().await;
    round.admin.get(&path).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn trace_files_belong_to_the_card_and_are_replaced_with_it() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let (one, other) = (round.bureau.attachment("甲").await, round.bureau.attachment("乙").await);
    let saved =
        round.put("bureau", &json!([{"indicator": "I0", "points": "1", "attachments": [one]}])).await.ok();
    assert_eq!(saved["points"][0]["attachments"], json!([one]));
    let view = round.bureau.get(&format!("/attachments/{one}")).await.ok();
    assert_eq!(view["uses"], json!([{"kind": "scorecard", "id": saved["id"], "station_id": round.station}]));
    round.put("bureau", &json!([{"indicator": "I0", "points": "1", "attachments": [other]}])).await.ok();
    assert_eq!(round.bureau.get(&format!("/attachments/{one}")).await.ok()["uses"], json!([]));
}

#[actix_web::test]
async fn files_of_others_and_of_nobody_are_faults_that_look_alike() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let theirs = round.township.attachment("甲").await;
    round.put("township", &json!([{"indicator": "I0", "points": "1", "attachments": [theirs]}])).await.ok();
    let before = lab.events().await;
    let body = json!([{"indicator": "I0", "points": "1", "attachments": [theirs, Uuid::nil()]}]);
    let faults = ["/points/0/attachments/0 unknown_reference", "/points/0/attachments/1 unknown_reference"];
    round.put("bureau", &body).await.faults(&faults);
    assert_eq!((lab.events().await, round.own("bureau").await["points"].clone()), (before, json!([])));
}
