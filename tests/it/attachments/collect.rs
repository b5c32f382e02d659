//! What is collected, and what is kept.

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection as _};
use futures_util::future::join;
use sha2::{Digest as _, Sha256};
use stations::{attachments::store, background::attachments::Collected, db::pool, schema::events};

use crate::harness::{
    BAISHA, Lab, Value,
    files::{UNKNOWN, pdf_saying},
    json,
};

const STATION: &str = "469025100";
const ROWS: &str = "SELECT count(*) AS n FROM attachments";
const NOTHING: Collected = Collected { attachments: 0, objects: 0, unfinished: 0 };

fn attachments(count: usize) -> Collected {
    Collected { attachments: count, ..NOTHING }
}

/// The newest event, whoever caused it.
async fn newest(lab: &Lab) -> Value {
    let newest = events::table.order(events::id.desc()).select(events::body);
    let body: Vec<u8> = newest.first(&mut &lab.conn).await.unwrap();
    serde_json::from_slice(&body).unwrap()
}

#[actix_web::test]
async fn a_file_of_nothing_is_collected_after_a_day_and_not_before() {
    let lab = Lab::new().await;
    let id = lab.bureau_officer().await.attachment("x").await;
    lab.pass(TimeDelta::days(1));
    assert_eq!((lab.collect().await, lab.stored().len()), (NOTHING, 1));
    let before = lab.events().await;
    lab.pass(TimeDelta::seconds(1));
    assert_eq!((lab.collect().await, lab.stored().len()), (attachments(1), 0));
    assert_eq!((lab.events().await, lab.number(ROWS).await), (before + 1, 0));
    let event = newest(&lab).await;
    assert_eq!((&event["action"], &event["actor"]), (&json!("attachment.collected"), &json!(null)));
    assert_eq!(event["subject"]["id"], id.to_string());
    assert_eq!(lab.collect().await, NOTHING);
}

#[actix_web::test]
async fn a_file_of_something_is_kept() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let id = officer.attachment("x").await;
    officer.room_with(lab.station(STATION).await, &[id]).await.created();
    lab.pass(TimeDelta::days(400));
    assert_eq!(lab.collect().await, NOTHING);
    officer.anew().await.content(id, &[]).await.ok();
}

#[actix_web::test]
async fn an_object_stays_while_another_attachment_has_it() {
    let lab = Lab::new().await;
    let (officer, admin) = (lab.bureau_officer().await, lab.bureau_admin().await);
    officer.attachment("x").await;
    lab.pass(TimeDelta::hours(20));
    let second = admin.anew().await.attachment("x").await;
    lab.pass(TimeDelta::hours(5));
    assert_eq!((lab.collect().await, lab.stored().len()), (attachments(1), 1));
    admin.anew().await.content(second, &[]).await.ok();
    lab.pass(TimeDelta::hours(20));
    assert_eq!((lab.collect().await, lab.stored().len()), (attachments(1), 0));
}

#[actix_web::test]
async fn what_was_collected_can_be_uploaded_anew() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let first = officer.attachment("x").await;
    lab.pass(TimeDelta::hours(25));
    lab.collect().await;
    let officer = officer.anew().await;
    officer.content(first, &[]).await.problem(404, "not_found");
    let second = officer.attachment("x").await;
    assert_ne!(first, second);
    officer.content(second, &[]).await.ok();
}

#[actix_web::test]
async fn a_repeat_keeps_a_file_for_another_day() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let id = officer.attachment("x").await;
    lab.pass(TimeDelta::hours(23));
    let officer = officer.anew().await;
    let before = lab.events().await;
    let file = pdf_saying("x");
    assert_eq!(officer.upload(UNKNOWN, &file).await.ok().id(), id);
    assert_eq!(
        (lab.events().await, &lab.last_event().await["action"]),
        (before + 1, &json!("attachment.renewed"))
    );
    lab.pass(TimeDelta::hours(2));
    assert_eq!(lab.collect().await, NOTHING);
    officer.anew().await.content(id, &[]).await.ok();
}

#[actix_web::test]
async fn an_object_without_attachment_is_collected_after_a_day() {
    let lab = Lab::new().await;
    let hash = "ab".repeat(32);
    let old = lab.leave(&format!("469025/ab/{hash}"), "2023-07-02T01:59:59Z");
    let young = lab.leave(&format!("469025/cd/{}", "cd".repeat(32)), "2023-07-02T02:00:01Z");
    let foreign = lab.leave("469025/notes.txt", "2020-01-01T00:00:00Z");
    let before = lab.events().await;
    assert_eq!(lab.collect().await, Collected { objects: 1, ..NOTHING });
    assert!(!old.exists() && young.exists() && foreign.exists());
    assert_eq!(lab.events().await, before, "no attachment, no event");
}

#[actix_web::test]
async fn what_a_crash_left_half_written_is_removed_after_a_day() {
    let lab = Lab::new().await;
    let hash = "ab".repeat(32);
    let old = lab.leave(&format!("469025/ab/{hash}#1"), "2023-07-02T01:59:59Z");
    let young = lab.leave(&format!("469025/ab/{hash}#2"), "2023-07-02T02:00:01Z");
    assert_eq!(lab.collect().await, Collected { unfinished: 1, ..NOTHING });
    assert!(!old.exists() && young.exists());
}

/// Until a session waits for a lock.
async fn waiting(lab: &Lab) {
    let one = "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() \
        AND wait_event_type = 'Lock'";
    while lab.number(one).await == 0 {
        tokio::task::yield_now().await;
    }
}

/// Somebody gives the file to a room while the collection is about to delete it.
#[actix_web::test]
async fn a_file_that_is_being_given_to_something_is_kept() {
    let lab = Lab::new().await;
    let id = lab.bureau_officer().await.attachment("x").await;
    lab.pass(TimeDelta::hours(25));
    let giver = pool::connect(&lab.database_url).await.unwrap();
    let give = format!(
        "BEGIN; SELECT FROM attachments WHERE id = '{id}' FOR KEY SHARE; INSERT INTO attachment_uses \
         VALUES ('469025', '{id}', 'station_fact', '{id}', NULL, '2023-07-03')"
    );
    (&mut &giver).batch_execute(&give).await.unwrap();
    let commit = async {
        waiting(&lab).await;
        (&mut &giver).batch_execute("COMMIT").await.unwrap();
    };
    let (collected, ()) = join(lab.collect(), commit).await;
    assert_eq!((collected, lab.number(ROWS).await, lab.stored().len()), (NOTHING, 1, 1));
}

/// The collection deletes the object after the upload found it in the store and before its row is written.
#[actix_web::test]
async fn an_object_collected_under_an_upload_is_stored_again() {
    let lab = Lab::new().await;
    let (officer, admin) = (lab.bureau_officer().await, lab.bureau_admin().await);
    officer.attachment("x").await;
    let collector = pool::connect(&lab.database_url).await.unwrap();
    let (object, file) = (lab.stored().remove(0), pdf_saying("x"));
    let key = store::key(BAISHA, &Sha256::digest(&file));
    (&mut &collector).batch_execute("BEGIN").await.unwrap();
    store::lock(&collector, &key).await.unwrap();
    let collect = async {
        waiting(&lab).await;
        std::fs::remove_file(&object).unwrap();
        (&mut &collector).batch_execute("COMMIT").await.unwrap();
    };
    let (made, ()) = join(admin.upload(UNKNOWN, &file), collect).await;
    assert_eq!(admin.content(made.created().id(), &[]).await.ok().bytes, file);
}
