use chrono::TimeDelta;
use stations::auth::role::Role;

use crate::harness::{AFTER_APPEALS, Lab, json};

#[actix_web::test]
async fn the_contractor_appeals_and_the_office_sees_it() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let appeal = round.appeal(&round.manager().await, &["I0", "I2"]).await.created();
    assert_eq!((&appeal["state"], &appeal["indicators"]), (&json!("filed"), &json!(["I0", "I2"])));
    assert_eq!((&appeal["outcome"], &appeal["corrections"]), (&json!(null), &json!([])));
    let office = lab.person(Role::AppealOfficer).await;
    for path in ["/appeals?state=filed", &round.path("/appeals")] {
        assert_eq!(office.get(path).await.ok().items()[0]["statement"], "走访记录未计入", "{path}");
    }
    assert!(office.get("/appeals?state=decided").await.ok().items().is_empty());
    office.get("/appeals?state=open").await.faults(&["/state unknown_value"]);
}

#[actix_web::test]
async fn appeals_are_filed_against_a_provisional_result_and_in_time() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    round.appeal(&round.manager().await, &["I0"]).await.problem(409, "conflict");
    round.moved(&round.admin, "provisional").await.ok();
    lab.at("2023-10-20T15:00:00Z");
    round.appeal(&round.manager().await, &["I0"]).await.created();
    lab.at(AFTER_APPEALS);
    let before = lab.events().await;
    let refused = round.appeal(&round.manager().await, &["I1"]).await.problem(409, "conflict");
    assert!(refused["detail"].as_str().unwrap().contains("2023-10-20"));
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn indicators_that_are_unknown_repeated_or_appealed_against_are_faults() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let manager = round.manager().await;
    round.appeal(&manager, &["I0"]).await.created();
    let faults =
        ["/indicators/0 appealed_already", "/indicators/1 unknown_reference", "/indicators/3 repeated"];
    round.appeal(&manager, &["I0", "X", "I1", "I1"]).await.faults(&faults);
    round.appeal(&manager, &[]).await.faults(&["/indicators too_few"]);
    assert_eq!(manager.get("/appeals").await.ok().items().len(), 1);
}

#[actix_web::test]
async fn nobody_appeals_for_another_contractor() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let appeal = round.appeal(&round.manager().await, &["I0"]).await.created();
    let other = lab.organisation("contractor", 2).await;
    let other = lab.member(Role::ContractorManager, other).await;
    round.appeal(&other, &["I1"]).await.problem(404, "not_found");
    other.get(&format!("/appeals/{}", appeal.id())).await.problem(404, "not_found");
    other.get(&round.path("/appeals")).await.problem(404, "not_found");
    assert!(other.get("/appeals").await.ok().items().is_empty());
    for party in [&round.third_party, &round.bureau, &round.township] {
        round.appeal(party, &["I1"]).await.problem(403, "forbidden");
        party.get("/appeals").await.problem(403, "forbidden");
    }
}

#[actix_web::test]
async fn files_of_an_appeal_are_seen_by_who_filed_and_by_who_decides() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let manager = round.manager().await;
    let file = manager.attachment("走访照片").await;
    let body = json!({"indicators": ["I0"], "statement": "见附件", "attachments": [file]});
    let appeal = manager.post(&round.path("/appeals"), &body).await.created();
    assert_eq!(appeal["attachments"], json!([file]));
    let path = format!("/attachments/{file}");
    for reader in [&manager, &lab.person(Role::AppealOfficer).await, &round.admin] {
        assert_eq!(reader.get(&path).await.ok()["uses"][0]["kind"], "appeal");
    }
    let other = lab.organisation("contractor", 2).await;
    for stranger in [&round.third_party, &round.township, &lab.member(Role::ContractorManager, other).await] {
        stranger.get(&path).await.problem(404, "not_found");
    }
    let body = json!({"indicators": ["I1"], "statement": "见附件", "attachments": [round.phase]});
    manager.post(&round.path("/appeals"), &body).await.faults(&["/attachments/0 unknown_reference"]);
}

#[actix_web::test]
async fn a_withdrawn_appeal_is_over_and_another_may_follow() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let manager = round.manager().await;
    let appeal = round.appeal(&manager, &["I0"]).await.created();
    let path = format!("/appeals/{}/withdrawal", appeal.id());
    manager.post(&path, &json!({"reason": "已核对"})).await.problem(428, "precondition_required");
    let withdrawn = manager.move_on(&appeal, &path, &json!({"reason": "已核对"})).await.ok();
    assert_eq!((&withdrawn["state"], &withdrawn["reason"]), (&json!("withdrawn"), &json!("已核对")));
    manager.move_on(&appeal, &path, &json!({"reason": "再撤"})).await.problem(412, "stale");
    manager.move_on(&withdrawn, &path, &json!({"reason": "再撤"})).await.problem(409, "conflict");
    round.decide(&withdrawn, "dismissed", &[]).await.problem(409, "conflict");
    round.appeal(&manager, &["I0"]).await.created();
}

#[actix_web::test]
async fn the_trail_of_an_appeal_has_none_of_its_words() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    let appeal = round.appeal(&round.manager().await, &["I0"]).await.created();
    round.decide(&appeal, "upheld", &[["township", "I0", "20"]]).await.ok();
    lab.pass(TimeDelta::seconds(1));
    lab.sequence().await;
    let events = round.admin.get("/audit-events?limit=200").await.ok();
    let text = events.body.to_string();
    for word in ["走访记录未计入", "经复核", "原始记录属实", "20.00"] {
        assert!(!text.contains(word), "{word}");
    }
    let decided = events.items().iter().find(|event| event["action"] == "appeal.decided").unwrap();
    let told = json!({"evaluation": round.evaluation, "outcome": "upheld", "corrections": 1});
    assert_eq!(decided["changes"], told);
}
