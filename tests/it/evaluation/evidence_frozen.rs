use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use diesel::connection::InstrumentationEvent;
use diesel_async::AsyncConnection as _;
use stations::{
    db::pool,
    evaluation::{
        evidence::{computing, window::Window},
        frameworks::indicator,
    },
};

use super::prepared::{Prepared, indicator as of, numbers, shown};
use crate::harness::{BAISHA, Lab, Value, day, json};

async fn one_is_away_from(lab: &Lab, at: &Prepared<'_>, day: &str) {
    let one = format!("worker_id = '{}'", at.workers[2]);
    lab.run(&format!("UPDATE postings SET valid_to = '{day}', end_recorded_at = recorded_at WHERE {one}"))
        .await;
}

#[actix_web::test]
async fn evidence_stays_as_it_was_when_scoring_began() {
    let lab = Lab::new().await;
    let at = Prepared::of(&lab).await;
    let before = at.evidence().await;
    at.to("scoring").await;
    one_is_away_from(&lab, &at, "2023-08-16").await;
    let after = at.evidence().await;
    assert_eq!(after["frozen_at"], json!("2023-10-08T02:00:02Z"));
    assert_eq!(after["indicators"], before["indicators"]);
    assert_eq!((&after["from"], &after["to"]), (&before["from"], &before["to"]));
}

#[actix_web::test]
async fn nothing_is_kept_before_scoring_begins() {
    let lab = Lab::new().await;
    let at = Prepared::of(&lab).await;
    at.evidence().await;
    assert_eq!(lab.number("SELECT count(*) AS n FROM evaluation_evidence").await, 0);
    at.admin.get(&at.path("/computed-evidence/comparison")).await.problem(409, "conflict");
    at.to("scoring").await;
    assert_eq!(lab.number("SELECT count(*) AS n FROM evaluation_evidence").await, 18);
}

#[actix_web::test]
async fn a_move_that_is_refused_freezes_nothing() {
    let lab = Lab::new().await;
    let at = Prepared::of(&lab).await;
    let (path, body) = (at.path("/transitions"), json!({"state": "scoring", "reason": "按方案"}));
    at.admin
        .send(
            "POST",
            &path,
            &[("content-type", "application/json"), ("if-match", "\"v9\"")],
            body.to_string().into_bytes(),
        )
        .await
        .problem(412, "stale");
    assert_eq!(lab.number("SELECT count(*) AS n FROM evaluation_evidence").await, 0);
    assert_eq!(at.evidence().await["frozen_at"], Value::Null);
}

#[actix_web::test]
async fn computed_anew_nothing_is_otherwise() {
    let lab = Lab::new().await;
    let mut at = Prepared::of(&lab).await;
    at.to("scoring").await;
    // Days later: the same days are counted.
    lab.at("2023-10-20T02:00:00Z");
    at.admin = lab.bureau_admin().await;
    let told = at.comparison().await;
    assert_eq!(told["same"], true, "{}", told.body);
    assert_eq!((&told["from"], &told["to"]), (&json!("2023-07-01"), &json!("2023-10-01")));
    assert!(told["indicators"].as_array().unwrap().iter().all(|one| one["changed"] == json!([])));
}

#[actix_web::test]
async fn what_is_otherwise_now_is_told_beside_what_was_frozen() {
    let lab = Lab::new().await;
    let at = Prepared::of(&lab).await;
    at.to("scoring").await;
    one_is_away_from(&lab, &at, "2023-08-16").await;
    let told = at.comparison().await;
    assert_eq!(told["same"], false);
    let one = of(&told, "A2");
    assert_eq!((&one["frozen_proposal"], &one["proposal_now"]), (&json!("6.00"), &json!("5.00")));
    let changed = &one["changed"][0];
    assert_eq!(
        (&changed["name"], one["changed"].as_array().unwrap().len()),
        (&json!("worker_days_present"), 1)
    );
    assert_eq!((&changed["frozen"], &changed["now"]), (&json!(276), &json!(230)));
    assert_eq!(of(&told, "B1")["same"], true);
}

#[actix_web::test]
async fn a_void_evaluation_shows_what_was_frozen() {
    let lab = Lab::new().await;
    let at = Prepared::of(&lab).await;
    at.to("scoring").await;
    at.to("void").await;
    let evidence = at.evidence().await;
    assert_eq!(shown(&evidence, "A2"), (json!("6.00"), numbers(&[276, 276])));
    assert_ne!(evidence["frozen_at"], Value::Null);
}

#[actix_web::test]
async fn a_framework_without_measures_has_no_evidence() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let evidence = round.admin.get(&round.path("/computed-evidence")).await.ok();
    assert_eq!(evidence["indicators"], json!([]));
    round.admin.get(&round.path("/computed-evidence/comparison")).await.problem(409, "conflict");
}

/// How many statements the evidence of an evaluation takes.
async fn statements(at: &Prepared<'_>) -> usize {
    let statements = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&statements);
    let mut conn = pool::connect(&at.lab.database_url).await.unwrap();
    let indicators = indicator::of_framework(&conn, BAISHA, at.framework).await.unwrap();
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    });
    let (from, to) = (day("2023-07-01"), day("2023-10-01"));
    let window = Window { county: BAISHA.into(), station: at.station, phase: at.phase, from, to };
    let evidence = computing::compute(&conn, &window, &indicators).await.unwrap();
    assert_eq!(evidence.len(), 18);
    statements.load(Ordering::Relaxed)
}

#[actix_web::test]
async fn more_workers_and_logs_take_no_more_statements() {
    let lab = Lab::new().await;
    let mut at = Prepared::of(&lab).await;
    let before = statements(&at).await;
    assert!((15..45).contains(&before), "{before}");
    lab.posted_worker(at.contractor, at.station).await;
    let manager = at.manager_on("2023-09-20").await;
    for day in ["2023-09-16", "2023-09-17", "2023-09-18"] {
        at.log(&manager, json!({"served_on": day})).await;
    }
    at.back().await;
    assert_eq!(statements(&at).await, before);
}
