use crate::harness::{Lab, json};

const YEAR: &str = "/working-calendars/2023";

#[actix_web::test]
async fn a_year_that_nobody_has_loaded_is_empty_and_says_so() {
    let lab = Lab::new().await;
    let seen = lab.bureau_officer().await.get(YEAR).await.ok();
    assert_eq!((&seen["loaded"], &seen["holidays"], seen.etag()), (&json!(false), &json!([]), "\"v0\""));
    lab.bureau_officer().await.get("/working-calendars/1800").await.problem(404, "not_found");
    lab.bureau_officer().await.get("/working-calendars/next").await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_year_is_loaded_and_loaded_anew() {
    let lab = Lab::new().await;
    let (admin, before) = (lab.bureau_admin().await, lab.events().await);
    let days = json!({"holidays": ["2023-09-29", "2023-01-02", "2023-09-29"], "working_days": ["2023-10-07"], "source": "国办通知"});
    let first = admin.put_over(&admin.get(YEAR).await.ok(), YEAR, &days).await.ok();
    assert_eq!((&first["holidays"], &first["loaded"]), (&json!(["2023-01-02", "2023-09-29"]), &json!(true)));
    let again = json!({"holidays": [], "working_days": [], "source": "更正"});
    let second = admin.put_over(&first, YEAR, &again).await.ok();
    assert_eq!((&second["version"], &second["source"]), (&json!(2), &json!("更正")));
    assert_eq!(lab.number("SELECT count(*) AS n FROM working_calendars").await, 2, "the first stays");
    assert_eq!(lab.events().await, before + 2);
    assert_eq!(lab.event("working_calendar.set").await["subject"]["id"], "2023");
}

#[actix_web::test]
async fn days_of_other_years_weekdays_and_contradictions_are_told_at_once() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let seen = admin.get(YEAR).await.ok();
    let days = json!({"holidays": ["2024-01-01", "2023-10-07"], "working_days": ["2023-10-07", "2023-10-09", "2022-10-08"], "source": "通知"});
    admin.put_over(&seen, YEAR, &days).await.faults(&[
        "/holidays/0 other_year",
        "/working_days/2 other_year",
        "/working_days/1 no_weekend",
        "/working_days/0 contradiction",
    ]);
    assert_eq!(admin.get(YEAR).await.ok()["loaded"], false);
}

#[actix_web::test]
async fn who_loads_it_has_seen_what_is_there() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let days = json!({"holidays": [], "working_days": [], "source": "通知"});
    admin.put(YEAR, &days).await.is(428);
    let seen = admin.get(YEAR).await.ok();
    admin.put_over(&seen, YEAR, &days).await.ok();
    admin.put_over(&seen, YEAR, &days).await.problem(412, "stale");
    admin.put_over(&seen, YEAR, &json!({})).await.faults(&[
        "/holidays required",
        "/working_days required",
        "/source required",
    ]);
}

#[actix_web::test]
async fn everybody_reads_it_and_the_bureaus_head_loads_it() {
    let lab = Lab::new().await;
    let seen = lab.township_officer("469025100").await.get(YEAR).await.ok();
    let days = json!({"holidays": [], "working_days": [], "source": "通知"});
    lab.bureau_officer().await.put_over(&seen, YEAR, &days).await.problem(403, "forbidden");
    lab.anyone().get(YEAR).await.problem(401, "unauthenticated");
}
