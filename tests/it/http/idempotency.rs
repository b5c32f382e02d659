use std::collections::HashSet;

use futures_util::future::{join, join_all};
use stations::auth::role::Role;

use super::{JSON, moves, preparing};
use crate::harness::{Answer, Lab, Persona, Value};

/// The move under a key, of whatever version.
async fn send(persona: &Persona<'_>, path: &str, key: &str, body: &Value) -> Answer {
    let headers = [JSON, ("if-match", "*"), ("idempotency-key", key)];
    persona.send("POST", path, &headers, serde_json::to_vec(body).unwrap()).await
}

async fn records(lab: &Lab) -> i64 {
    lab.number("SELECT count(*) AS n FROM idempotency_keys").await
}

#[actix_web::test]
async fn twenty_at_once_are_one_effect_and_one_answer() {
    // A connection each: the question is the key, not who waits for a connection.
    let lab = Lab::with(&[("POOL_SIZE", "20")]).await;
    let (officer, path, before) = (lab.bureau_officer().await, moves(&lab).await, lab.events().await);
    let body = preparing("x");
    let answers = join_all((0..20).map(|_| send(&officer, &path, "k-1", &body))).await;
    let bytes: HashSet<_> = answers.iter().map(|answer| (answer.status, answer.bytes.clone())).collect();
    assert_eq!((bytes.len(), answers[0].status), (1, 200), "{bytes:?}");
    let first = answers.iter().filter(|answer| !answer.headers.contains_key("idempotent-replayed"));
    assert_eq!(first.count(), 1);
    assert_eq!((lab.events().await, records(&lab).await), (before + 1, 1));
}

#[actix_web::test]
async fn a_replay_has_the_headers_of_the_first_answer() {
    let lab = Lab::new().await;
    let (officer, path) = (lab.bureau_officer().await, moves(&lab).await);
    let first = send(&officer, &path, "k-1", &preparing("x")).await.ok();
    let again = send(&officer, &path, "k-1", &preparing("x")).await.ok();
    assert_eq!((first.etag(), &first.bytes), (again.etag(), &again.bytes));
    assert_eq!(again.headers["idempotent-replayed"], "true");
    assert_ne!(first.headers["x-request-id"], again.headers["x-request-id"]);
}

/// On a cold connection every statement is prepared first; a COMMIT in their batch would overtake one of them.
#[actix_web::test]
async fn a_key_used_twice_on_cold_connections_is_one_effect() {
    let lab = Lab::with(&[("POOL_SIZE", "1")]).await;
    let (officer, path, before) = (lab.bureau_officer().await, moves(&lab).await, lab.events().await);
    let body = preparing("x");
    let (first, second) =
        join(send(&officer, &path, "k-1", &body), send(&officer, &path, "k-1", &body)).await;
    assert_eq!(first.ok().bytes, second.ok().bytes);
    lab.cut_connections().await;
    send(&officer, &path, "k-1", &body).await; // finds the connection cut, or a new and cold one
    send(&officer, &path, "k-1", &body).await.ok();
    assert_eq!((lab.events().await, records(&lab).await), (before + 1, 1));
}

#[actix_web::test]
async fn the_key_of_another_request_is_refused() {
    let lab = Lab::new().await;
    let (officer, path) = (lab.bureau_officer().await, moves(&lab).await);
    send(&officer, &path, "k-1", &preparing("x")).await.ok();
    let before = lab.events().await;
    send(&officer, &path, "k-1", &preparing("y")).await.problem(422, "key_reused");
    let other = format!("/stations/{}/transitions", lab.station("469025101").await);
    send(&officer, &other, "k-1", &preparing("x")).await.problem(422, "key_reused");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn two_callers_may_use_one_key_apart() {
    let lab = Lab::new().await;
    let (officer, admin) = (lab.bureau_officer().await, lab.person(Role::BureauAdmin).await);
    let path = moves(&lab).await;
    send(&officer, &path, "k-1", &preparing("x")).await.ok();
    // Not the answer of the other: it is done again, and the station is no longer planned.
    send(&admin, &path, "k-1", &preparing("x")).await.problem(409, "conflict");
    assert_eq!(records(&lab).await, 1);
}

#[actix_web::test]
async fn a_key_that_cannot_be_one_is_a_fault_of_the_header() {
    let lab = Lab::new().await;
    let (officer, path, before) = (lab.bureau_officer().await, moves(&lab).await, lab.events().await);
    for key in ["x".repeat(256).as_str(), "", "a b", "键"] {
        let refused = send(&officer, &path, key, &preparing("x")).await;
        assert_eq!(refused.faults(&["/Idempotency-Key wrong_format"])["errors"][0]["in"], "header");
    }
    assert_eq!(lab.events().await, before);
    send(&officer, &path, &"x".repeat(255), &preparing("x")).await.ok();
}

#[actix_web::test]
async fn a_failed_request_leaves_its_key_free() {
    let lab = Lab::new().await;
    let (officer, path, before) = (lab.bureau_officer().await, moves(&lab).await, lab.events().await);
    let mut wrong = preparing("x");
    wrong["state"] = "operating".into();
    send(&officer, &path, "k-1", &wrong).await.problem(409, "conflict");
    send(&officer, &path, "k-1", &Value::Null).await.is(422);
    assert_eq!((lab.events().await, records(&lab).await), (before, 0));
    send(&officer, &path, "k-1", &preparing("x")).await.ok();
}

#[actix_web::test]
async fn the_record_can_be_read_by_nobody_but_who_repeats() {
    let lab = Lab::new().await;
    let (officer, path) = (lab.bureau_officer().await, moves(&lab).await);
    send(&officer, &path, "canary-key-1", &preparing("canary-reason")).await.ok();
    // The name of the township stands in the answer: as text, or as the numbers of its bytes.
    let plain = "position('canary'::bytea IN {}) > 0 OR position(convert_to('牙叉镇', 'UTF8') IN {}) > 0 \
        OR position('231,137,153,229,143,137'::bytea IN {}) > 0";
    let found = ["key_hash", "request_hash", "sealed_answer"]
        .map(|column| format!("({})", plain.replace("{}", column)))
        .join(" OR ");
    let records = "SELECT count(*) AS n FROM idempotency_keys WHERE";
    assert_eq!(lab.number(&format!("{records} sealed_answer IS NOT NULL")).await, 1);
    assert_eq!(lab.number(&format!("{records} {found}")).await, 0);
    let text = "SELECT count(*) AS n FROM idempotency_keys k WHERE k::text LIKE '%canary%'";
    assert_eq!(lab.number(text).await, 0);
}

#[actix_web::test]
async fn a_key_on_a_read_or_a_patch_changes_nothing() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    officer.send("GET", "/stations", &[("idempotency-key", "k-1")], vec![]).await.ok();
    assert_eq!(records(&lab).await, 0);
}
