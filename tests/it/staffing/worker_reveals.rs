use chrono::TimeDelta;
use stations::auth::role::Role;

use crate::harness::{Answer, Lab, Persona, Staffed, Value, json};

const NUMBER: &str = "46902519920305903X";

async fn known(at: &Staffed<'_>) -> Answer {
    let body = json!({
        "name": "符海燕", "identity_number": NUMBER, "phone": "13812345678",
        "employment": {"kind": "labour_contract", "from": "2023-06-30"},
    });
    at.manager.post("/workers", &body).await.created()
}

fn asked(fields: &[&str]) -> Value {
    json!({"fields": fields, "purpose": "核对劳动合同"})
}

async fn reveal(by: &Persona<'_>, worker: &Answer, fields: &[&str]) -> Answer {
    by.post(&format!("/workers/{}/reveals", worker.id()), &asked(fields)).await
}

#[actix_web::test]
async fn a_reveal_shows_what_was_asked_for_and_is_proved() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = known(&at).await;
    lab.pass(chrono::TimeDelta::milliseconds(1));
    let before = lab.events().await;
    let answer = reveal(&at.manager, &worker, &["phone", "identity_number", "household_address"]).await.ok();
    let values = json!([
        {"field": "phone", "value": "13812345678"}, {"field": "identity_number", "value": NUMBER},
        {"field": "household_address", "value": null},
    ]);
    assert_eq!((&answer["values"], lab.events().await), (&values, before + 1));
    assert_eq!(answer.headers["cache-control"], "no-store");
    let event = lab.last_event().await.to_string();
    assert!(event.contains("worker.revealed") && event.contains(&worker.id().to_string()), "{event}");
    for secret in ["13812345678", NUMBER, "核对劳动合同"] {
        assert!(!event.contains(secret), "{event}");
    }
    let proved = "SELECT count(*) AS n FROM reveals, events WHERE \
        position(encode(sha256(purpose_sealed), 'hex') in convert_from(body, 'UTF8')) > 0";
    assert_eq!(lab.number(proved).await, 1);
}

#[actix_web::test]
async fn who_may_not_see_the_worker_or_may_only_see_masks_is_refused() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = known(&at).await;
    let rival = lab.other_contractor(&[]).await;
    let rival = lab.member(Role::ContractorManager, rival).await;
    let before = lab.events().await;
    reveal(&rival, &worker, &["phone"]).await.problem(404, "not_found");
    reveal(&lab.township_officer("469025100").await, &worker, &["phone"]).await.problem(403, "forbidden");
    reveal(&lab.anyone(), &worker, &["phone"]).await.problem(401, "unauthenticated");
    assert_eq!((lab.events().await, lab.number("SELECT count(*) AS n FROM reveals").await), (before, 0));
    for role in [Role::BureauAdmin, Role::BureauOfficer, Role::Auditor] {
        reveal(&lab.person(role).await, &worker, &["phone"]).await.ok();
    }
}

#[actix_web::test]
async fn fields_and_purpose_are_required() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = known(&at).await;
    let path = format!("/workers/{}/reveals", worker.id());
    at.manager.post(&path, &json!({})).await.faults(&["/fields required", "/purpose required"]);
    let body = json!({"fields": ["name"], "purpose": " "});
    at.manager.post(&path, &body).await.faults(&["/fields/0 unknown_value", "/purpose wrong_format"]);
    at.manager.post(&path, &asked(&["phone", "phone"])).await.faults(&["/fields repeated"]);
    assert_eq!(at.manager.post(&path, &asked(&[])).await.status, 422);
}

#[actix_web::test]
async fn an_answer_in_the_clear_is_never_kept() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = known(&at).await;
    let path = format!("/workers/{}/reveals", worker.id());
    let before = lab.events().await;
    let answer = at.manager.post_once("r-1", &path, &asked(&["phone"])).await;
    answer.faults(&["/Idempotency-Key not_allowed"]);
    assert_eq!((lab.events().await, lab.number("SELECT count(*) AS n FROM reveals").await), (before, 0));
}

#[actix_web::test]
async fn a_caller_reveals_thirty_times_an_hour() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = known(&at).await;
    for _ in 0..30 {
        reveal(&at.manager, &worker, &["phone"]).await.ok();
    }
    lab.pass(TimeDelta::minutes(10));
    let before = lab.events().await;
    let refused = reveal(&at.manager, &worker, &["phone"]).await.problem(429, "too_many_requests");
    assert_eq!((refused.headers["retry-after"].as_str(), lab.events().await), ("3000", before));
    reveal(&lab.bureau_officer().await, &worker, &["phone"]).await.ok();
    lab.pass(TimeDelta::seconds(2999));
    let token = lab.token("469025", at.manager.id).await;
    let manager = Persona { token: Some(token), ..at.manager.clone() };
    reveal(&manager, &worker, &["phone"]).await.problem(429, "too_many_requests");
    lab.pass(TimeDelta::seconds(1));
    reveal(&manager, &worker, &["phone"]).await.ok();
}
