use super::Post;
use crate::harness::{Answer, Lab, Value, json};

async fn amended(post: &Post<'_>, log: &Answer, path: &str, changes: Value) -> Answer {
    let body = json!({"reason": "复核签到表", "changes": changes});
    post.manager.move_on(log, &format!("{path}/amendments"), &body).await
}

#[actix_web::test]
async fn an_amendment_keeps_what_the_log_said() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    let log = post.manager.put(&path, &post.visit()).await.created();
    let now = amended(&post, &log, &path, json!({"people_served": 4, "summary": "另一说法"})).await.created();
    assert_eq!(
        (&now["people_served"], &now["summary"], &now["version"]),
        (&json!(4), &json!("另一说法"), &json!(2))
    );
    let former = lab.bureau_officer().await.get(&format!("{path}/versions")).await.ok();
    let first = &former["items"][0];
    assert_eq!(
        (&first["version"], &first["state"], &first["reason"]),
        (&json!(1), &json!("submitted"), &json!("复核签到表"))
    );
    assert_eq!(
        (&first["content"]["people_served"], &first["content"]["summary"]),
        (&json!(3), &json!("入户讲解政策"))
    );
    assert_eq!(now.headers["location"], format!("/api/v1{path}/versions"));
}

#[actix_web::test]
async fn what_was_verified_is_reviewed_anew_when_amended() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    let worker = lab.posted(stations::auth::role::Role::ResidentWorker, post.worker).await;
    let log = worker.put(&path, &post.visit()).await.created();
    let log = post.manager.move_on(&log, &format!("{path}/review"), &json!({})).await.ok();
    let officer = lab.bureau_officer().await;
    let log = officer.move_on(&log, &format!("{path}/verification"), &json!({"means": "bureau"})).await.ok();
    let now = amended(&post, &log, &path, json!({"people_served": 7})).await.created();
    assert_eq!((&now["state"], &now["recorded_by"]), (&json!("submitted"), &json!(worker.id)));
}

#[actix_web::test]
async fn every_former_version_stays() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    let mut log = post.manager.put(&path, &post.visit()).await.created();
    for people in [4, 5] {
        log = amended(&post, &log, &path, json!({"people_served": people})).await.created();
    }
    let all = post.manager.get(&format!("{path}/versions?count=exact&limit=1")).await.ok();
    assert_eq!((&all["total"], &all["items"][0]["content"]["people_served"]), (&json!(2), &json!(3)));
    let rest =
        post.manager.get(&format!("{path}/versions?after={}", all["next"].as_str().unwrap())).await.ok();
    assert_eq!(rest["items"][0]["content"]["people_served"], 4);
}

#[actix_web::test]
async fn a_draft_is_changed_and_not_amended() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let (path, draft) = post.draft(json!({})).await;
    amended(&post, &draft, &path, json!({"people_served": 4})).await.problem(409, "conflict");
    assert!(post.manager.get(&format!("{path}/versions")).await.ok().items().is_empty());
}

#[actix_web::test]
async fn an_amendment_has_a_reason_and_good_members() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    let log = post.manager.put(&path, &post.visit()).await.created();
    let send = async |body: Value| post.manager.move_on(&log, &format!("{path}/amendments"), &body).await;
    send(json!({"changes": {"people_served": -1}}))
        .await
        .faults(&["/reason required", "/changes/people_served too_small"]);
    send(json!({"reason": "x", "changes": {"client": "x"}})).await.faults(&["/changes/client unknown_field"]);
    send(json!({"reason": "x", "changes": {"item_code": "9.9"}}))
        .await
        .faults(&["/item_code unknown_reference"]);
}
