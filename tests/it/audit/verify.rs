use std::{io::Write as _, process::Command};

use uuid::Uuid;

use crate::harness::Lab;

/// The one finding of Baisha: position, event, words.
async fn finding(lab: &Lab) -> (Option<i64>, Option<Uuid>, String) {
    let report = lab.verify().await.unwrap();
    assert!(!report.is_good());
    let first = report.findings.into_iter().next().unwrap();
    (first.position, first.event, first.what)
}

#[actix_web::test]
async fn what_nobody_touched_is_good() {
    let lab = Lab::new().await;
    lab.sealed_events(5).await;
    let report = lab.verify().await.unwrap();
    assert!(report.is_good(), "{report}");
    assert!(report.to_string().contains("469025: 6 events"), "{report}");
    assert!(report.to_string().contains("6 stored and 6 exported"), "{report}");
}

#[actix_web::test]
async fn one_byte_of_a_body_is_found() {
    let lab = Lab::new().await;
    let ids = lab.sealed_events(4).await;
    lab.sql(&format!("UPDATE events SET body = set_byte(body, 20, 88) WHERE id = '{}'", ids[1])).await;
    let (position, event, what) = finding(&lab).await;
    assert_eq!((position, event), (Some(2), Some(ids[1])));
    assert!(what.contains("hashed"), "{what}");
}

#[actix_web::test]
async fn a_searchable_column_is_found() {
    for (column, value) in [
        ("occurred_at", "'2020-01-01'"),
        ("actor_id", "gen_random_uuid()"),
        ("action", "'a.b'"),
        ("subject_kind", "'x'"),
        ("subject_id", "'x'"),
    ] {
        let lab = Lab::new().await;
        let ids = lab.sealed_events(3).await;
        lab.sql(&format!("UPDATE events SET {column} = {value} WHERE id = '{}'", ids[2])).await;
        let (position, event, what) = finding(&lab).await;
        assert_eq!((position, event), (Some(3), Some(ids[2])));
        assert!(what.starts_with(column), "{what}");
    }
}

#[actix_web::test]
async fn two_swapped_rows_are_found() {
    let lab = Lab::new().await;
    let ids = lab.sealed_events(4).await;
    lab.sql(
        "UPDATE event_positions SET position = position + 100 WHERE county_code = '469025' AND position IN (2, 3); \
         UPDATE event_positions SET position = 105 - position WHERE county_code = '469025' AND position > 100",
    )
    .await;
    let (position, event, _) = finding(&lab).await;
    assert_eq!((position, event), (Some(2), Some(ids[2])));
}

#[actix_web::test]
async fn a_deleted_event_is_found() {
    let lab = Lab::new().await;
    let ids = lab.sealed_events(3).await;
    lab.sql(&format!("DELETE FROM events WHERE id = '{}'", ids[0])).await;
    assert_eq!(finding(&lab).await, (Some(1), Some(ids[0]), "the event is gone".into()));
}

#[actix_web::test]
async fn a_deleted_position_is_found() {
    let lab = Lab::new().await;
    lab.sealed_events(3).await;
    lab.sql("DELETE FROM event_positions WHERE county_code = '469025' AND position = 2").await;
    let (position, _, what) = finding(&lab).await;
    assert_eq!((position, what.as_str()), (Some(2), "the position is missing; 3 follows"));
}

/// Takes the last event away and makes the head fit the rest: nothing in the tables but the checkpoints tells.
async fn cut_the_tail(lab: &Lab, last: Uuid) {
    let position: &str = "(SELECT max(position) FROM event_positions WHERE county_code = '469025')";
    lab.sql(&format!("DELETE FROM event_positions WHERE county_code = '469025' AND position = {position}"))
        .await;
    lab.sql(&format!("DELETE FROM events WHERE id = '{last}'")).await;
    lab.sql("INSERT INTO events_pending SELECT county_code, event_id FROM event_positions WHERE county_code = '469025'").await;
    lab.sql("DELETE FROM event_positions WHERE county_code = '469025'").await;
    lab.sql("UPDATE event_heads SET size = 0, edge = '' WHERE county_code = '469025'").await;
    lab.sequence().await;
}

#[actix_web::test]
async fn a_deleted_tail_is_found_by_the_checkpoints() {
    let lab = Lab::new().await;
    let ids = lab.sealed_events(3).await;
    cut_the_tail(&lab, ids[2]).await;
    let (_, _, what) = finding(&lab).await;
    assert!(what.contains("stored") || what.contains("another root"), "{what}");
}

#[actix_web::test]
async fn a_consistent_rewrite_is_found_by_the_exported_file_only() {
    let lab = Lab::new().await;
    let ids = lab.sealed_events(3).await;
    lab.sql("DELETE FROM event_checkpoints").await;
    cut_the_tail(&lab, ids[2]).await;
    let (_, _, what) = finding(&lab).await;
    assert!(what.contains("exported"), "{what}");
    std::fs::write(&lab.shared.config.checkpoint_file, "").unwrap();
    assert!(lab.verify().await.unwrap().is_good(), "only the file told");
}

#[actix_web::test]
async fn a_broken_signature_is_found() {
    let lab = Lab::new().await;
    lab.sealed_events(2).await;
    lab.sql("UPDATE event_checkpoints SET note = replace(note, '— http', '— xttp') WHERE size = 2").await;
    let (_, _, what) = finding(&lab).await;
    assert!(what.contains("signature at size 2"), "{what}");
}

#[actix_web::test]
async fn an_event_that_never_got_a_position_is_found() {
    let lab = Lab::new().await;
    lab.sealed_events(1).await;
    let hidden = lab.tell(&lab.conn, "hidden").await;
    lab.sql("DELETE FROM events_pending").await;
    assert!(lab.verify().await.unwrap().is_good(), "it may still be waiting");
    lab.pass(chrono::TimeDelta::seconds(61));
    assert_eq!(finding(&lab).await, (None, Some(hidden), "the event has no position".into()));
}

#[actix_web::test]
async fn an_unreadable_file_is_not_a_verdict() {
    let lab = Lab::new().await;
    lab.sealed_events(1).await;
    let path = &lab.shared.config.checkpoint_file;
    std::fs::OpenOptions::new().append(true).open(path).unwrap().write_all(b"torn").unwrap();
    assert!(lab.verify().await.unwrap_err().contains("not a signed note"));
    std::fs::remove_file(path).unwrap();
    assert!(lab.verify().await.unwrap_err().contains("no such file"));
}

fn binary(lab: &Lab, checkpoints: &std::path::Path) -> Option<i32> {
    Command::new(env!("CARGO_BIN_EXE_stations"))
        .args(["audit", "verify"])
        .env("DATABASE_URL", &lab.database_url)
        .env("AUDIT_KEY_FILE", &lab.shared.config.audit_key_file)
        .env("CHECKPOINT_FILE", checkpoints)
        .output()
        .unwrap()
        .status
        .code()
}

#[actix_web::test]
async fn the_exit_code_tells_good_tampered_and_unreadable() {
    let lab = Lab::new().await;
    let ids = lab.sealed_events(2).await;
    let file = &lab.shared.config.checkpoint_file;
    assert_eq!(binary(&lab, file), Some(0));
    assert_eq!(binary(&lab, file.parent().unwrap()), Some(2));
    lab.sql(&format!("UPDATE events SET action = 'x.y' WHERE id = '{}'", ids[0])).await;
    assert_eq!(binary(&lab, file), Some(1));
}
