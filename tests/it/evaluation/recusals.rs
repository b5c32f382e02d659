//! Who must not score.

use stations::auth::role::Role;
use uuid::Uuid;

use crate::harness::{Lab, TOWNSHIP, json};

#[actix_web::test]
async fn a_scorer_recuses_himself_and_loses_the_assignment() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let user = json!({"user_id": case.evaluator.id});
    case.manager.post(&case.path("/assignments"), &user).await.created();
    let body = json!({"user_id": case.evaluator.id, "reason": "曾为该机构提供培训"});
    let made = case.evaluator.post(&case.path("/recusals"), &body).await.created();
    assert_eq!((&made["reason"], &made["recorded_by"]), (&body["reason"], &json!(case.evaluator.id)));
    let list = case.manager.get(&case.path("/assignments")).await.ok();
    assert_eq!(list["items"][0]["end_reason"], "已回避");
    case.manager.post(&case.path("/assignments"), &user).await.problem(409, "conflict");
    case.evaluator.post(&case.path("/recusals"), &body).await.problem(409, "already_exists");
}

#[actix_web::test]
async fn others_are_recused_by_who_is_responsible_for_them_only() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let (scorer, officer) = (lab.person(Role::BureauScorer).await, lab.township_officer(TOWNSHIP).await);
    let of = |user: Uuid| json!({"user_id": user, "reason": "亲属在承接主体任职"});
    let path = case.path("/recusals");
    for (by, user) in [(&officer, scorer.id), (&scorer, officer.id), (&case.manager, scorer.id)] {
        by.post(&path, &of(user)).await.faults(&["/user_id unknown_reference"]);
    }
    case.manager.post(&path, &of(case.evaluator.id)).await.created();
    for user in [scorer.id, officer.id] {
        case.admin.post(&path, &of(user)).await.created();
    }
    case.admin.post(&path, &of(case.contractor.id)).await.faults(&["/user_id unknown_reference"]);
    case.officer.post(&path, &of(scorer.id)).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn the_contractor_reads_who_is_recused_but_not_why() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let body = json!({"user_id": case.evaluator.id, "reason": "亲属在承接主体任职"});
    case.evaluator.post(&case.path("/recusals"), &body).await.created();
    let auditor = lab.person(Role::Auditor).await;
    let list = auditor.get(&case.path("/recusals?count=exact")).await.ok();
    assert_eq!((&list["items"][0]["reason"], &list["total"]), (&body["reason"], &json!(1)));
    let theirs = case.contractor.get(&case.path("/recusals")).await.ok();
    assert_eq!(
        (&theirs["items"][0]["user_id"], &theirs["items"][0]["reason"]),
        (&body["user_id"], &json!(null))
    );
    let event = lab.lines("SELECT convert_from(body, 'UTF8') AS line FROM events WHERE action = 'evaluation_recusal.declared'").await;
    assert!(!event[0].contains("亲属"), "{event:?}");
}

#[actix_web::test]
async fn nobody_is_recused_when_the_scoring_is_over() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.all_in().await;
    let (before, body) = (lab.events().await, json!({"user_id": round.bureau.id, "reason": "x"}));
    round.bureau.post(&round.path("/recusals"), &body).await.problem(409, "conflict");
    let elsewhere = lab.township_officer("469025101").await;
    let body = json!({"user_id": elsewhere.id, "reason": "x"});
    elsewhere.post(&round.path("/recusals"), &body).await.problem(404, "not_found");
    assert_eq!(lab.events().await, before);
}
