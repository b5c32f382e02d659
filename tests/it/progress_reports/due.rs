use super::Desk;
use crate::harness::{Answer, Lab, json, policy_with};

async fn due(desk: &Desk<'_>, month: &str) -> Answer {
    desk.officer.get(&format!("/progress-reports/due?month={month}")).await.ok()
}

#[actix_web::test]
async fn a_station_stands_not_due_missing_late_and_on_time() {
    let lab = Lab::new().await;
    let mut desk = Desk::of(&lab).await;
    let found = due(&desk, "2023-07").await;
    let one = &found["items"][0];
    assert_eq!((&one["timeliness"], &one["report_id"]), (&json!("not_due"), &json!(null)));
    assert_eq!((&found["due_on"], &found["counts"]["not_due"]), (&json!("2023-07-26"), &json!(1)));
    let written = desk.written(json!({})).await;
    desk.at("2023-07-27T02:00:00Z").await;
    assert_eq!(due(&desk, "2023-07").await["counts"]["missing"], 1);
    desk.submit(&written).await.ok();
    let late = due(&desk, "2023-07").await;
    assert_eq!((&late["counts"]["late"], &late["items"][0]["days_late"]), (&json!(1), &json!(1)));
    desk.draft("2023-08").await.created();
    assert_eq!(due(&desk, "2023-08").await["items"][0]["state"], "draft");
}

#[actix_web::test]
async fn only_who_operated_under_an_agreement_in_the_month_owes_one() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    lab.operating("469025101").await; // no agreement covers it
    assert_eq!(due(&desk, "2023-07").await.items().len(), 1);
    assert!(due(&desk, "2023-06").await.items().is_empty(), "June ends before the station opened");
    lab.run("UPDATE agreement_stations SET valid_to = '2023-07-10'").await;
    assert_eq!(due(&desk, "2023-07").await.items().len(), 1, "a day is enough");
    assert!(due(&desk, "2023-08").await.items().is_empty());
}

#[actix_web::test]
async fn a_later_day_that_the_bureau_set_counts() {
    let lab = Lab::new().await;
    let mut desk = Desk::of(&lab).await;
    let written = desk.written(json!({})).await;
    desk.decide(&written, "extension", json!({"due_on": "2023-07-31", "reason": "台风停工"})).await.ok();
    desk.at("2023-07-30T02:00:00Z").await;
    let one = &due(&desk, "2023-07").await["items"][0];
    assert_eq!((&one["timeliness"], &one["due_on"]), (&json!("not_due"), &json!("2023-07-31")));
}

#[actix_web::test]
async fn without_a_month_it_is_the_present_one_and_before_the_policy_there_is_none() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let present = desk.officer.get("/progress-reports/due").await.ok();
    assert_eq!((&present["month"], &present["as_of"]), (&json!("2023-07"), &json!("2023-07-03")));
    desk.officer.get("/progress-reports/due?month=2022-12").await.faults(&["/month too_early"]);
    desk.officer.get("/progress-reports/due?month=soon").await.faults(&["/month wrong_format"]);
}

#[actix_web::test]
async fn each_sees_the_stations_within_reach_also_as_a_table() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let csv = [("accept", "text/csv")];
    for (reader, lines) in
        [(lab.township_officer("469025100").await, 2), (lab.township_officer("469025101").await, 1)]
    {
        let table = reader.send("GET", "/progress-reports/due?month=2023-07", &csv, vec![]).await.ok();
        assert_eq!(String::from_utf8_lossy(&table.bytes).trim().lines().count(), lines);
    }
    let elsewhere = format!("/progress-reports/due?month=2023-07&station={}", lab.station("469025101").await);
    assert!(desk.officer.get(&elsewhere).await.ok().items().is_empty());
}

#[actix_web::test]
async fn a_due_day_off_moves_when_the_county_goes_by_the_calendar() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let admin = lab.bureau_admin().await;
    let on = policy_with("2023-05-01", &[("/working_calendar/value", json!(true))]);
    admin.post("/policies", &on).await.created();
    let unknown = due(&desk, "2023-08").await;
    assert_eq!((&unknown["due_on"], &unknown["calendar_missing"]), (&json!("2023-08-26"), &json!(true)));
    let seen = admin.get("/working-calendars/2023").await.ok();
    let days = json!({"holidays": [], "working_days": [], "source": "通知"});
    admin.put_over(&seen, "/working-calendars/2023", &days).await.ok();
    let moved = due(&desk, "2023-08").await;
    assert_eq!((&moved["plain_due_on"], &moved["due_on"]), (&json!("2023-08-26"), &json!("2023-08-28")));
    assert_eq!(moved["calendar_missing"], false);
}
