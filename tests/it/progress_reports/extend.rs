use super::{Desk, path};
use crate::harness::{Answer, Lab, json};

#[actix_web::test]
async fn a_later_due_day_makes_a_later_report_in_time() {
    let lab = Lab::new().await;
    let mut desk = Desk::of(&lab).await;
    let written = desk.written(json!({})).await;
    let body = json!({"due_on": "2023-07-31", "reason": "台风停工"});
    let extended = desk.decide(&written, "extension", body).await.ok();
    assert_eq!(
        (&extended["due_on"], &extended["plain_due_on"]),
        (&json!("2023-07-31"), &json!("2023-07-26"))
    );
    assert_eq!((&extended["extended_to"], &extended["state"]), (&json!("2023-07-31"), &json!("draft")));
    desk.at("2023-07-31T10:00:00Z").await;
    assert_eq!(desk.submit(&extended).await.ok()["timeliness"], "on_time");
    assert!(!lab.event("progress_report.extended").await.to_string().contains("台风"));
}

#[actix_web::test]
async fn a_late_report_is_excused_afterwards() {
    let lab = Lab::new().await;
    let mut desk = Desk::of(&lab).await;
    let written = desk.written(json!({})).await;
    desk.at("2023-07-29T02:00:00Z").await;
    let late = desk.submit(&written).await.ok();
    assert_eq!(late["timeliness"], "late");
    let body = json!({"due_on": "2023-07-30", "reason": "网络中断"});
    let excused = desk.decide(&late, "extension", body).await.ok();
    assert_eq!((&excused["timeliness"], &excused["state"]), (&json!("on_time"), &json!("submitted")));
}

#[actix_web::test]
async fn it_is_later_than_the_present_one_each_time() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let written = desk.written(json!({})).await;
    let to = async |seen: &Answer, day: &str| {
        desk.decide(seen, "extension", json!({"due_on": day, "reason": "x"})).await
    };
    to(&written, "2023-07-26").await.faults(&["/due_on too_early"]);
    let once = to(&written, "2023-07-28").await.ok();
    to(&once, "2023-07-27").await.faults(&["/due_on too_early"]);
    assert_eq!(to(&once, "2023-08-02").await.ok()["due_on"], "2023-08-02");
    desk.decide(&once, "extension", json!({"due_on": "2023-02-30"}))
        .await
        .faults(&["/due_on wrong_format", "/reason required"]);
}

#[actix_web::test]
async fn what_is_accepted_needs_no_later_day() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let accepted = desk.accept(&desk.submitted().await).await.ok();
    let body = json!({"due_on": "2023-07-30", "reason": "x"});
    desk.decide(&accepted, "extension", body).await.problem(409, "conflict");
}

#[actix_web::test]
async fn only_the_bureau_extends() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let written = desk.written(json!({})).await;
    let (step, body) =
        (format!("{}/extension", path(&written)), json!({"due_on": "2023-07-30", "reason": "x"}));
    desk.post.manager.move_on(&written, &step, &body).await.problem(403, "forbidden");
    desk.officer.post(&step, &body).await.is(428);
    lab.bureau_admin().await.move_on(&written, &step, &body).await.ok();
}
