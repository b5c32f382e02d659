use super::Post;
use crate::harness::{BAISHA, Lab, files, json};

const CANARY: &str = "金丝雀";

#[actix_web::test]
async fn the_database_never_has_the_texts_in_the_clear() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    let body = post.visit_with(json!({"summary": CANARY, "result": CANARY}));
    let log = post.manager.put(&path, &body).await.created();
    let back = json!({"reason": CANARY});
    let log = lab.bureau_officer().await.move_on(&log, &format!("{path}/return"), &back).await.ok();
    post.manager.patch(&log, &path, &json!({"result": CANARY})).await.ok();
    assert!(!lab.everything_of(BAISHA).await.contains(CANARY));
    let read = post.manager.get(&path).await.ok();
    assert_eq!((&read["summary"], &read["result"]), (&json!(CANARY), &json!(CANARY)));
    assert!(!post.manager.get("/service-logs").await.ok().body.to_string().contains(CANARY));
}

#[actix_web::test]
async fn a_log_of_an_older_version_is_read_and_sealed_when_it_changes() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let (path, draft) = post.draft(json!({})).await;
    lab.run("UPDATE service_logs SET summary = '旧文', summary_sealed = NULL").await;
    lab.run("DELETE FROM personal_keys").await;
    assert_eq!(post.manager.get(&path).await.ok()["summary"], "旧文");
    post.manager.patch(&draft, &path, &json!({"people_served": 1})).await.ok();
    assert_eq!(post.manager.get(&path).await.ok()["summary"], "旧文");
    assert!(!lab.everything_of(BAISHA).await.contains("旧文"));
}

#[actix_web::test]
async fn erasure_takes_every_text_and_keeps_the_numbers() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    let log = post.manager.put(&path, &post.visit_with(json!({"village": "某处"}))).await.created();
    let amend = json!({"reason": "更正", "changes": {"people_served": 4}});
    let log = post.manager.move_on(&log, &format!("{path}/amendments"), &amend).await.created();
    let ground = json!({"ground": "consent_withdrawn"});
    let erase = format!("{path}/erasure");
    post.manager.move_on(&log, &erase, &ground).await.problem(403, "forbidden");
    let gone = lab.bureau_admin().await.move_on(&log, &erase, &ground).await.ok();
    assert_eq!(
        (&gone["summary"], &gone["village"], &gone["erased"]),
        (&json!(null), &json!(null), &json!(true))
    );
    assert_eq!((&gone["people_served"], &gone["state"]), (&json!(4), &json!("submitted")));
    let former = post.manager.get(&format!("{path}/versions")).await.ok();
    assert_eq!(former["items"][0]["content"], json!(null));
    let again = json!({"reason": "更正", "changes": {"people_served": 5}});
    post.manager.move_on(&gone, &format!("{path}/amendments"), &again).await.problem(409, "conflict");
}

#[actix_web::test]
async fn an_erased_log_still_takes_steps() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    let worker = lab.posted(stations::auth::role::Role::ResidentWorker, post.worker).await;
    let log = worker.put(&path, &post.visit()).await.created();
    let ground = json!({"ground": "purpose_achieved"});
    let gone = lab.bureau_admin().await.move_on(&log, &format!("{path}/erasure"), &ground).await.ok();
    let reviewed = post.manager.move_on(&gone, &format!("{path}/review"), &json!({})).await.ok();
    assert_eq!((&reviewed["state"], &reviewed["erased"]), (&json!("reviewed"), &json!(true)));
}

#[actix_web::test]
async fn trace_files_are_seen_by_who_sees_the_log() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let file = post.manager.attachment("签到表").await;
    let log = post.log(json!({"attachments": [file]})).await.created();
    assert_eq!(log["attachments"], json!([file]));
    let officer = lab.bureau_officer().await;
    let seen = officer.get(&format!("/attachments/{file}")).await.ok();
    assert_eq!((&seen["uses"][0]["kind"], &seen["uses"][0]["id"]), (&json!("service_log"), &json!(log.id())));
    lab.township_officer("469025100")
        .await
        .get(&format!("/attachments/{file}"))
        .await
        .problem(404, "not_found");
    let others = officer.upload("application/pdf", &files::pdf_saying("别人的")).await.created().id();
    post.log(json!({"attachments": [others]})).await.faults(&["/attachments/0 unknown_reference"]);
    post.log(json!({"attachments": [file, file]})).await.faults(&["/attachments repeated"]);
}
