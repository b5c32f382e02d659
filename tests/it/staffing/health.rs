use stations::auth::role::Role;
use uuid::Uuid;

use crate::harness::{Answer, Lab, Staffed, Value, json};

fn statement() -> Value {
    json!({"kind": "statement", "fit": true, "dated_on": "2023-07-01"})
}

fn examination(fit: bool) -> Value {
    json!({"kind": "examination", "fit": fit, "dated_on": "2023-07-02"})
}

fn of(worker: Uuid) -> String {
    format!("/workers/{worker}/health-statements")
}

/// A worker of the station and a statement of his.
async fn stated(at: &Staffed<'_>) -> (Uuid, Answer) {
    let worker = at.newcomer().await;
    (worker, at.manager.post(&of(worker), &statement()).await.created())
}

#[actix_web::test]
async fn a_statement_is_recorded_shown_and_listed() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let before = lab.events().await;
    let (worker, made) = stated(&at).await;
    assert_eq!(lab.events().await, before + 1);
    assert_eq!(made.headers["location"], format!("/api/v1/health-statements/{}", made.id()));
    assert_eq!(at.manager.get(&format!("/health-statements/{}", made.id())).await.ok().body, made.body);
    let list = at.manager.get(&format!("{}?count=exact", of(worker))).await.ok();
    assert_eq!((list.items(), &list["total"]), ([made.body.clone()].as_slice(), &json!(1)));
}

#[actix_web::test]
async fn an_event_tells_that_there_is_one_and_nothing_of_what_it_says() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.newcomer().await;
    at.manager.post(&of(worker), &examination(false)).await.created();
    let event = lab.last_event().await.to_string();
    assert!(event.contains("health_statement.recorded") && event.contains(&worker.to_string()), "{event}");
    assert!(!event.contains("fit") && !event.contains("examination"), "{event}");
}

#[actix_web::test]
async fn a_last_day_of_its_own_is_kept() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let mut body = statement();
    body["valid_until"] = json!("2023-12-31");
    let made = at.manager.post(&of(at.newcomer().await), &body).await.created();
    assert_eq!(made["valid_until"], "2023-12-31");
}

#[actix_web::test]
async fn every_fault_is_told_at_once_and_there_is_no_room_for_a_diagnosis() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let body = json!({"kind": "rumour", "fit": "yes", "dated_on": "2023-02-30", "diagnosis": "x"});
    let faults =
        ["/kind unknown_value", "/fit wrong_type", "/dated_on wrong_format", "/diagnosis unknown_field"];
    at.manager.post(&of(at.newcomer().await), &body).await.faults(&faults);
}

#[actix_web::test]
async fn it_is_not_dated_after_today() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let mut body = statement();
    body["dated_on"] = json!("2023-07-04");
    at.manager.post(&of(at.newcomer().await), &body).await.faults(&["/dated_on too_late"]);
}

#[actix_web::test]
async fn it_is_not_valid_until_a_day_before_its_own() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.newcomer().await;
    let mut body = statement();
    body["valid_until"] = json!("2023-06-30");
    at.manager.post(&of(worker), &body).await.faults(&["/valid_until too_early"]);
    body["valid_until"] = json!("2023-07-01");
    at.manager.post(&of(worker), &body).await.created();
}

#[actix_web::test]
async fn what_says_unfit_has_no_last_day() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let mut body = examination(false);
    body["valid_until"] = json!("2024-07-02");
    at.manager.post(&of(at.newcomer().await), &body).await.faults(&["/valid_until not_applicable"]);
}

#[actix_web::test]
async fn a_voided_statement_stays_readable_and_is_voided_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, made) = stated(&at).await;
    let path = format!("/health-statements/{}", made.id());
    let reason = json!({"reason": "wrong_worker"});
    let voided = at.manager.move_on(&made, &format!("{path}/voiding"), &reason).await.ok();
    assert_eq!(at.manager.get(&path).await.ok()["void_reason"], "wrong_worker");
    let before = lab.events().await;
    at.manager.move_on(&voided, &format!("{path}/voiding"), &reason).await.problem(409, "conflict");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_voiding_gives_one_of_the_reasons_and_no_words_of_its_own() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, made) = stated(&at).await;
    let path = format!("/health-statements/{}/voiding", made.id());
    at.manager.move_on(&made, &path, &json!({"reason": "高血压"})).await.faults(&["/reason unknown_value"]);
    at.manager.move_on(&made, &path, &json!({})).await.faults(&["/reason required"]);
}

#[actix_web::test]
async fn a_voiding_names_the_version_it_has_seen() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, made) = stated(&at).await;
    let path = format!("/health-statements/{}/voiding", made.id());
    at.manager.post(&path, &json!({"reason": "wrong_day"})).await.problem(428, "precondition_required");
    let old = [("content-type", "application/json"), ("if-match", "\"v7\"")];
    let body = r#"{"reason":"wrong_day"}"#;
    at.manager.send("POST", &path, &old, body.into()).await.problem(412, "stale");
}

#[actix_web::test]
async fn bureau_auditor_and_the_employer_read_it() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, made) = stated(&at).await;
    let one = format!("/health-statements/{}", made.id());
    let (officer, auditor) = (lab.bureau_officer().await, lab.person(Role::Auditor).await);
    for reader in [&officer, &auditor, &at.manager] {
        assert_eq!(reader.get(&of(worker)).await.ok().items().len(), 1);
        reader.get(&one).await.ok();
    }
    auditor.post(&of(worker), &statement()).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn who_reads_the_worker_does_not_read_his_health() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, made) = stated(&at).await;
    let township = lab.township_officer("469025100").await;
    let lead = lab.posted(Role::StationLead, worker).await;
    let agency = lab.member(Role::AgencyManager, lab.organisation("evaluation_agency", 3).await).await;
    township.get(&format!("/workers/{worker}")).await.ok();
    for nobody in [&township, &lead, &agency] {
        nobody.get(&of(worker)).await.problem(403, "forbidden");
        nobody.get(&format!("/health-statements/{}", made.id())).await.problem(403, "forbidden");
    }
}

#[actix_web::test]
async fn another_contractor_finds_nothing() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, made) = stated(&at).await;
    let rival = lab.other_contractor(&[]).await;
    let rival = lab.member(Role::ContractorManager, rival).await;
    let one = format!("/health-statements/{}", made.id());
    rival.get(&of(worker)).await.problem(404, "not_found");
    rival.get(&one).await.problem(404, "not_found");
    rival.post(&of(worker), &statement()).await.problem(404, "not_found");
    let reason = json!({"reason": "wrong_day"});
    rival.move_on(&made, &format!("{one}/voiding"), &reason).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_former_employer_reads_the_worker_and_no_longer_his_health() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, made) = stated(&at).await;
    lab.run("UPDATE employments SET valid_to = '2023-07-03'").await;
    at.manager.get(&format!("/workers/{worker}")).await.ok();
    at.manager.get(&of(worker)).await.problem(404, "not_found");
    at.manager.get(&format!("/health-statements/{}", made.id())).await.problem(404, "not_found");
    at.manager.post(&of(worker), &statement()).await.problem(404, "not_found");
    lab.run("UPDATE employments SET valid_to = '2023-07-04'").await;
    at.manager.get(&of(worker)).await.ok();
}

#[actix_web::test]
async fn an_employment_voided_entrusts_nobody_with_health() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, _) = stated(&at).await;
    lab.run("UPDATE employments SET voided_at = '2023-07-03T01:00:00Z', void_reason = '有误'").await;
    at.manager.get(&format!("/workers/{worker}")).await.ok();
    at.manager.get(&of(worker)).await.problem(404, "not_found");
}

#[actix_web::test]
async fn statements_are_paged_in_the_order_of_recording() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, first) = stated(&at).await;
    lab.pass(chrono::TimeDelta::milliseconds(2));
    let second = at.manager.post(&of(worker), &examination(true)).await.created();
    let page = at.manager.get(&format!("{}?limit=1", of(worker))).await.ok();
    assert_eq!(page.items()[0]["id"], first["id"]);
    let next = format!("{}?limit=1&after={}", of(worker), page["next"].as_str().unwrap());
    assert_eq!(at.manager.get(&next).await.ok().items()[0]["id"], second["id"]);
}

#[actix_web::test]
async fn a_statement_sent_twice_under_one_key_is_recorded_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.newcomer().await;
    let first = at.manager.post_once("h-1", &of(worker), &statement()).await.created();
    let again = at.manager.post_once("h-1", &of(worker), &statement()).await.created();
    assert_eq!(again.id(), first.id());
    assert_eq!(at.manager.get(&of(worker)).await.ok().items().len(), 1);
}

#[actix_web::test]
async fn an_unchanged_statement_is_not_sent_again() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, made) = stated(&at).await;
    let path = format!("/health-statements/{}", made.id());
    at.manager.send("GET", &path, &[("if-none-match", made.etag())], vec![]).await.is(304);
}
