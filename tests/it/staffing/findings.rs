//! A change tells what it makes of the findings, at once and in its own transaction.

use futures_util::future::join;

use crate::harness::{Answer, Lab, Staffed, Value, json, policy_with};

/// Ends the nth posting of the station.
async fn end_posting(at: &Staffed<'_>, nth: usize, to: &str) -> Answer {
    let manager = at.manager_now().await;
    let path =
        format!("/postings/{}", manager.get("/postings").await.ok().items()[nth]["id"].as_str().unwrap());
    let seen = manager.get(&path).await.ok();
    manager.move_on(&seen, &format!("{path}/end"), &json!({"to": to})).await
}

#[actix_web::test]
async fn a_station_that_falls_below_three_is_told_at_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    assert_eq!(lab.tell_findings().await, 3, "three workers without certificate");
    end_posting(&at, 0, "2023-07-03").await.ok();
    let told = [
        json!(["finding.ended", "S6", "due", "not_applicable", "2023-07-03"]),
        json!(["finding.began", "S1", null, "breach", "2023-07-03"]),
    ];
    assert_eq!(lab.told_after(3).await, told);
}

#[actix_web::test]
async fn the_change_comes_before_what_follows_from_it() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    end_posting(&at, 0, "2023-07-03").await.ok();
    lab.sequence().await;
    let changes = lab.bureau_admin().await.get("/changes").await.ok();
    let kinds: Vec<&str> = changes.items().iter().map(|change| change["type"].as_str().unwrap()).collect();
    assert_eq!(kinds[1..3], ["posting.ended", "finding.began"], "{kinds:?}");
    assert_eq!(kinds.iter().filter(|kind| **kind == "posting.ended").count(), 1);
}

#[actix_web::test]
async fn an_event_names_rule_subject_station_and_clause_and_no_person() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    end_posting(&at, 0, "2023-07-02").await.ok();
    let all = lab.finding_events().await;
    let s1 = &all.iter().find(|event| event["data"]["rule"] == "S1").unwrap()["data"];
    assert_eq!((&s1["station"], &s1["source"]), (&json!(at.station), &json!("六（三）")));
    assert_eq!(s1["subject"], json!({"kind": "station", "id": at.station}));
    assert_eq!((&s1["since"], &s1["on"]), (&json!("2023-07-02"), &json!("2023-07-03")));
    assert!(!json!(all).to_string().contains("王小梅"));
}

#[actix_web::test]
async fn a_third_worker_ends_the_finding_and_nothing_is_told_twice() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let before = lab.tell_findings().await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    at.post(worker, "2023-07-01").await.created();
    let told = lab.told_after(before).await;
    let ended = |rule| json!(["finding.ended", rule, "breach", "met", "2023-07-03"]);
    assert_eq!(told, [ended("S1"), ended("S8"), json!(["finding.began", "S6", null, "due", "2023-07-03"])]);
    assert_eq!((lab.tell_findings().await, lab.untold().await), (0, 0));
}

#[actix_web::test]
async fn a_certificate_ends_the_finding_at_every_station_of_the_worker() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    at.post(worker, "2023-07-01").await.created();
    let before = lab.told().await.len();
    let body = json!({"level": "assistant", "number": "2023A1", "obtained_on": "2023-06-17"});
    at.manager.post(&format!("/workers/{worker}/certificates"), &body).await.created();
    let told = lab.told_after(before).await;
    assert_eq!(told, [json!(["finding.ended", "S6", "due", "met", "2023-07-03"])]);
}

#[actix_web::test]
async fn a_policy_of_today_is_told_at_once_and_its_voiding_too() {
    let lab = Lab::new().await;
    Staffed::with(&lab, 3).await;
    let before = lab.tell_findings().await;
    let admin = lab.bureau_admin().await;
    let four = policy_with("2023-07-01", &[("/min_resident_workers/value", json!(4))]);
    let made = admin.post("/policies", &four).await.created();
    let began = |rule| json!(["finding.began", rule, null, "breach", "2023-07-03"]);
    assert_eq!(lab.told_after(before).await, [began("S1"), began("S8")]);
    let path = format!("/policies/{}/voiding", made.id());
    admin.move_on(&made, &path, &json!({"reason": "日期有误"})).await.ok();
    let ended = |rule| json!(["finding.ended", rule, "breach", "met", "2023-07-03"]);
    assert_eq!(lab.told_after(before + 2).await, [ended("S1"), ended("S8")]);
}

#[actix_web::test]
async fn a_station_without_agreement_changes_from_breach_to_unknown() {
    let lab = Lab::new().await;
    let station = lab.operating("469025100").await;
    let (admin, contractor) = (lab.bureau_admin().await, lab.organisation("contractor", 0).await);
    let body = json!({"contractor_id": contractor, "number": "1", "from": "2023-06-30", "to": "2026-06-30",
        "staffing_date": "2023-06-30", "signed_on": "2023-06-29", "station_ids": [station]});
    let made = admin.post("/agreements", &body).await.created();
    let began = |rule| json!(["finding.began", rule, null, "breach", "2023-07-03"]);
    assert_eq!(lab.told().await, [began("S1"), began("S8")]);
    let path = format!("/agreements/{}/voiding", made.id());
    admin.move_on(&made, &path, &json!({"reason": "金额有误"})).await.ok();
    let changed = |rule| json!(["finding.changed", rule, "breach", "unknown", "2023-07-03"]);
    assert_eq!(lab.told_after(2).await, [changed("S1"), changed("S8")]);
}

#[actix_web::test]
async fn two_who_leave_at_once_are_seen_together() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 4).await;
    let before = lab.tell_findings().await;
    let (one, other) = join(end_posting(&at, 0, "2023-07-03"), end_posting(&at, 1, "2023-07-03")).await;
    assert_eq!((one.status, other.status), (200, 200));
    let told = lab.told_after(before).await;
    let below =
        told.iter().filter(|told| **told == json!(["finding.began", "S1", null, "breach", "2023-07-03"]));
    assert_eq!((below.count(), lab.untold().await), (1, 0), "{told:?}");
}

#[actix_web::test]
async fn what_changes_no_finding_tells_none() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    let before = lab.tell_findings().await;
    end_posting(&at, 0, "2023-09-01").await.ok();
    let worker = at.hire("1992-03-05", "labour_contract").await;
    at.post(worker, "2023-09-01").await.created();
    assert_eq!(lab.told_after(before).await, [Value::Null; 0]);
}

#[actix_web::test]
async fn a_refused_change_tells_nothing() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    let before = lab.tell_findings().await;
    end_posting(&at, 0, "2023-06-01").await.is(422);
    assert_eq!((lab.told().await.len(), lab.untold().await), (before, 0));
}
