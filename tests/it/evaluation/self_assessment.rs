//! How the contractor judges itself.

use stations::auth::role::Role;

use crate::harness::{Lab, json};

#[actix_web::test]
async fn a_self_assessment_is_handed_in_and_replaced_over_the_version_that_was_read() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let path = case.path("/self-assessment");
    let empty = case.contractor.get(&path).await.ok();
    assert_eq!((&empty["version"], &empty["statement"]), (&json!(0), &json!(null)));
    let first = case.assess(&json!([{"indicator": "I0", "points": "20"}])).await.ok();
    assert_eq!(first["points"], json!([{"indicator": "I0", "points": "20.00"}]));
    let body = json!({"points": [], "statement": "改述"});
    case.contractor.put_over(&empty, &path, &body).await.problem(412, "stale");
    case.contractor.put(&path, &body).await.problem(428, "precondition_required");
    let second = case.contractor.put_over(&first, &path, &body).await.ok();
    assert_eq!((&second["version"], &second["statement"]), (&json!(2), &json!("改述")));
}

#[actix_web::test]
async fn points_are_of_indicators_that_apply_and_within_their_maximum() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let out = json!({"indicator": "I3", "reason": "本期无资金拨付"});
    case.officer.post(&case.path("/not-applicable"), &out).await.created();
    let before = lab.events().await;
    let points = json!([
        {"indicator": "I0", "points": "25.01"}, {"indicator": "I3", "points": "1"},
        {"indicator": "I1", "points": "1"}, {"indicator": "I1", "points": "2"},
    ]);
    case.assess(&points).await.faults(&[
        "/points/0/points too_large",
        "/points/1/indicator unknown_reference",
        "/points/3/indicator repeated",
    ]);
    assert_eq!(case.contractor.get(&case.path("/self-assessment")).await.ok()["version"], 0);
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn everybody_concerned_reads_it_and_the_trail_does_not_tell_what_it_says() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    case.assess(&json!([{"indicator": "I0", "points": "20"}])).await.ok();
    for role in [Role::BureauScorer, Role::AppealOfficer, Role::Auditor] {
        let reader = lab.person(role).await;
        assert_eq!(reader.get(&case.path("/self-assessment")).await.ok()["statement"], "总体完成较好");
    }
    let event = lab.lines("SELECT convert_from(body, 'UTF8') AS line FROM events WHERE action = 'self_assessment.handed_in'").await;
    assert!(event[0].contains("self_assessment.handed_in") && !event[0].contains("总体"), "{event:?}");
    lab.person(Role::FinanceOfficer)
        .await
        .get(&case.path("/self-assessment"))
        .await
        .problem(403, "forbidden");
}

#[actix_web::test]
async fn it_stands_once_scoring_has_begun() {
    let lab = Lab::new().await;
    let mut case = lab.prepared().await;
    case.assess(&json!([{"indicator": "I0", "points": "20"}])).await.ok();
    case.score().await;
    case.assess(&json!([{"indicator": "I0", "points": "25"}])).await.problem(409, "conflict");
    assert_eq!(case.admin.get(&case.path("/self-assessment")).await.ok()["points"][0]["points"], "20.00");
    case.admin.put(&case.path("/self-assessment"), &json!({})).await.problem(403, "forbidden");
}
