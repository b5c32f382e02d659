use stations::{
    auth::role::Role,
    spot_checks::{figures::figures, model::SpotCheckSubject},
};

use super::{Checked, path};
use crate::harness::{BAISHA, Lab, TOWNSHIP, json};

#[actix_web::test]
async fn an_outcome_is_recorded_and_its_note_read_by_those_who_check() {
    let lab = Lab::new().await;
    let checked = Checked::with_logs(&lab, 2).await;
    let drawn = checked.drawn("service_logs", 2).await;
    let (officer, item) = (lab.bureau_officer().await, path(&drawn, "/items/1"));
    let seen = officer.get(&item).await.ok();
    assert_eq!((&seen["outcome"], seen.etag()), (&json!(null), "\"v1\""));
    let body = json!({"outcome": "confirmed", "note": "金丝雀"});
    let saved = officer.put_over(&seen, &item, &body).await.ok();
    assert_eq!((&saved["outcome"], &saved["note"]), (&json!("confirmed"), &json!("金丝雀")));
    assert_eq!(officer.get(&item).await.ok().body, saved.body);
    for other in
        [checked.manager().await, lab.township_officer(TOWNSHIP).await, lab.person(Role::Auditor).await]
    {
        let shown = other.get(&item).await.ok();
        assert_eq!((&shown["outcome"], &shown["note"]), (&json!("confirmed"), &json!(null)));
    }
    assert!(!lab.event("spot_check.outcome_recorded").await.to_string().contains("金丝雀"));
}

#[actix_web::test]
async fn a_correction_leaves_in_the_trail_what_was_said_before() {
    let lab = Lab::new().await;
    let checked = Checked::with_logs(&lab, 1).await;
    let drawn = checked.drawn("service_logs", 1).await;
    let (officer, item) = (lab.bureau_officer().await, path(&drawn, "/items/1"));
    let mut seen = officer.get(&item).await.ok();
    for outcome in ["not_reached", "not_confirmed"] {
        lab.pass(chrono::TimeDelta::milliseconds(1));
        seen = officer.put_over(&seen, &item, &json!({"outcome": outcome})).await.ok();
    }
    let event = lab.event("spot_check.outcome_recorded").await;
    assert_eq!(event["changes"]["outcome"], json!({"before": "not_reached", "after": "not_confirmed"}));
    assert_eq!(seen["version"], 3);
}

#[actix_web::test]
async fn an_outcome_is_not_written_over_unseen_nor_by_others() {
    let lab = Lab::new().await;
    let checked = Checked::with_logs(&lab, 1).await;
    let drawn = checked.drawn("service_logs", 1).await;
    let (officer, item, body) =
        (lab.bureau_officer().await, path(&drawn, "/items/1"), json!({"outcome": "confirmed"}));
    let seen = officer.get(&item).await.ok();
    officer.put(&item, &body).await.problem(428, "precondition_required");
    officer.put_over(&seen, &item, &body).await.ok();
    officer.put_over(&seen, &item, &json!({"outcome": "not_confirmed"})).await.problem(412, "stale");
    checked.manager().await.put_over(&seen, &item, &body).await.problem(403, "forbidden");
    officer.put_over(&seen, &item, &json!({"outcome": "perhaps"})).await.faults(&["/outcome unknown_value"]);
    assert_eq!(officer.get(&item).await.ok()["outcome"], "confirmed");
}

#[actix_web::test]
async fn what_was_not_drawn_has_no_outcome() {
    let lab = Lab::new().await;
    let checked = Checked::with_logs(&lab, 1).await;
    let committed = checked.closed("service_logs", 1).await;
    let officer = lab.bureau_officer().await;
    assert_eq!(officer.get(&path(&committed, "/items")).await.ok().items().len(), 0);
    officer.get(&path(&committed, "/items/1")).await.problem(404, "not_found");
    let drawn = checked.draw(&committed).await.ok();
    let body = json!({"outcome": "confirmed"});
    officer.put_over(&drawn, &path(&drawn, "/items/2"), &body).await.problem(404, "not_found");
    let elsewhere = lab.township_officer("469025101").await;
    elsewhere.get(&path(&drawn, "/items")).await.problem(404, "not_found");
}

/// Who could not be reached speaks neither for nor against the station.
#[actix_web::test]
async fn outcomes_become_figures() {
    let lab = Lab::new().await;
    let checked = Checked::with_logs(&lab, 4).await;
    let drawn = checked.drawn("service_logs", 4).await;
    let officer = lab.bureau_officer().await;
    for (rank, outcome) in [(1, "confirmed"), (2, "not_confirmed"), (3, "not_reached")] {
        let item = path(&drawn, &format!("/items/{rank}"));
        let seen = officer.get(&item).await.ok();
        officer.put_over(&seen, &item, &json!({"outcome": outcome})).await.ok();
    }
    let place = (checked.post.station, checked.phase);
    let found = figures(&lab.conn, BAISHA, place, SpotCheckSubject::ServiceLogs).await.unwrap();
    assert_eq!(found, (1, 2));
    assert_eq!(figures(&lab.conn, BAISHA, place, SpotCheckSubject::Clients).await.unwrap(), (0, 0));
}

/// The key of a log is destroyed with its texts; so is what was noted on it.
#[actix_web::test]
async fn a_note_goes_with_the_texts_of_what_it_is_about() {
    let lab = Lab::new().await;
    let checked = Checked::with_logs(&lab, 1).await;
    let drawn = checked.drawn("service_logs", 1).await;
    let (officer, item) = (lab.bureau_officer().await, path(&drawn, "/items/1"));
    let seen = officer.get(&item).await.ok();
    officer.put_over(&seen, &item, &json!({"outcome": "confirmed", "note": "已电话核实"})).await.ok();
    lab.run("UPDATE personal_keys SET wrapped = NULL, destroyed_at = recorded_at").await;
    let left = officer.get(&item).await.ok();
    assert_eq!((&left["outcome"], &left["note"]), (&json!("confirmed"), &json!(null)));
}
