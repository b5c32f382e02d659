use crate::{
    harness::{Lab, json},
    progress_reports::{Desk, path},
};

#[actix_web::test]
async fn a_report_waits_from_its_reminder_until_it_is_in() {
    let lab = Lab::new().await;
    let mut desk = Desk::of(&lab).await;
    assert!(desk.post.manager.get("/me/tasks").await.ok().items().is_empty());
    desk.at("2023-07-23T02:00:00Z").await;
    let tasks = desk.post.manager.get("/me/tasks?count=exact").await.ok();
    let task = &tasks["items"][0];
    assert_eq!((&task["kind"], &task["due_on"]), (&json!("progress_report"), &json!("2023-07-26")));
    assert_eq!((&task["since"], &tasks["total"]), (&json!("2023-07-22T16:00:00Z"), &json!(1)));
    assert_eq!(task["title"], "报送2023-07进展报告：白沙黎族自治县牙叉镇社会工作服务站");
    let link = task["link"].as_str().unwrap().trim_start_matches("/api/v1").to_owned();
    assert_eq!(desk.post.manager.get(&link).await.ok()["items"][0]["timeliness"], "not_due");
    desk.submitted().await;
    assert!(desk.post.manager.get("/me/tasks").await.ok().items().is_empty());
}

#[actix_web::test]
async fn an_overdue_report_waits_on_and_leads_to_its_draft() {
    let lab = Lab::new().await;
    let mut desk = Desk::of(&lab).await;
    let draft = desk.draft("2023-07").await.created();
    desk.at("2023-08-10T02:00:00Z").await;
    let tasks = desk.post.manager.get("/me/tasks").await.ok();
    assert_eq!(tasks.items().len(), 1);
    assert_eq!(tasks["items"][0]["link"], format!("/api/v1{}", path(&draft)));
}

#[actix_web::test]
async fn what_was_submitted_waits_for_the_bureau_and_what_was_returned_for_the_station() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let submitted = desk.submitted().await;
    let tasks = desk.officer.get("/me/tasks").await.ok();
    let task = &tasks["items"][0];
    assert_eq!((&task["kind"], &task["due_on"]), (&json!("report_acceptance"), &json!(null)));
    assert_eq!(task["link"], format!("/api/v1{}", path(&submitted)));
    desk.give_back(&submitted).await;
    assert!(desk.officer.get("/me/tasks").await.ok().items().is_empty());
    let english = desk.post.manager.send("GET", "/me/tasks", &[("accept-language", "en")], vec![]).await.ok();
    assert!(
        english["items"][0]["title"].as_str().unwrap().starts_with("Mend the progress report 2023-07 of")
    );
}

#[actix_web::test]
async fn nothing_of_another_station_waits() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    desk.submitted().await;
    let there = lab.station("469025101").await;
    let other = lab.other_contractor(&[there]).await;
    let manager = lab.member(stations::auth::role::Role::ContractorManager, other).await;
    assert!(manager.get("/me/tasks").await.ok().items().is_empty());
    assert!(lab.township_officer("469025100").await.get("/me/tasks").await.ok().items().is_empty());
}

#[actix_web::test]
async fn what_is_due_first_comes_first_and_pages_meet() {
    let lab = Lab::new().await;
    let mut desk = Desk::of(&lab).await;
    desk.at("2023-09-24T02:00:00Z").await;
    let (mut due, mut next) = (Vec::new(), "/me/tasks?limit=1".to_owned());
    loop {
        let page = desk.post.manager.get(&next).await.ok();
        due.extend(page.items().iter().map(|one| one["due_on"].clone()));
        let Some(after) = page["next"].as_str() else { break };
        next = format!("/me/tasks?limit=1&after={after}");
    }
    assert_eq!(due, ["2023-07-26", "2023-08-26", "2023-09-26"]);
}
