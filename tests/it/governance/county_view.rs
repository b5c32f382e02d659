//! As many statements for eleven stations as for one.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use diesel::connection::InstrumentationEvent;
use diesel_async::AsyncConnection as _;
use stations::{dated::Known, db::pool, governance::milestones::facts, rules::policy::Policy};
use uuid::Uuid;

use crate::harness::{BAISHA, Lab, Staffed, room};

/// How many statements the facts of these stations take.
async fn statements(lab: &Lab, stations: &[Uuid]) -> usize {
    let statements = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&statements);
    let mut conn = pool::connect(&lab.database_url).await.unwrap();
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    });
    let known = Known { county: BAISHA, at: lab.now() };
    let facts = facts::of_stations(&conn, known, &Policy::default(), stations).await.unwrap();
    assert!(facts.iter().all(|facts| !facts.rooms.is_empty()), "there is something to load");
    statements.load(Ordering::Relaxed)
}

#[actix_web::test]
async fn the_facts_of_all_stations_take_as_many_statements_as_those_of_one() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    let (officer, stations) = (lab.bureau_officer().await, lab.every_station().await);
    for station in &stations {
        officer.post(&format!("/stations/{station}/rooms"), &room("2023-02-20")).await.created();
        lab.posted_worker(at.contractor, *station).await;
    }
    let one = statements(&lab, &stations[..1]).await;
    assert!(one > 5, "the counter counts: {one}");
    assert_eq!(statements(&lab, &stations).await, one);
}
