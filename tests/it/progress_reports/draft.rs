use stations::auth::role::Role;

use super::Desk;
use crate::harness::{Lab, json, policy_with};

#[actix_web::test]
async fn a_draft_covers_the_26th_to_the_25th_and_is_due_by_the_26th() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let before = lab.events().await;
    let draft = desk.draft("2023-07").await.created();
    assert_eq!((&draft["period_from"], &draft["period_to"]), (&json!("2023-06-26"), &json!("2023-07-26")));
    assert_eq!((&draft["plain_due_on"], &draft["due_on"]), (&json!("2023-07-26"), &json!("2023-07-26")));
    assert_eq!((&draft["state"], &draft["timeliness"]), (&json!("draft"), &json!("not_due")));
    assert_eq!(draft["allowed_actions"], json!(["change", "submit"]));
    assert_eq!(draft.headers["location"], format!("/api/v1{}", super::path(&draft)));
    assert_eq!(lab.events().await, before + 1);
    assert_eq!(lab.event("progress_report.drafted").await["changes"]["month"], "2023-07");
}

#[actix_web::test]
async fn a_station_has_one_report_of_a_month() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    desk.draft("2023-07").await.created();
    desk.draft("2023-07").await.problem(409, "already_exists");
    desk.draft("2023-06").await.created();
}

#[actix_web::test]
async fn a_month_that_has_not_begun_is_not_reported_of() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    desk.draft("2023-08").await.faults(&["/month too_late"]);
    desk.draft("2022-12").await.faults(&["/month too_early"]);
    desk.draft("2023-13").await.faults(&["/month wrong_format"]);
    desk.draft("July").await.faults(&["/month wrong_format"]);
}

#[actix_web::test]
async fn a_county_may_report_by_the_calendar_month() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let changes = [("/report_period/value", json!("calendar_month")), ("/report_due_day/value", json!(10))];
    lab.bureau_admin().await.post("/policies", &policy_with("2023-05-01", &changes)).await.created();
    let draft = desk.draft("2023-06").await.created();
    assert_eq!((&draft["period_from"], &draft["period_to"]), (&json!("2023-06-01"), &json!("2023-07-01")));
    assert_eq!(draft["due_on"], "2023-07-10");
}

#[actix_web::test]
async fn contractor_and_lead_draft_for_their_own_station() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let body = json!({"station_id": desk.post.station, "month": "2023-07"});
    let lead = lab.posted(Role::StationLead, desk.post.worker).await;
    let resident = lab.posted(Role::ResidentWorker, desk.post.worker).await;
    for other in [resident, desk.officer.clone(), lab.township_officer("469025100").await] {
        other.post("/progress-reports", &body).await.problem(403, "forbidden");
    }
    let elsewhere = json!({"station_id": lab.station("469025101").await, "month": "2023-07"});
    lead.post("/progress-reports", &elsewhere).await.faults(&["/station_id unknown_reference"]);
    lead.post("/progress-reports", &body).await.created();
}
