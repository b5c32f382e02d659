//! A party takes its card back while all are blind.

use stations::auth::role::Role;

use crate::harness::{Lab, four, json};

#[actix_web::test]
async fn a_party_corrects_its_card_before_the_others_are_in() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.submit("bureau", &["1", "2", "3", "4"]).await.ok();
    let card = round.step("bureau", "reopening", &json!({"reason": "第一项录入有误"})).await.ok();
    assert_eq!((&card["state"], &card["submitted_by"]), (&json!("draft"), &json!(null)));
    let seen = round.admin.get(&round.path("")).await.ok();
    assert_eq!((&seen["state"], &seen["parties"][0]["state"]), (&json!("scoring"), &json!("draft")));
    round.put("bureau", &four(["9", "2", "3", "4"])).await.ok();
    round.step("bureau", "submission", &json!({})).await.ok();
    let editions = round.editions(&round.bureau, "bureau").await.ok();
    let (first, second) = (&editions.items()[0], &editions.items()[1]);
    assert_eq!(
        (&first["edition"], &second["edition"], &second["blind"]),
        (&json!(1), &json!(2), &json!(true))
    );
    assert!(first["body"].as_str().unwrap().contains("\"1.00\"") && first["reopening_id"].is_null());
    assert!(second["body"].as_str().unwrap().contains("\"9.00\"") && second["reopening_id"].is_string());
}

#[actix_web::test]
async fn the_reason_is_hidden_as_the_card_is() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.submit("bureau", &["1", "2", "3", "4"]).await.ok();
    round.step("bureau", "reopening", &json!({"reason": "应给九分"})).await.ok();
    let (path, auditor) = (round.path("/reopenings"), lab.person(Role::Auditor).await);
    assert_eq!(round.bureau.get(&path).await.ok().items()[0]["reason"], "应给九分");
    for other in [&round.township, &round.third_party, &round.admin, &auditor] {
        assert!(other.get(&format!("{path}?count=exact")).await.ok().items().is_empty());
    }
    assert!(!lab.last_event().await.to_string().contains("九"));
    round.all_in().await;
    let told = auditor.get(&path).await.ok();
    assert_eq!((&told.items()[0]["blind"], told.items()[0]["closed_at"].is_string()), (&json!(true), true));
}

#[actix_web::test]
async fn a_reopened_card_keeps_the_evaluation_blind() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.submit("bureau", &["1", "2", "3", "4"]).await.ok();
    round.submit("third_party", &["1", "2", "3", "4"]).await.ok();
    round.step("bureau", "reopening", &json!({"reason": "有误"})).await.ok();
    round.submit("township", &["1", "2", "3", "4"]).await.ok();
    assert_eq!(round.admin.get(&round.path("")).await.ok()["state"], "scoring");
    round.admin.get(&round.card("township")).await.problem(403, "forbidden");
    round.step("bureau", "submission", &json!({})).await.ok();
    assert_eq!(round.admin.get(&round.path("")).await.ok()["state"], "scored");
}

#[actix_web::test]
async fn only_a_submitted_card_of_ones_own_is_opened_and_only_before_all_are_in() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let (body, path) = (json!({"reason": "有误"}), format!("{}/reopening", round.card("bureau")));
    round.step("bureau", "reopening", &body).await.problem(409, "conflict");
    let submitted = round.submit("bureau", &["1", "2", "3", "4"]).await.ok();
    round.township.move_on(&submitted, &path, &body).await.problem(403, "forbidden");
    round.bureau.post(&path, &body).await.problem(428, "precondition_required");
    round.bureau.move_on(&submitted, &path, &json!({})).await.faults(&["/reason required"]);
    round.submit("third_party", &["1", "2", "3", "4"]).await.ok();
    round.submit("township", &["1", "2", "3", "4"]).await.ok();
    let before = lab.events().await;
    round.step("bureau", "reopening", &body).await.problem(409, "conflict");
    assert_eq!((lab.events().await, &round.own("bureau").await["state"]), (before, &json!("submitted")));
}

#[actix_web::test]
async fn editions_are_read_by_their_own_party_and_by_others_when_all_are_in() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.submit("bureau", &["1", "2", "3", "4"]).await.ok();
    assert_eq!(round.editions(&round.bureau, "bureau").await.ok().items().len(), 1);
    let manager = lab.member(Role::ContractorManager, round.contractor).await;
    for other in [&round.township, &round.admin, &manager] {
        round.editions(other, "bureau").await.problem(403, "forbidden");
    }
    round.submit("third_party", &["1", "2", "3", "4"]).await.ok();
    round.submit("township", &["1", "2", "3", "4"]).await.ok();
    assert_eq!(round.editions(&round.admin, "bureau").await.ok().items().len(), 1);
    round.editions(&manager, "bureau").await.problem(403, "forbidden");
}
