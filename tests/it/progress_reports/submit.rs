use super::{Desk, path};
use crate::harness::{Lab, json};

#[actix_web::test]
async fn what_is_submitted_by_the_due_day_is_in_time() {
    let lab = Lab::new().await;
    let mut desk = Desk::of(&lab).await;
    let written = desk.written(json!({})).await;
    desk.at("2023-07-26T15:59:59Z").await;
    let submitted = desk.submit(&written).await.ok();
    assert_eq!((&submitted["state"], &submitted["timeliness"]), (&json!("submitted"), &json!("on_time")));
    assert_eq!(
        (&submitted["first_submitted_on"], &submitted["days_late"]),
        (&json!("2023-07-26"), &json!(0))
    );
    assert_eq!(lab.event("progress_report.submitted").await["changes"]["due_on"], "2023-07-26");
}

#[actix_web::test]
async fn a_late_report_is_taken_and_says_by_how_much() {
    let lab = Lab::new().await;
    let mut desk = Desk::of(&lab).await;
    let written = desk.written(json!({})).await;
    desk.at("2023-07-28T16:00:00Z").await;
    assert_eq!(desk.show(&written).await["timeliness"], "missing");
    let submitted = desk.submit(&written).await.ok();
    assert_eq!((&submitted["timeliness"], &submitted["days_late"]), (&json!("late"), &json!(3)));
    desk.accept(&submitted).await.ok();
}

#[actix_web::test]
async fn without_the_work_done_and_reasons_nothing_is_submitted() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    desk.post.log(json!({})).await.created();
    let draft = desk.draft("2023-07").await.created();
    let stated =
        json!({"stated": [{"figure": "people_served", "value": 5}, {"figure": "minutes", "value": 90}]});
    let written = desk.post.manager.patch(&draft, &path(&draft), &stated).await.ok();
    let refused = desk.submit(&written).await.faults(&["/work_done required", "/stated/0/reason required"]);
    assert!(refused["errors"].to_string().contains("填报数5"), "{}", refused.body);
    let mended = json!({"work_done": "走访", "stated": [{"figure": "people_served", "value": 5, "reason": "另有集体活动"}]});
    let mended = desk.post.manager.patch(&written, &path(&draft), &mended).await.ok();
    assert_eq!(desk.submit(&mended).await.ok()["differences"][0]["reason"], "另有集体活动");
}

#[actix_web::test]
async fn the_figures_of_the_submission_stay_when_a_log_comes_later() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    desk.post.log(json!({})).await.created();
    let submitted = desk.submitted().await;
    desk.post.log(json!({"people_served": 4})).await.created();
    let seen = desk.show(&submitted).await;
    assert_eq!((&seen["counted_at_submission"]["logs"], &seen["counted"]["logs"]), (&json!(1), &json!(2)));
    let changes = seen["changes"].as_array().unwrap();
    assert!(changes.contains(&json!({"figure": "people_served", "then": 3, "now": 7})), "{changes:?}");
    assert_eq!(seen["changed_since_acceptance"], json!(null));
}

#[actix_web::test]
async fn it_is_submitted_once_by_the_station() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let written = desk.written(json!({})).await;
    let submission = format!("{}/submission", path(&written));
    desk.officer.move_on(&written, &submission, &json!({})).await.problem(403, "forbidden");
    desk.post.manager.post(&submission, &json!({})).await.is(428);
    let submitted = desk.submit(&written).await.ok();
    desk.submit(&written).await.problem(412, "stale");
    let refused = desk.submit(&submitted).await.problem(409, "conflict");
    assert!(refused["detail"].as_str().unwrap().contains("已报送"), "{}", refused.body);
}

#[actix_web::test]
async fn a_report_that_was_in_time_stays_so_when_it_is_mended_later() {
    let lab = Lab::new().await;
    let mut desk = Desk::of(&lab).await;
    let returned = desk.give_back(&desk.submitted().await).await;
    desk.at("2023-08-02T02:00:00Z").await;
    let again = desk.submit(&returned).await.ok();
    assert_eq!(
        (&again["timeliness"], &again["first_submitted_on"]),
        (&json!("on_time"), &json!("2023-07-03"))
    );
    assert_eq!(again["submitted_at"], "2023-08-02T02:00:00Z");
}
