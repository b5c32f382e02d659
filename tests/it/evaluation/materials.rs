//! What the contractor hands in.

use stations::auth::role::Role;
use uuid::Uuid;

use crate::harness::{Lab, TOWNSHIP, json};

#[actix_web::test]
async fn the_contractor_hands_in_notes_and_files_that_all_parties_read() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let file = case.contractor.attachment("管理制度").await;
    let body = json!({"indicator": "I0", "note": "制度汇编", "attachments": [file]});
    let made = case.hand_in(&body).await.created();
    assert_eq!((&made["attachments"], &made["version"]), (&json!([file]), &json!(1)));
    for role in [Role::BureauScorer, Role::Auditor] {
        let reader = lab.person(role).await;
        assert_eq!(reader.get(&case.path("/materials")).await.ok().items().len(), 1);
        reader.get(&format!("/attachments/{file}")).await.ok();
    }
    lab.township_officer(TOWNSHIP).await.get(&format!("/attachments/{file}")).await.ok();
    let elsewhere = lab.township_officer("469025101").await;
    elsewhere.get(&format!("/attachments/{file}")).await.problem(404, "not_found");
    elsewhere.get(&case.path("/materials")).await.problem(404, "not_found");
}

#[actix_web::test]
async fn the_next_contractor_of_the_station_does_not_read_the_files_of_the_one_before() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let file = case.contractor.attachment("管理制度").await;
    case.hand_in(&json!({"indicator": "I0", "attachments": [file]})).await.created();
    let next = lab.organisation("contractor", 1).await;
    lab.run("UPDATE agreement_stations SET valid_to = '2023-10-01'").await;
    lab.agreement(next, &[case.station], "2023-10-01", "2026-06-30", "2023-10-01").await;
    let manager = lab.member(Role::ContractorManager, next).await;
    manager.get(&format!("/stations/{}", case.station)).await.ok();
    manager.get(&format!("/attachments/{file}")).await.problem(404, "not_found");
    case.contractor.get(&format!("/attachments/{file}")).await.ok();
}

#[actix_web::test]
async fn a_material_says_something_of_an_indicator_that_is_there() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let before = lab.events().await;
    case.hand_in(&json!({"indicator": "I0"})).await.faults(&["/note required"]);
    case.hand_in(&json!({"indicator": "X", "note": "x"})).await.faults(&["/indicator unknown_reference"]);
    let body = json!({"indicator": "I0", "attachments": [Uuid::nil()]});
    case.hand_in(&body).await.faults(&["/attachments/0 unknown_reference"]);
    assert!(case.admin.get(&case.path("/materials")).await.ok().items().is_empty());
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_material_is_voided_once_over_the_version_that_was_read() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let made = case.hand_in(&json!({"indicator": "I0", "note": "旧版"})).await.created();
    let (path, body) =
        (case.path(&format!("/materials/{}/voiding", made.id())), json!({"reason": "版本有误"}));
    case.contractor.post(&path, &body).await.problem(428, "precondition_required");
    case.admin.move_on(&made, &path, &body).await.problem(403, "forbidden");
    let voided = case.contractor.move_on(&made, &path, &body).await.ok();
    assert_eq!((&voided["void_reason"], &voided["version"]), (&json!("版本有误"), &json!(2)));
    case.contractor.move_on(&made, &path, &body).await.problem(412, "stale");
    case.contractor.move_on(&voided, &path, &body).await.problem(409, "conflict");
    assert_eq!(case.admin.get(&case.path("/materials")).await.ok().items().len(), 1);
    let nowhere = case.path(&format!("/materials/{}/voiding", Uuid::nil()));
    case.contractor.move_on(&made, &nowhere, &body).await.problem(404, "not_found");
}

#[actix_web::test]
async fn nothing_is_handed_in_once_scoring_has_begun() {
    let lab = Lab::new().await;
    let mut case = lab.prepared().await;
    let made = case.hand_in(&json!({"indicator": "I0", "note": "制度"})).await.created();
    case.score().await;
    let before = lab.events().await;
    case.hand_in(&json!({"indicator": "I0", "note": "补充"})).await.problem(409, "conflict");
    let path = case.path(&format!("/materials/{}/voiding", made.id()));
    case.contractor.move_on(&made, &path, &json!({"reason": "x"})).await.problem(409, "conflict");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn only_the_contractor_that_is_judged_hands_in() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let body = json!({"indicator": "I0", "note": "x"});
    for other in [&case.admin, &case.evaluator] {
        other.post(&case.path("/materials"), &body).await.problem(403, "forbidden");
    }
    let other = lab.organisation("contractor", 1).await;
    let stranger = lab.member(Role::ContractorManager, other).await;
    stranger.post(&case.path("/materials"), &body).await.problem(404, "not_found");
    let ours = lab.posted_worker(case.employer, case.station).await;
    lab.posted(Role::StationLead, ours).await.post(&case.path("/materials"), &body).await.created();
    let theirs = lab.posted_worker(other, case.station).await;
    let lead = lab.posted(Role::StationLead, theirs).await;
    lead.post(&case.path("/materials"), &body).await.problem(404, "not_found");
}
