use stations::auth::role::Role;

use super::Post;
use crate::harness::{Lab, json};

#[actix_web::test]
async fn a_log_goes_from_draft_to_verified() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let (path, draft) = post.draft(json!({})).await;
    assert_eq!(draft["allowed_actions"], json!(["change", "submit", "withdraw"]));
    let submitted = post.manager.move_on(&draft, &format!("{path}/submission"), &json!({})).await.ok();
    let lead = lab.posted(Role::StationLead, post.worker).await;
    let seen = lead.get(&path).await.ok();
    assert_eq!(seen["allowed_actions"], json!(["review", "return", "amend", "withdraw"]));
    let reviewed = lead.move_on(&submitted, &format!("{path}/review"), &json!({})).await.ok();
    let officer = lab.bureau_officer().await;
    assert_eq!(officer.get(&path).await.ok()["allowed_actions"], json!(["verify", "return"]));
    let body = json!({"means": "spot_check"});
    let verified = officer.move_on(&reviewed, &format!("{path}/verification"), &body).await.ok();
    assert_eq!((&verified["state"], &verified["version"]), (&json!("verified"), &json!(4)));
    let changes = &lab.event("service_log.verified").await["changes"];
    assert_eq!((&changes["was"], &changes["means"]), (&json!("reviewed"), &json!("spot_check")));
}

#[actix_web::test]
async fn who_recorded_a_log_does_not_review_it() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let lead = lab.posted(Role::StationLead, post.worker).await;
    let path = post.path();
    let log = lead.put(&path, &post.visit()).await.created();
    assert_eq!(log["allowed_actions"], json!(["return", "amend", "withdraw"]));
    lead.move_on(&log, &format!("{path}/review"), &json!({})).await.problem(403, "forbidden");
    let resident = lab.posted(Role::ResidentWorker, post.worker).await;
    resident.move_on(&log, &format!("{path}/review"), &json!({})).await.problem(403, "forbidden");
    post.manager.move_on(&log, &format!("{path}/review"), &json!({})).await.ok();
}

#[actix_web::test]
async fn a_step_that_the_state_does_not_take_is_a_conflict() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    let log = post.manager.put(&path, &post.visit()).await.created();
    post.manager.move_on(&log, &format!("{path}/submission"), &json!({})).await.problem(409, "conflict");
    let verify = json!({"means": "bureau"});
    let officer = lab.bureau_officer().await;
    let answer =
        officer.move_on(&log, &format!("{path}/verification"), &verify).await.problem(409, "conflict");
    assert!(answer["detail"].as_str().unwrap().contains("已提交"), "{answer:?}");
    officer
        .move_on(&log, &format!("{path}/verification"), &json!({"means": "phone"}))
        .await
        .faults(&["/means unknown_value"]);
}

#[actix_web::test]
async fn a_returned_log_tells_why_and_is_mended_and_handed_in_again() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    let log = post.manager.put(&path, &post.visit()).await.created();
    let officer = lab.bureau_officer().await;
    officer.move_on(&log, &format!("{path}/return"), &json!({})).await.faults(&["/reason required"]);
    let back =
        officer.move_on(&log, &format!("{path}/return"), &json!({"reason": "人数与签到表不符"})).await.ok();
    assert_eq!((&back["state"], &back["state_reason"]), (&json!("returned"), &json!("人数与签到表不符")));
    assert!(!lab.event("service_log.returned").await.to_string().contains("签到"));
    let mended = post.manager.patch(&back, &path, &json!({"people_served": 2})).await.ok();
    let again = post.manager.move_on(&mended, &format!("{path}/submission"), &json!({})).await.ok();
    assert_eq!((&again["state"], &again["state_reason"]), (&json!("submitted"), &json!(null)));
    let versions = officer.get(&format!("{path}/versions")).await.ok();
    assert_eq!(versions["items"][0]["content"]["people_served"], 3, "what was handed in first is kept");
}

#[actix_web::test]
async fn a_withdrawn_log_stays_readable_and_takes_no_more_steps() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    let log = post.manager.put(&path, &post.visit()).await.created();
    let gone =
        post.manager.move_on(&log, &format!("{path}/withdrawal"), &json!({"reason": "重复录入"})).await.ok();
    assert_eq!((&gone["state"], &gone["state_reason"]), (&json!("withdrawn"), &json!("重复录入")));
    assert_eq!(gone["allowed_actions"], json!([]));
    post.manager
        .move_on(&gone, &format!("{path}/withdrawal"), &json!({"reason": "再次"}))
        .await
        .problem(409, "conflict");
    assert_eq!(post.manager.get("/service-logs?state=withdrawn").await.ok().items().len(), 1);
    lab.bureau_officer()
        .await
        .move_on(&gone, &format!("{path}/withdrawal"), &json!({"reason": "x"}))
        .await
        .is(403);
}

#[actix_web::test]
async fn the_steps_of_a_log_are_listed_with_their_reasons() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    let log = post.manager.put(&path, &post.visit()).await.created();
    let officer = lab.bureau_officer().await;
    let back = officer.move_on(&log, &format!("{path}/return"), &json!({"reason": "缺照片"})).await.ok();
    lab.pass(chrono::TimeDelta::seconds(1));
    post.manager.move_on(&back, &format!("{path}/submission"), &json!({})).await.ok();
    let moves = officer.get(&format!("{path}/moves?count=exact")).await.ok();
    let told: Vec<_> = moves.items().iter().map(|one| (&one["state"], &one["reason"])).collect();
    assert_eq!(told, [(&json!("returned"), &json!("缺照片")), (&json!("submitted"), &json!(null))]);
    assert_eq!((&moves["total"], &moves["items"][0]["moved_by"]), (&json!(2), &json!(officer.id)));
    lab.township_officer("469025100").await.get(&format!("{path}/moves")).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn a_step_is_taken_by_who_has_read_the_log_and_reaches_it() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let (path, draft) = post.draft(json!({})).await;
    post.manager.patch(&draft, &path, &json!({"people_served": 1})).await.ok();
    post.manager.move_on(&draft, &format!("{path}/submission"), &json!({})).await.problem(412, "stale");
    let elsewhere = lab.posted_worker(post.contractor, lab.station("469025101").await).await;
    let colleague = lab.posted(Role::StationLead, elsewhere).await;
    for step in ["submission", "review", "withdrawal", "return"] {
        let answer = colleague.move_on(&draft, &format!("{path}/{step}"), &json!({"reason": "越权"})).await;
        assert!([404, 422].contains(&answer.status), "{step}: {}", answer.body);
    }
    colleague.move_on(&draft, &format!("{path}/review"), &json!({})).await.problem(404, "not_found");
}
