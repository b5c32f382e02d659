//! What a day makes of the findings by passing: the daily job.

use diesel_async::SimpleAsyncConnection as _;
use futures_util::future::join;
use stations::{background::findings, db::pool};

use crate::harness::{Lab, Staffed, Value, json, policy_with};

/// Sets the end of one posting of the station.
async fn one_leaves(lab: &Lab, to: &str) {
    let one = "id = (SELECT id FROM postings ORDER BY valid_from, id LIMIT 1)";
    lab.run(&format!("UPDATE postings SET valid_to = '{to}' WHERE {one}")).await;
}

fn s1(action: &str, from: Value, to: &str, on: &str) -> Value {
    json!([action, "S1", from, to, on])
}

async fn told_of_s1(lab: &Lab, before: usize) -> Vec<Value> {
    let mut told = lab.told_after(before).await;
    told.retain(|told| told[1] == "S1");
    told
}

#[actix_web::test]
async fn an_end_known_before_is_told_on_its_day() {
    let lab = Lab::new().await;
    Staffed::with(&lab, 3).await;
    one_leaves(&lab, "2023-07-05").await;
    let before = lab.tell_findings().await;
    assert_eq!((lab.tell_findings_on("2023-07-04").await, lab.tell_findings_on("2023-07-05").await), (0, 2));
    assert_eq!(told_of_s1(&lab, before).await, [s1("finding.began", Value::Null, "breach", "2023-07-05")]);
    let event = lab.finding_events().await.pop().unwrap();
    assert_eq!((&event["data"]["on"], &event["data"]["since"]), (&json!("2023-07-05"), &json!("2023-07-05")));
}

#[actix_web::test]
async fn a_day_is_told_once() {
    let lab = Lab::new().await;
    Staffed::with(&lab, 3).await;
    one_leaves(&lab, "2023-07-05").await;
    lab.tell_findings().await;
    assert_eq!((lab.tell_findings_on("2023-07-05").await, lab.tell_findings().await), (2, 0));
    assert_eq!((lab.tell_findings_on("2023-07-06").await, lab.untold().await), (0, 0));
}

#[actix_web::test]
async fn the_days_of_a_downtime_are_caught_up_in_order() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    let next = at.hire("1992-03-05", "labour_contract").await;
    at.post(next, "2023-07-08").await.created();
    one_leaves(&lab, "2023-07-05").await;
    let before = lab.tell_findings().await;
    lab.tell_findings_on("2023-07-20").await;
    let told = [
        s1("finding.began", Value::Null, "breach", "2023-07-05"),
        s1("finding.ended", json!("breach"), "met", "2023-07-08"),
    ];
    assert_eq!(told_of_s1(&lab, before).await, told);
}

#[actix_web::test]
async fn who_writes_before_the_job_catches_up_as_well() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    one_leaves(&lab, "2023-07-05").await;
    let before = lab.tell_findings().await;
    lab.at("2023-07-09T16:02:00Z");
    at.post(at.hire("1992-03-05", "labour_contract").await, "2023-07-10").await.created();
    let told = [
        s1("finding.began", Value::Null, "breach", "2023-07-05"),
        s1("finding.ended", json!("breach"), "met", "2023-07-10"),
    ];
    assert_eq!(
        (told_of_s1(&lab, before).await, lab.tell_findings_on("2023-07-10").await),
        (told.to_vec(), 0)
    );
}

#[actix_web::test]
async fn of_two_replicas_one_tells() {
    let lab = Lab::new().await;
    Staffed::with(&lab, 3).await;
    one_leaves(&lab, "2023-07-05").await;
    lab.tell_findings().await;
    lab.at("2023-07-05T02:00:00Z");
    let (url, now) = (&lab.database_url, lab.now());
    let (one, other) = join(findings::tell(url, now), findings::tell(url, now)).await;
    assert_eq!(one.unwrap() + other.unwrap(), 2);
}

#[actix_web::test]
async fn a_station_that_is_being_written_to_is_left_to_its_writer_or_to_the_next_minute() {
    let lab = Lab::new().await;
    Staffed::with(&lab, 3).await;
    one_leaves(&lab, "2023-07-05").await;
    lab.tell_findings().await;
    let writer = pool::connect(&lab.database_url).await.unwrap();
    (&mut &writer).batch_execute("BEGIN; SELECT 1 FROM station_finding_heads FOR UPDATE").await.unwrap();
    assert_eq!(lab.tell_findings_on("2023-07-05").await, 0);
    (&mut &writer).batch_execute("ROLLBACK").await.unwrap();
    assert_eq!(lab.tell_findings().await, 2);
}

#[actix_web::test]
async fn the_last_day_of_the_grace_is_in_time() {
    let lab = Lab::new().await;
    Staffed::with(&lab, 3).await;
    let before = lab.tell_findings().await;
    assert_eq!(lab.tell_findings_on("2025-07-01").await, 0, "two years from 1 July 2023, that day included");
    assert_eq!(lab.tell_findings_on("2025-07-02").await, 3);
    let late = json!(["finding.changed", "S6", "due", "breach", "2025-07-02"]);
    assert_eq!(lab.told_after(before).await, [late.clone(), late.clone(), late]);
}

#[actix_web::test]
async fn a_policy_in_mid_month_is_told_on_its_day() {
    let lab = Lab::new().await;
    Staffed::with(&lab, 3).await;
    let before = lab.tell_findings().await;
    let four = policy_with("2023-07-16", &[("/min_resident_workers/value", json!(4))]);
    lab.bureau_admin().await.post("/policies", &four).await.created();
    assert_eq!((lab.tell_findings_on("2023-07-15").await, lab.tell_findings_on("2023-07-31").await), (0, 2));
    let began = |rule| json!(["finding.began", rule, null, "breach", "2023-07-16"]);
    assert_eq!(lab.told_after(before).await, [began("S1"), began("S8")]);
}

#[actix_web::test]
async fn the_job_signs_in_as_nobody() {
    let lab = Lab::new().await;
    Staffed::with(&lab, 2).await;
    lab.tell_findings().await;
    let page = lab.bureau_admin().await.get("/audit-events?action=finding.began").await.ok();
    assert_eq!(page.items().len(), 4);
    assert!(page.items().iter().all(|event| event["actor"].is_null()), "{}", page.body);
}
