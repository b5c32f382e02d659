//! Who of the agency scores.

use stations::auth::{accounts::NewAccount, role::Role};
use uuid::Uuid;

use crate::harness::{BAISHA, Lab, Round, json};

#[actix_web::test]
async fn a_manager_assigns_people_of_his_agency_and_everybody_concerned_sees_it() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let (before, body) = (lab.events().await, json!({"user_id": case.evaluator.id}));
    let made = case.manager.post(&case.path("/assignments"), &body).await.created();
    assert_eq!(
        (&made["user_id"], &made["assigned_by"]),
        (&json!(case.evaluator.id), &json!(case.manager.id))
    );
    let list = case.admin.get(&case.path("/assignments?count=exact")).await.ok();
    assert_eq!((&list["total"], &list["items"][0]["ended_at"]), (&json!(1), &json!(null)));
    case.manager.post(&case.path("/assignments"), &body).await.problem(409, "already_exists");
    assert_eq!(lab.events().await, before + 1);
}

#[actix_web::test]
async fn nobody_of_another_organisation_or_role_is_assigned() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let other = lab.organisation("evaluation_agency", 1).await;
    let strangers = [
        lab.member(Role::Evaluator, other).await.id,
        lab.person(Role::BureauScorer).await.id,
        case.contractor.id,
        Uuid::nil(),
    ];
    for user in strangers {
        let refused = case.manager.post(&case.path("/assignments"), &json!({"user_id": user})).await;
        refused.faults(&["/user_id unknown_reference"]);
    }
    lab.run(&format!("UPDATE users SET disabled_at = '2023-09-01' WHERE id = '{}'", case.evaluator.id)).await;
    let body = json!({"user_id": case.evaluator.id});
    case.manager.post(&case.path("/assignments"), &body).await.faults(&["/user_id disabled"]);
}

#[actix_web::test]
async fn only_the_agencys_manager_assigns() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let body = json!({"user_id": case.evaluator.id});
    for other in [&case.admin, &case.evaluator, &case.contractor] {
        other.post(&case.path("/assignments"), &body).await.problem(403, "forbidden");
    }
    let other = lab.organisation("evaluation_agency", 1).await;
    let stranger = lab.member(Role::AgencyManager, other).await;
    stranger.post(&case.path("/assignments"), &body).await.problem(404, "not_found");
    stranger.get(&case.path("/assignments")).await.problem(404, "not_found");
}

#[actix_web::test]
async fn who_was_employed_by_the_contractor_is_not_assigned() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let worker = lab.worker().await;
    lab.employ(worker, case.employer, "2023-06-30").await;
    let plain = NewAccount::plain(&format!("former@{BAISHA}"), Role::Evaluator);
    let account = NewAccount { organisation: Some(case.agency), worker: Some(worker), ..plain };
    let former = lab.account(account).await;
    let before = lab.events().await;
    let refused = case.manager.post(&case.path("/assignments"), &json!({"user_id": former.id})).await;
    assert!(refused.problem(409, "conflict")["detail"].as_str().unwrap().contains("回避"));
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn an_assignment_is_ended_once_with_a_reason_and_may_be_given_again() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let body = json!({"user_id": case.evaluator.id});
    let made = case.manager.post(&case.path("/assignments"), &body).await.created();
    let path = case.path(&format!("/assignments/{}/ending", made.id()));
    case.manager.post(&path, &json!({"reason": " "})).await.problem(422, "invalid");
    let ended = case.manager.post(&path, &json!({"reason": "调整分工"})).await.ok();
    assert_eq!((&ended["end_reason"], &ended["ended_by"]), (&json!("调整分工"), &json!(case.manager.id)));
    case.manager.post(&path, &json!({"reason": "再次"})).await.problem(409, "conflict");
    let nowhere = case.path(&format!("/assignments/{}/ending", Uuid::nil()));
    case.manager.post(&nowhere, &json!({"reason": "x"})).await.problem(404, "not_found");
    case.manager.post(&case.path("/assignments"), &body).await.created();
    assert_eq!(case.admin.get(&case.path("/assignments")).await.ok().items().len(), 2);
}

#[actix_web::test]
async fn once_scored_nobody_is_assigned_any_more() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    let manager = lab.member(Role::AgencyManager, round.agency).await;
    let another = lab.member(Role::Evaluator, round.agency).await;
    let body = json!({"user_id": another.id});
    manager.post(&round.path("/assignments"), &body).await.problem(409, "conflict");
}

async fn second(round: &Round<'_>) -> Uuid {
    let body = json!({"state": "void", "reason": "重新开展"});
    let seen = round.admin.get(&round.path("")).await.ok();
    round.admin.move_on(&seen, &round.path("/transitions"), &body).await.ok();
    let plan = json!({
        "phase_id": round.phase, "framework_id": round.framework, "agency_id": round.agency,
    });
    let planned = round.admin.post("/evaluation-plans", &plan).await.ok();
    planned["items"][0]["evaluation_id"].as_str().unwrap().parse().unwrap()
}

#[actix_web::test]
async fn many_are_assigned_with_an_answer_for_each() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let open = second(&round).await;
    let manager = lab.member(Role::AgencyManager, round.agency).await;
    let another = lab.member(Role::Evaluator, round.agency).await;
    let body = json!({"user_id": another.id, "evaluations": [open, round.evaluation, Uuid::nil()]});
    let before = lab.events().await;
    let answer = manager.post("/evaluation-assignments", &body).await.ok();
    let told: Vec<_> = answer.items().iter().map(|one| (&one["outcome"], &one["code"])).collect();
    let (assigned, refused) = (json!("assigned"), json!("refused"));
    let (none, conflict, missing) = (json!(null), json!("conflict"), json!("not_found"));
    assert_eq!(told, [(&assigned, &none), (&refused, &conflict), (&refused, &missing)]);
    assert_eq!(lab.events().await, before + 1);
    let again = manager.post("/evaluation-assignments", &body).await.ok();
    assert_eq!(again["items"][0]["outcome"], "already_assigned");
    assert_eq!(again["items"][0]["assignment_id"], answer["items"][0]["assignment_id"]);
}

#[actix_web::test]
async fn many_are_not_given_to_somebody_of_another_agency() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let other = lab.organisation("evaluation_agency", 1).await;
    let stranger = lab.member(Role::Evaluator, other).await;
    let body = json!({"user_id": stranger.id, "evaluations": [case.evaluation]});
    case.manager.post("/evaluation-assignments", &body).await.faults(&["/user_id unknown_reference"]);
    let body = json!({"user_id": case.evaluator.id, "evaluations": []});
    case.manager.post("/evaluation-assignments", &body).await.problem(422, "invalid");
    let theirs = lab.member(Role::AgencyManager, other).await;
    let body = json!({"user_id": stranger.id, "evaluations": [case.evaluation]});
    let answer = theirs.post("/evaluation-assignments", &body).await.ok();
    assert_eq!(
        (&answer["items"][0]["outcome"], &answer["items"][0]["code"]),
        (&json!("refused"), &json!("not_found"))
    );
    case.evaluator.post("/evaluation-assignments", &body).await.problem(403, "forbidden");
}
