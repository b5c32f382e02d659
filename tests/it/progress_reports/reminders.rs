use futures_util::future::join;
use stations::background::reminders::remind;

use super::Desk;
use crate::harness::{Lab, Value, json};

async fn told_on(lab: &Lab, day: &str) -> usize {
    lab.at(&format!("{day}T00:10:00+08:00"));
    remind(&lab.database_url, lab.now()).await.unwrap()
}

/// The newest event of a kind: what it happened to, and when it is due.
async fn told(lab: &Lab, action: &str) -> (Value, Value) {
    let event = lab.event(action).await;
    (event["subject"].clone(), event["changes"]["due_on"].clone())
}

#[actix_web::test]
async fn a_station_is_reminded_three_days_before_and_the_day_after_once_each() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    assert_eq!(told_on(&lab, "2023-07-22").await, 0);
    assert_eq!((told_on(&lab, "2023-07-23").await, told_on(&lab, "2023-07-24").await), (1, 0));
    let station = json!({"kind": "station", "id": desk.post.station});
    assert_eq!(told(&lab, "progress_report.reminded").await, (station.clone(), json!("2023-07-26")));
    assert_eq!((told_on(&lab, "2023-07-26").await, told_on(&lab, "2023-07-27").await), (0, 1));
    assert_eq!(told(&lab, "progress_report.overdue").await, (station, json!("2023-07-26")));
    assert_eq!(told_on(&lab, "2023-07-30").await, 0);
}

#[actix_web::test]
async fn what_is_in_is_not_reminded_of() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    desk.submitted().await;
    assert_eq!((told_on(&lab, "2023-07-24").await, told_on(&lab, "2023-07-28").await), (0, 0));
}

#[actix_web::test]
async fn a_downtime_is_caught_up_with_what_still_holds() {
    let lab = Lab::new().await;
    Desk::of(&lab).await;
    assert_eq!(told_on(&lab, "2023-08-02").await, 1, "overdue; nobody is reminded of what is past");
    lab.event("progress_report.overdue").await;
}

#[actix_web::test]
async fn of_two_replicas_one_reminds() {
    let lab = Lab::new().await;
    Desk::of(&lab).await;
    lab.at("2023-07-24T02:00:00Z");
    let (one, other) = join(remind(&lab.database_url, lab.now()), remind(&lab.database_url, lab.now())).await;
    assert_eq!(one.unwrap() + other.unwrap(), 1);
}

#[actix_web::test]
async fn a_later_due_day_is_reminded_of_and_overdue_by_itself() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let written = desk.written(json!({})).await;
    desk.decide(&written, "extension", json!({"due_on": "2023-07-31", "reason": "台风停工"})).await.ok();
    assert_eq!((told_on(&lab, "2023-07-27").await, told_on(&lab, "2023-07-28").await), (0, 1));
    assert_eq!(told_on(&lab, "2023-08-01").await, 1);
}
