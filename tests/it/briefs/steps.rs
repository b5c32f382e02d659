use super::{Newsroom, path};
use crate::harness::{Lab, json};

#[actix_web::test]
async fn a_brief_goes_from_draft_to_published() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let submitted = news.submit(&news.draft(json!({})).await).await.ok();
    assert_eq!((&submitted["state"], &submitted["allowed_actions"]), (&json!("submitted"), &json!([])));
    let published = news.decide(&submitted, "publication").await.ok();
    assert_eq!(
        (&published["state"], &published["published_at"]),
        (&json!("published"), &json!("2023-07-03T02:00:00Z"))
    );
    assert_eq!(published["allowed_actions"], json!(["withdraw"]));
    assert_eq!(lab.event("brief.published").await["changes"]["was"], "submitted");
}

#[actix_web::test]
async fn what_is_returned_is_a_draft_with_a_reason() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let submitted = news.submit(&news.draft(json!({})).await).await.ok();
    let bare = format!("{}/return", path(&submitted));
    news.officer.move_on(&submitted, &bare, &json!({})).await.faults(&["/reason required"]);
    let returned = news.decide(&submitted, "return").await.ok();
    assert_eq!(
        (&returned["state"], &returned["state_reason"]),
        (&json!("draft"), &json!("照片中有未成年人正脸"))
    );
    assert_eq!(news.submit(&returned).await.ok()["state_reason"], json!(null));
}

#[actix_web::test]
async fn a_step_that_the_state_does_not_take_is_a_conflict() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let draft = news.draft(json!({})).await;
    for step in ["publication", "return"] {
        news.decide(&draft, step).await.problem(409, "conflict");
    }
    let published = news.publish(&draft).await;
    news.submit(&published).await.problem(409, "conflict");
    let withdrawn = news.decide(&published, "withdrawal").await.ok();
    news.decide(&withdrawn, "withdrawal").await.problem(409, "conflict");
    news.decide(&withdrawn, "publication").await.problem(409, "conflict");
}

#[actix_web::test]
async fn only_the_bureau_publishes_returns_and_withdraws() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let submitted = news.submit(&news.draft(json!({})).await).await.ok();
    for step in ["publication", "return", "withdrawal"] {
        let step = format!("{}/{step}", path(&submitted));
        let body = json!({"reason": "x"});
        news.manager.move_on(&submitted, &step, &body).await.problem(403, "forbidden");
        news.officer.post(&step, &body).await.is(428);
    }
    news.decide(&submitted, "publication").await.ok();
    news.decide(&submitted, "withdrawal").await.problem(412, "stale");
}

#[actix_web::test]
async fn who_is_of_another_station_finds_nothing_to_submit() {
    let lab = Lab::new().await;
    let news = Newsroom::of(&lab).await;
    let draft = news.draft(json!({})).await;
    let there = lab.station("469025101").await;
    let other = lab.other_contractor(&[there]).await;
    let manager = lab.member(stations::auth::role::Role::ContractorManager, other).await;
    let submission = format!("{}/submission", path(&draft));
    manager.move_on(&draft, &submission, &json!({})).await.problem(404, "not_found");
    news.manager.post(&submission, &json!({})).await.is(428);
}
