use sha2::{Digest as _, Sha256};
use stations::auth::role::Role;

use crate::harness::{Answer, Judged, Lab, Persona, TOWNSHIP, Value, json};

fn decision(judged: &Judged<'_>, changes: Value) -> Value {
    let mut body = json!({
        "agreement_id": judged.agreement, "service_year_id": judged.year,
        "decision": "renew", "reason": "年度结果良好",
    });
    body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    body
}

async fn decide(by: &Persona<'_>, judged: &Judged<'_>) -> Answer {
    by.post("/renewal-references", &decision(judged, json!({}))).await
}

#[actix_web::test]
async fn a_decision_keeps_the_facts_it_refers_to() {
    let lab = Lab::new().await;
    let station = lab.station(TOWNSHIP).await;
    let judged = lab.judged(&[station]).await;
    judged.both(station, [8000, 9000]).await;
    let admin = lab.bureau_admin().await;
    let made = decide(&admin, &judged).await.created();
    assert_eq!((&made["decision"], &made["departs"]), (&json!("renew"), &json!(false)));
    let facts = &made["facts"];
    assert_eq!(facts["year"]["mean"]["rounded"], "85.00");
    assert_eq!((&facts["thresholds"], &facts["recommendation"]), (&json!(null), &json!(null)));
    let canonical = serde_json_canonicalizer::to_vec(facts).unwrap();
    let digest: String = Sha256::digest(canonical).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(made["digest"], json!(digest));
    // What is published later does not change them.
    let (_, phases) = lab.service_year(judged.agreement, 2).await;
    judged.result(station, phases[0], 100).await;
    let path = format!("/renewal-references/{}", made.id());
    assert_eq!(admin.get(&path).await.ok()["facts"], *facts);
}

#[actix_web::test]
async fn references_have_to_be_there_and_to_belong_together() {
    let lab = Lab::new().await;
    let station = lab.station(TOWNSHIP).await;
    let judged = lab.judged(&[station]).await;
    judged.both(station, [8000, 9000]).await;
    let admin = lab.bureau_admin().await;
    let nobody = json!({"agreement_id": station, "service_year_id": station});
    let faults = ["/agreement_id unknown_reference", "/service_year_id unknown_reference"];
    admin.post("/renewal-references", &decision(&judged, nobody)).await.faults(&faults);
    let other = lab.agreement(judged.contractor, &[], "2023-06-30", "2026-06-30", "2023-06-30").await;
    let (year, _) = lab.service_year(other, 1).await;
    let body = decision(&judged, json!({"service_year_id": year}));
    admin.post("/renewal-references", &body).await.faults(&["/service_year_id unknown_reference"]);
}

#[actix_web::test]
async fn there_is_nothing_to_decide_with_before_a_result_is_published() {
    let lab = Lab::new().await;
    let station = lab.station(TOWNSHIP).await;
    let judged = lab.judged(&[station]).await;
    judged.result_that_is("final", station, judged.phases[0], 9000).await;
    let (admin, before) = (lab.bureau_admin().await, lab.events().await);
    decide(&admin, &judged).await.problem(409, "conflict");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_year_is_decided_once_until_the_decision_is_voided() {
    let lab = Lab::new().await;
    let station = lab.station(TOWNSHIP).await;
    let judged = lab.judged(&[station]).await;
    judged.both(station, [8000, 9000]).await;
    let admin = lab.bureau_admin().await;
    let made = decide(&admin, &judged).await.created();
    decide(&admin, &judged).await.problem(409, "already_exists");
    let path = format!("/renewal-references/{}/voiding", made.id());
    admin.post(&path, &json!({"reason": "误录"})).await.problem(428, "precondition_required");
    let voided = admin.move_on(&made, &path, &json!({"reason": "误录"})).await.ok();
    assert_eq!((&voided["void_reason"], &voided["version"]), (&json!("误录"), &json!(2)));
    admin.move_on(&made, &path, &json!({"reason": "再废"})).await.problem(412, "stale");
    admin.move_on(&voided, &path, &json!({"reason": "再废"})).await.problem(409, "conflict");
    lab.pass(chrono::TimeDelta::milliseconds(1));
    decide(&admin, &judged).await.created();
    assert_eq!(admin.get("/renewal-references").await.ok().items().len(), 2);
}

#[actix_web::test]
async fn the_contractor_reads_what_was_decided_of_it_and_others_do_not() {
    let lab = Lab::new().await;
    let [here, there] = [lab.station(TOWNSHIP).await, lab.station("469025101").await];
    let judged = lab.judged(&[here, there]).await;
    judged.both(here, [8000, 9000]).await;
    let made = decide(&lab.bureau_admin().await, &judged).await.created();
    let path = format!("/renewal-references/{}", made.id());
    let manager = lab.member(Role::ContractorManager, judged.contractor).await;
    assert_eq!(manager.get(&path).await.ok()["reason"], "年度结果良好");
    let list = format!("/renewal-references?agreement={}", judged.agreement);
    assert_eq!(manager.get(&list).await.ok().items().len(), 1);
    let other = lab.organisation("contractor", 2).await;
    for stranger in [lab.member(Role::ContractorManager, other).await, lab.township_officer(TOWNSHIP).await] {
        stranger.get(&path).await.problem(404, "not_found");
        assert!(stranger.get("/renewal-references").await.ok().items().is_empty());
    }
}

#[actix_web::test]
async fn only_the_bureau_in_charge_decides() {
    let lab = Lab::new().await;
    let station = lab.station(TOWNSHIP).await;
    let judged = lab.judged(&[station]).await;
    judged.both(station, [8000, 9000]).await;
    for role in [Role::BureauOfficer, Role::AppealOfficer, Role::Auditor] {
        decide(&lab.person(role).await, &judged).await.problem(403, "forbidden");
    }
    let body = decision(&judged, json!({"decision": "maybe", "reason": " "}));
    let faults = ["/decision unknown_value", "/reason wrong_format"];
    lab.bureau_admin().await.post("/renewal-references", &body).await.faults(&faults);
}
