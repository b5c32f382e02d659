use uuid::Uuid;

use crate::harness::{Lab, given, json, small_framework};

#[actix_web::test]
async fn a_draft_is_replaced_as_a_whole() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.save("bureau", &["1", "2", "3"]).await.ok();
    let saved = round.save("bureau", &["4.5"]).await.ok();
    let shown = json!({"indicator": "I0", "points": "4.50", "level": null, "comment": "给4.5分", "proposal": null,
        "departure": null, "attachments": []});
    assert_eq!(saved["points"], json!([shown]));
    assert_eq!((&saved["state"], &saved["version"]), (&json!("draft"), &json!(3)));
}

#[actix_web::test]
async fn a_draft_needs_the_version_that_was_read() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let (seen, path) = (round.own("bureau").await, round.card("bureau"));
    round.bureau.put(&path, &given(&["1"])).await.problem(428, "precondition_required");
    round.save("bureau", &["1"]).await.ok();
    round.bureau.put_over(&seen, &path, &given(&["2"])).await.problem(412, "stale");
}

#[actix_web::test]
async fn points_over_the_maximum_and_indicators_of_others_are_faults() {
    let lab = Lab::new().await;
    let round = lab.round_by(&small_framework(2)).await;
    let (seen, before) = (round.own("township").await, lab.events().await);
    let body = json!({"points": [
        {"indicator": "I0", "points": "25.01"}, {"indicator": "I2", "points": "1"},
        {"indicator": "X", "points": "1"}, {"indicator": "I0", "points": "1"},
    ]});
    round.township.put_over(&seen, &round.card("township"), &body).await.faults(&[
        "/points/0/points too_large",
        "/points/1/indicator not_scored_by_party",
        "/points/2/indicator unknown_reference",
        "/points/3/indicator repeated",
    ]);
    let body = json!({"points": [{"indicator": "I0", "points": 5, "comment": "\u{0}"}]});
    let faults = ["/points/0/comment wrong_format", "/points/0/points wrong_type"];
    round.township.put_over(&seen, &round.card("township"), &body).await.faults(&faults);
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn an_incomplete_card_is_not_submitted() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let before = lab.events().await;
    round.submit("bureau", &["1", "2"]).await.faults(&["/points/I2 required", "/points/I3 required"]);
    assert_eq!(lab.events().await, before + 1, "only the save");
    assert_eq!(round.own("bureau").await["state"], "draft");
}

#[actix_web::test]
async fn a_submitted_card_is_locked() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let card = round.submit("bureau", &["1", "2", "3", "4"]).await.ok();
    assert_eq!((&card["submitted_by"], &card["seal"]), (&json!(round.bureau.id), &json!(null)));
    let before = lab.events().await;
    round.save("bureau", &["5"]).await.problem(409, "conflict");
    let path = format!("{}/submission", round.card("bureau"));
    round.bureau.move_on(&card, &path, &json!({})).await.problem(409, "conflict");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_submission_sent_twice_under_one_key_is_one() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let saved = round.save("bureau", &["1", "2", "3", "4"]).await.ok();
    let headers = [("if-match", saved.etag()), ("idempotency-key", "s-1")];
    let path = format!("{}/submission", round.card("bureau"));
    let first = round.bureau.send("POST", &path, &headers, vec![]).await.ok();
    let before = lab.events().await;
    let again = round.bureau.send("POST", &path, &headers, vec![]).await.ok();
    assert_eq!((first.bytes, lab.events().await), (again.bytes, before));
}

#[actix_web::test]
async fn nobody_fills_in_the_card_of_another() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let seen = round.own("bureau").await;
    let submission = format!("{}/submission", round.card("bureau"));
    for other in [&round.township, &round.third_party, &round.admin] {
        other.put_over(&seen, &round.card("bureau"), &given(&["1"])).await.problem(403, "forbidden");
        other.move_on(&seen, &submission, &json!({})).await.problem(403, "forbidden");
    }
    round.bureau.get(&round.path("/scorecards/nobody")).await.problem(404, "not_found");
    let elsewhere = format!("/evaluations/{}/scorecards/bureau", Uuid::nil());
    round.bureau.get(&elsewhere).await.problem(404, "not_found");
}

#[actix_web::test]
async fn cards_are_written_only_while_scoring() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.save("bureau", &["1", "2", "3", "4"]).await.ok();
    let seen = round.admin.get(&round.path("")).await.ok();
    let body = json!({"state": "void", "reason": "x"});
    round.admin.move_on(&seen, &round.path("/transitions"), &body).await.ok();
    let before = lab.events().await;
    round.save("bureau", &["5"]).await.problem(409, "conflict");
    let card = round.own("bureau").await;
    let path = format!("{}/submission", round.card("bureau"));
    round.bureau.move_on(&card, &path, &json!({})).await.problem(409, "conflict");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn the_last_two_submitted_at_once_make_it_scored() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.submit("third_party", &["1", "1", "1", "1"]).await.ok();
    let mut saved = Vec::new();
    for party in ["bureau", "township"] {
        saved.push((party, round.save(party, &["1", "1", "1", "1"]).await.ok()));
    }
    let before = lab.events().await;
    let submit = saved.iter().map(|(party, seen)| {
        let path = format!("{}/submission", round.card(party));
        let persona = round.of(party);
        async move { persona.move_on(seen, &path, &json!({})).await.ok() }
    });
    futures_util::future::join_all(submit).await;
    assert_eq!(round.admin.get(&round.path("")).await.ok()["state"], "scored");
    assert_eq!(lab.events().await, before + 3, "two submissions, and that it is scored");
    round.admin.get(&round.path("/result")).await.ok();
}

#[actix_web::test]
async fn once_all_are_in_a_card_shows_its_total_and_a_new_version() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.submit("third_party", &["25", "25", "20", "20"]).await.ok();
    let alone = round.own("third_party").await;
    round.submit("bureau", &["20", "20", "20", "20"]).await.ok();
    assert_eq!(round.own("third_party").await.etag(), alone.etag());
    round.submit("township", &["10", "20", "20", "20"]).await.ok();
    let shown = round.own("third_party").await;
    assert_eq!(
        (&alone["total"], &shown["total"]),
        (&json!(null), &json!({"exact": "90/1", "rounded": "90.00"}))
    );
    assert_ne!(shown.etag(), alone.etag());
}
