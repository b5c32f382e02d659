use diesel::prelude::*;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use futures_util::future::{join, join_all};
use stations::{audit::sequencer, db::pool, schema::event_positions};
use uuid::Uuid;

use crate::harness::{BAISHA, Lab};

/// What Baisha's log holds, in order; panics when there is a gap.
async fn log(lab: &Lab) -> Vec<Uuid> {
    let rows = event_positions::table
        .filter(event_positions::county_code.eq(BAISHA))
        .order(event_positions::position)
        .select((event_positions::position, event_positions::event_id));
    let rows: Vec<(i64, Uuid)> = rows.load(&mut &lab.conn).await.unwrap();
    assert!(rows.iter().zip(0..).all(|((position, _), n)| *position == n), "{rows:?}");
    rows.into_iter().map(|(_, id)| id).collect()
}

#[actix_web::test]
async fn eight_writers_that_commit_in_another_order_lose_nothing() {
    let lab = Lab::new().await;
    lab.sequence().await;
    let writers = join_all((0..8).map(|_| pool::connect(&lab.database_url))).await;
    let writers: Vec<_> = writers.into_iter().map(Result::unwrap).collect();
    let mut written = Vec::new();
    for round in 0..5 {
        for writer in &writers {
            (&mut &*writer).batch_execute("BEGIN").await.unwrap();
            written.push(lab.tell(writer, &round.to_string()).await);
        }
        // Committed in another order than written, the first one last; the sequencer runs after each.
        for nth in [5, 2, 7, 1, 4, 6, 3, 0] {
            (&mut &writers[nth]).batch_execute("COMMIT").await.unwrap();
            assert_eq!(lab.sequence().await, 1);
        }
    }
    let mut ordered = log(&lab).await.split_off(1);
    // A cursor over the ids would have passed every event whose id is below one that came before it.
    let lost =
        (1..ordered.len()).filter(|n| ordered[..*n].iter().any(|before| before > &ordered[*n])).count();
    assert!(lost > 0, "the writers must overtake each other for this test to mean anything");
    ordered.sort();
    written.sort();
    assert_eq!(ordered, written);
}

#[actix_web::test]
async fn two_sequencers_at_once_give_each_event_one_position() {
    let lab = Lab::new().await;
    let other = pool::connect(&lab.database_url).await.unwrap();
    for n in 0..40 {
        lab.tell(&lab.conn, &n.to_string()).await;
        let (one, two) =
            join(sequencer::sequence(&lab.conn, BAISHA), sequencer::sequence(&other, BAISHA)).await;
        assert!(one.unwrap() + two.unwrap() >= 1);
    }
    assert_eq!(log(&lab).await.len(), 41);
}

#[actix_web::test]
async fn a_county_that_another_process_is_at_is_skipped() {
    let lab = Lab::new().await;
    let other = pool::connect(&lab.database_url).await.unwrap();
    lab.tell(&lab.conn, "waits").await;
    (&mut &other).batch_execute("BEGIN; SELECT 1 FROM event_heads FOR UPDATE").await.unwrap();
    assert_eq!(lab.sequence().await, 0);
    (&mut &other).batch_execute("ROLLBACK").await.unwrap();
    assert_eq!(lab.sequence().await, 1);
}

#[actix_web::test]
async fn old_waiting_events_make_the_service_not_ready() {
    let lab = Lab::new().await;
    lab.tell(&lab.conn, "late").await;
    lab.anyone().get("//readyz").await.is(200);
    lab.pass(chrono::TimeDelta::seconds(11));
    assert_eq!(lab.anyone().get("//readyz").await.is(503)["sequencer"], "behind");
    lab.sequence().await;
    lab.anyone().get("//readyz").await.is(200);
}
