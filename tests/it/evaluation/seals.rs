//! Whatever is changed of a sealed card, `stations audit verify` finds it.

use sha2::{Digest as _, Sha256};

use crate::harness::{Lab, Round, Value, json};

/// A round in which everything that can be on a card is on the bureau's.
async fn sealed(lab: &Lab) -> Round<'_> {
    let round = lab.round_by(&crate::harness::levelled_framework()).await;
    round.frozen("I1", 1000).await;
    let file = round.bureau.attachment("甲").await;
    let body = json!([
        {"indicator": "I0", "level": "合格", "comment": "尚可", "attachments": [file]},
        {"indicator": "I1", "points": "11", "departure": "漏计"},
        {"indicator": "I2", "points": "20"}, {"indicator": "I3", "points": "20"},
    ]);
    round.put("bureau", &body).await.ok();
    round.step("bureau", "submission", &json!({})).await.ok();
    for party in ["third_party", "township"] {
        round.submit(party, &["15", "10", "1", "1"]).await.ok();
    }
    lab.seal().await;
    round
}

/// What is wrong in Baisha; empty where all is good.
async fn wrong(lab: &Lab) -> String {
    let report = lab.verify().await.unwrap();
    report.findings.into_iter().next().map(|finding| finding.what).unwrap_or_default()
}

#[actix_web::test]
async fn anyone_can_repeat_the_seal() {
    let lab = Lab::new().await;
    let round = sealed(&lab).await;
    let editions = round.editions(&round.township, "bureau").await.ok();
    let edition = &editions.items()[0];
    let body = edition["body"].as_str().unwrap();
    let hash: String = Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect();
    let card = round.admin.get(&round.card("bureau")).await.ok();
    assert_eq!((&edition["seal"], &card["seal"]), (&json!(hash), &json!(hash)));
    let said: Value = serde_json::from_str(body).unwrap();
    assert_eq!(serde_json_canonicalizer::to_vec(&said).unwrap(), body.as_bytes());
    for name in ["evaluation_id", "party", "submitted_at", "submitted_by", "nonce", "prepared_by"] {
        assert_eq!(said[name], card[name], "{name}");
    }
    let (first, second) = (&said["entries"][0], &said["entries"][1]);
    assert_eq!((&first["level"], &first["points"]), (&json!("合格"), &json!("15.00")));
    assert_eq!((&second["proposal"], &second["departure"]), (&json!("10.00"), &json!("漏计")));
    assert_eq!(first["attachments"][0]["sha256"].as_str().map(str::len), Some(64));
}

#[actix_web::test]
async fn the_seals_are_told_when_all_are_in() {
    let lab = Lab::new().await;
    let round = sealed(&lab).await;
    let event = lab.event("evaluation.scored").await;
    let told = event["changes"]["seals"].as_array().unwrap().clone();
    assert_eq!(told.len(), 3);
    for seal in &told {
        let card = round.admin.get(&round.card(seal["party"].as_str().unwrap())).await.ok();
        assert_eq!((&seal["seal"], &seal["edition"]), (&card["seal"], &json!(1)));
    }
    assert!(lab.event("scorecard.submitted").await["changes"]["seal"].is_null());
}

#[actix_web::test]
async fn a_round_that_nobody_touched_is_good() {
    let lab = Lab::new().await;
    let round = sealed(&lab).await;
    assert_eq!(wrong(&lab).await, "");
    let opened = round.opened().await;
    round.correct(&round.bureau, &opened, &json!({"points": "25"})).await.ok();
    lab.seal().await;
    assert_eq!(wrong(&lab).await, "");
}

#[actix_web::test]
async fn any_change_of_a_sealed_field_is_found() {
    let lab = Lab::new().await;
    let round = sealed(&lab).await;
    let (card, scorer) = (round.card_id("bureau").await, round.bureau.id);
    let points = |code: &str, set: &str| {
        format!(
            "UPDATE scorecard_points SET {set} WHERE scorecard_id = '{card}' AND indicator_code = '{code}'"
        )
    };
    let row = |set: &str| format!("UPDATE scorecards SET {set} WHERE id = '{card}'");
    let kept = |set: &str| format!("UPDATE sealed_scorecards SET {set} WHERE scorecard_id = '{card}'");
    let flip = |name: &str| format!("{name} = set_byte({name}, 0, get_byte({name}, 0) # 1)");
    let evidence = |sum: &str| format!("UPDATE evaluation_evidence SET proposal = proposal {sum}");
    for (change, back, named) in [
        (points("I2", "points = points + 1"), points("I2", "points = points - 1"), "points of I2"),
        (points("I0", "comment = '好'"), points("I0", "comment = '尚可'"), "comment of I0"),
        (points("I0", "level = '优秀'"), points("I0", "level = '合格'"), "level of I0"),
        (points("I1", "departure = NULL"), points("I1", "departure = '漏计'"), "departure of I1"),
        (points("I3", "indicator_code = 'I9'"), points("I9", "indicator_code = 'I3'"), "I3 are gone"),
        (row("submitted_by = gen_random_uuid()"), row(&format!("submitted_by = '{scorer}'")), "submitted_by"),
        (row("prepared_by = gen_random_uuid()"), row("prepared_by = NULL"), "prepared_by"),
        (
            row("submitted_at = submitted_at + interval '1 second'"),
            row("submitted_at = submitted_at - interval '1 second'"),
            "submitted_at",
        ),
        (row(&flip("nonce")), row(&flip("nonce")), "nonce"),
        (row(&flip("seal")), row(&flip("seal")), "seal"),
        (kept(&flip("seal")), kept(&flip("seal")), "not that of the body"),
        (kept(&flip("body")), kept(&flip("body")), "not that of the body"),
        (kept("edition = 2"), kept("edition = 1"), "edition"),
        (kept("sealed_by = gen_random_uuid()"), kept(&format!("sealed_by = '{scorer}'")), "sealed_by"),
        (evidence("+ 1"), evidence("- 1"), "proposal of I1"),
    ] {
        lab.sql(&change).await;
        let what = wrong(&lab).await;
        assert!(what.contains(named), "{change}: {what}");
        lab.sql(&back).await;
    }
    assert_eq!(wrong(&lab).await, "");
}

#[actix_web::test]
async fn a_file_in_the_place_of_another_is_found() {
    let lab = Lab::new().await;
    sealed(&lab).await;
    lab.sql("UPDATE attachments SET sha256 = set_byte(sha256, 0, get_byte(sha256, 0) # 1)").await;
    assert!(wrong(&lab).await.contains("attachments of I0"));
}

#[actix_web::test]
async fn who_forges_body_seal_and_rows_alike_is_found_by_the_tree() {
    let lab = Lab::new().await;
    let round = sealed(&lab).await;
    let card = round.card_id("bureau").await;
    lab.sql(&format!(
        "UPDATE sealed_scorecards SET body = convert_to(replace(convert_from(body, 'UTF8'), '\"20.00\"', '\"25.00\"'), 'UTF8') \
           WHERE scorecard_id = '{card}'; \
         UPDATE sealed_scorecards SET seal = sha256(body) WHERE scorecard_id = '{card}'; \
         UPDATE scorecards SET seal = (SELECT seal FROM sealed_scorecards WHERE scorecard_id = '{card}') WHERE id = '{card}'; \
         UPDATE scorecard_points SET points = 2500 WHERE scorecard_id = '{card}' AND points = 2000"
    ))
    .await;
    assert!(wrong(&lab).await.contains("not the one the events tell"));
}

#[actix_web::test]
async fn an_edition_or_a_card_that_is_gone_is_found() {
    let lab = Lab::new().await;
    let round = sealed(&lab).await;
    let card = round.card_id("bureau").await;
    lab.sql(&format!("DELETE FROM sealed_scorecards WHERE scorecard_id = '{card}'")).await;
    assert!(wrong(&lab).await.contains("its sealed edition is gone"));
    lab.sql(&format!("DELETE FROM scorecard_points WHERE scorecard_id = '{card}'")).await;
    lab.sql(&format!("DELETE FROM scorecards WHERE id = '{card}'")).await;
    assert!(wrong(&lab).await.contains("not the one the events tell"));
}

#[actix_web::test]
async fn a_sealed_card_that_became_a_draft_is_found() {
    let lab = Lab::new().await;
    let round = sealed(&lab).await;
    let card = round.card_id("bureau").await;
    lab.sql(&format!(
        "UPDATE scorecards SET state = 'draft', seal = NULL, nonce = NULL, submitted_at = NULL, submitted_by = NULL \
         WHERE id = '{card}'"
    ))
    .await;
    assert!(wrong(&lab).await.contains("a draft that nobody opened"));
}
