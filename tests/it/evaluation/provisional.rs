use sha2::{Digest as _, Sha256};
use stations::auth::role::Role;

use crate::harness::{Lab, TOWNSHIP, Value, json};

#[actix_web::test]
async fn the_provisional_result_is_kept_and_the_contractor_reads_it() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let moved = round.provisional().await;
    // Ten working days after Sunday 8 October 2023.
    assert_eq!(moved["appeal_until"], "2023-10-20");
    let result = round.manager().await.get(&round.path("/result")).await.ok();
    assert_eq!((&result["result"], &result["grade"]), (&json!("85.00"), &json!("good")));
    assert_eq!((&result["stage"], &result["edition"]), (&json!("provisional"), &json!(1)));
    assert_eq!(result["corrections"], json!([]));
    assert_eq!(result.body, round.admin.get(&round.path("/result")).await.ok().body);
}

#[actix_web::test]
async fn the_digest_is_over_the_answer_without_it() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let mut result = round.admin.get(&round.path("/result")).await.ok().body;
    let digest = result.as_object_mut().unwrap().remove("digest").unwrap();
    let canonical = serde_json_canonicalizer::to_vec(&result).unwrap();
    let again: String = Sha256::digest(canonical).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(digest, json!(again));
    let parties = result["parties"].as_array().unwrap();
    let card = round.admin.get(&round.card("bureau")).await.ok();
    let bureau = parties.iter().find(|one| one["party"] == "bureau").unwrap();
    assert_eq!(bureau["seal"], card["seal"]);
}

#[actix_web::test]
async fn before_it_the_result_is_of_no_edition() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    let result = round.admin.get(&round.path("/result")).await.ok();
    for member in ["stage", "edition", "made_at", "digest"] {
        assert_eq!(result[member], Value::Null, "{member}");
    }
    assert!(round.admin.get(&round.path("/result/editions")).await.ok().items().is_empty());
    let manager = round.manager().await;
    manager.get(&round.path("/result/editions")).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn the_events_of_a_result_tell_its_digest_and_no_figures() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    lab.sequence().await;
    let digest = round.admin.get(&round.path("/result")).await.ok()["digest"].clone();
    let events = round.admin.get("/audit-events?limit=200&subject_kind=result").await.ok();
    let made = events.items().iter().find(|event| event["action"] == "result.provisional").unwrap();
    assert_eq!(made["changes"], json!({"edition": 1, "digest": digest}));
}

#[actix_web::test]
async fn a_result_is_not_made_before_all_are_in_and_not_twice() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.submit("bureau", &["20", "20", "20", "20"]).await.ok();
    round.moved(&round.admin, "provisional").await.problem(409, "conflict");
    round.submit("third_party", &["20", "20", "20", "20"]).await.ok();
    round.submit("township", &["20", "20", "20", "20"]).await.ok();
    round.moved(&round.admin, "provisional").await.ok();
    round.moved(&round.admin, "provisional").await.problem(409, "conflict");
    assert_eq!(round.admin.get(&round.path("/result/editions")).await.ok().items().len(), 1);
}

#[actix_web::test]
async fn only_the_parties_the_bureau_and_the_contractor_itself_read_it() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    for reader in [&round.third_party, &round.bureau, &round.township, &lab.person(Role::Auditor).await] {
        reader.get(&round.path("/result/editions")).await.ok();
    }
    let other = lab.organisation("contractor", 2).await;
    for stranger in
        [lab.township_officer("469025101").await, lab.member(Role::ContractorManager, other).await]
    {
        stranger.get(&round.path("/result")).await.problem(404, "not_found");
        stranger.get(&round.path("/result/editions")).await.problem(404, "not_found");
    }
    lab.township_officer(TOWNSHIP).await.get(&round.path("/result")).await.ok();
}

#[actix_web::test]
async fn a_policy_that_is_set_later_does_not_change_a_result_that_was_made() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let before = round.admin.get(&round.path("/result")).await.ok();
    lab.pass(chrono::TimeDelta::seconds(2));
    let changes = [("/weights/value", json!({"third_party": "0.20", "bureau": "0.20", "township": "0.60"}))];
    let body = crate::harness::policy_with("2023-07-01", &changes);
    round.admin.post("/policies", &body).await.created();
    assert_eq!(round.admin.get(&round.path("/result")).await.ok().body, before.body);
    let admin = round.published().await;
    let after = admin.get(&round.path("/result")).await.ok();
    assert_eq!((&after["result"], &after["policy_id"]), (&before["result"], &before["policy_id"]));
}
