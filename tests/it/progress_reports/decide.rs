use super::{Desk, path};
use crate::harness::{Lab, json};

#[actix_web::test]
async fn the_bureau_returns_with_a_reason_and_the_station_mends() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let submitted = desk.submitted().await;
    desk.decide(&submitted, "return", json!({})).await.faults(&["/reason required"]);
    let returned = desk.give_back(&submitted).await;
    assert_eq!(
        (&returned["state"], &returned["state_reason"]),
        (&json!("returned"), &json!("请补充个案进展"))
    );
    assert!(!lab.event("progress_report.returned").await.to_string().contains("个案"), "no words in events");
    let seen = desk.post.manager.get(&path(&submitted)).await.ok();
    assert_eq!(seen["allowed_actions"], json!(["change", "submit"]));
    let mended =
        desk.post.manager.patch(&seen, &path(&submitted), &json!({"work_done": "个案三例"})).await.ok();
    let again = desk.submit(&mended).await.ok();
    assert_eq!((&again["state"], &again["state_reason"]), (&json!("submitted"), &json!(null)));
}

#[actix_web::test]
async fn what_is_accepted_is_locked_until_it_is_returned() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let accepted = desk.accept(&desk.submitted().await).await.ok();
    assert_eq!(
        (&accepted["state"], &accepted["accepted_at"]),
        (&json!("accepted"), &json!("2023-07-03T02:00:00Z"))
    );
    assert_eq!(accepted["allowed_actions"], json!(["return"]));
    let manager = &desk.post.manager;
    manager.patch(&accepted, &path(&accepted), &json!({"problems": "x"})).await.problem(409, "conflict");
    desk.accept(&accepted).await.problem(409, "conflict");
    let open = desk.give_back(&accepted).await;
    assert_eq!((&open["accepted_at"], &open["changed_since_acceptance"]), (&json!(null), &json!(null)));
    manager.patch(&open, &path(&open), &json!({"problems": "x"})).await.ok();
}

#[actix_web::test]
async fn a_log_that_changes_afterwards_shows() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let log = desk.post.log(json!({})).await.created();
    let accepted = desk.accept(&desk.submitted().await).await.ok();
    assert_eq!((&accepted["changed_since_acceptance"], &accepted["changes"]), (&json!(false), &json!([])));
    let withdraw = format!("/service-logs/{}/withdrawal", log.id());
    desk.post.manager.move_on(&log, &withdraw, &json!({"reason": "重复登记"})).await.ok();
    let seen = desk.show(&accepted).await;
    assert_eq!(seen["changed_since_acceptance"], true);
    assert!(seen["changes"].as_array().unwrap().contains(&json!({"figure": "logs", "then": 1, "now": 0})));
    assert_ne!(seen.etag(), accepted.etag(), "a cache learns of it");
}

#[actix_web::test]
async fn a_draft_is_neither_accepted_nor_returned() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let draft = desk.draft("2023-07").await.created();
    desk.accept(&draft).await.problem(409, "conflict");
    desk.decide(&draft, "return", json!({"reason": "x"})).await.problem(409, "conflict");
}

#[actix_web::test]
async fn only_the_bureau_decides_on_what_it_has_read() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let submitted = desk.submitted().await;
    let reason = json!({"reason": "x"});
    for step in ["acceptance", "return"] {
        let step = format!("{}/{step}", path(&submitted));
        desk.post.manager.move_on(&submitted, &step, &reason).await.problem(403, "forbidden");
        lab.township_officer("469025100")
            .await
            .move_on(&submitted, &step, &reason)
            .await
            .problem(403, "forbidden");
        desk.officer.post(&step, &reason).await.is(428);
    }
    let returned = desk.give_back(&submitted).await;
    desk.accept(&submitted).await.problem(412, "stale");
    assert_eq!(returned["version"], 4);
}
