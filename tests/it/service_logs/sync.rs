use futures_util::future::join_all;
use stations::{auth::role::Role, http::clock::new_id};

use super::Post;
use crate::harness::{Answer, BAISHA, Lab, Persona, Value, json};

/// The id in a path of a log.
fn id_in(path: &str) -> Value {
    json!(path.rsplit('/').next().unwrap())
}

fn operation(lab: &Lab, kind: &str, path: &str, base: Option<i32>, content: Value) -> Value {
    let id = new_id(lab.now());
    json!({"operation_id": id, "kind": kind, "log_id": id_in(path), "base_version": base, "content": content})
}

async fn sync(by: &Persona<'_>, operations: &[Value]) -> Answer {
    by.post("/sync", &json!({"operations": operations})).await.ok()
}

fn outcomes(answer: &Answer) -> Vec<&str> {
    answer.items().iter().map(|one| one["outcome"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn a_queue_is_done_in_its_order() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    let queue = [
        operation(&lab, "record", &path, None, post.visit_with(json!({"state": "draft"}))),
        operation(&lab, "change", &path, Some(1), json!({"people_served": 6})),
        operation(&lab, "submit", &path, Some(2), json!(null)),
    ];
    let answer = sync(&post.manager, &queue).await;
    assert_eq!(outcomes(&answer), ["done", "done", "done"], "{}", answer.body);
    assert_eq!(
        (&answer["items"][2]["log_version"], &answer["items"][2]["problem"]),
        (&json!(3), &json!(null))
    );
    let log = post.manager.get(&path).await.ok();
    assert_eq!((&log["state"], &log["people_served"]), (&json!("submitted"), &json!(6)));
}

#[actix_web::test]
async fn a_queue_that_is_sent_again_changes_nothing() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    let queue = [
        operation(&lab, "record", &path, None, post.visit_with(json!({"state": "draft"}))),
        operation(&lab, "change", &path, Some(1), json!({"people_served": 6})),
    ];
    let first = sync(&post.manager, &queue).await;
    let events = lab.events().await;
    let again = sync(&post.manager, &queue).await;
    assert_eq!((outcomes(&again), &again.body), (vec!["done", "done"], &first.body));
    assert_eq!((lab.events().await, &post.manager.get(&path).await.ok()["version"]), (events, &json!(2)));
}

#[actix_web::test]
async fn a_bad_operation_spoils_no_other() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let (good, bad) = (post.path(), post.path());
    let queue = [
        operation(&lab, "record", &bad, None, json!({"method": "phone"})),
        operation(&lab, "change", &post.path(), Some(1), json!({"people_served": 6})),
        operation(&lab, "submit", &good, None, json!(null)),
        operation(&lab, "record", &good, None, post.visit()),
    ];
    let answer = sync(&post.manager, &queue).await;
    assert_eq!(outcomes(&answer), ["refused", "refused", "refused", "done"]);
    let codes: Vec<_> = answer.items().iter().map(|one| one["problem"]["code"].as_str()).collect();
    assert_eq!(codes, [Some("invalid"), Some("not_found"), Some("not_found"), None]);
    let faults = answer["items"][0]["problem"]["errors"].as_array().unwrap();
    assert!(faults.iter().any(|fault| fault["pointer"] == "/method"), "{faults:?}");
}

#[actix_web::test]
async fn an_edit_that_comes_too_late_is_kept_as_a_conflict() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let (path, draft) = post.draft(json!({})).await;
    post.manager.patch(&draft, &path, &json!({"people_served": 5})).await.ok();
    let late = operation(&lab, "change", &path, Some(1), json!({"summary": "手机上改的摘要"}));
    let answer = sync(&post.manager, std::slice::from_ref(&late)).await;
    assert_eq!((outcomes(&answer), &answer["items"][0]["log_version"]), (vec!["conflict"], &json!(2)));
    let conflict = post
        .manager
        .get(&format!("/conflicts/{}", answer["items"][0]["conflict_id"].as_str().unwrap()))
        .await
        .ok();
    assert_eq!((&conflict["kind"], &conflict["base_version"]), (&json!("change"), &json!(1)));
    assert_eq!(
        (&conflict["found_version"], &conflict["edit"]["summary"]),
        (&json!(2), &json!("手机上改的摘要"))
    );
    assert!(!lab.everything_of(BAISHA).await.contains("手机上改的"), "edits are sealed");
    assert_eq!(sync(&post.manager, &[late]).await.body, answer.body, "and kept once");
    assert_eq!(post.manager.get("/conflicts").await.ok().items().len(), 1);
}

#[actix_web::test]
async fn another_content_and_an_edit_of_what_was_handed_in_are_kept_too() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    post.manager.put(&path, &post.visit()).await.created();
    let queue = [
        operation(&lab, "record", &path, None, post.visit_with(json!({"people_served": 9}))),
        operation(&lab, "change", &path, Some(1), json!({"people_served": 8})),
        operation(&lab, "submit", &path, Some(1), json!(null)),
        operation(&lab, "record", &path, None, post.visit()),
    ];
    let answer = sync(&post.manager, &queue).await;
    assert_eq!(outcomes(&answer), ["conflict", "conflict", "refused", "done"]);
    assert_eq!(post.manager.get(&path).await.ok()["people_served"], 3);
}

#[actix_web::test]
async fn an_id_of_an_operation_stands_for_one_operation() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let mut queued = operation(&lab, "record", &post.path(), None, post.visit());
    sync(&post.manager, &[queued.clone()]).await;
    queued["content"]["people_served"] = json!(9);
    let answer = sync(&post.manager, &[queued]).await;
    assert_eq!(
        (outcomes(&answer), &answer["items"][0]["problem"]["code"]),
        (vec!["refused"], &json!("key_reused"))
    );
}

#[actix_web::test]
async fn one_queue_sent_by_eight_at_once_is_done_once() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    let queue = [operation(&lab, "record", &path, None, post.visit())];
    let before = lab.events().await;
    let answers = join_all((0..8).map(|_| sync(&post.manager, &queue))).await;
    let done = answers.iter().filter(|answer| outcomes(answer) == ["done"]).count();
    assert!(done >= 1, "{answers:?}");
    assert_eq!(lab.events().await, before + 1);
    assert_eq!(outcomes(&sync(&post.manager, &queue).await), ["done"]);
}

#[actix_web::test]
async fn a_queue_has_a_form_and_a_caller_of_the_station() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    post.manager.post("/sync", &json!({"operations": []})).await.faults(&["/operations too_few"]);
    let foreign = post.visit_with(json!({"station_id": lab.station("469025101").await}));
    let answer = sync(&post.manager, &[operation(&lab, "record", &post.path(), None, foreign)]).await;
    assert_eq!(answer["items"][0]["problem"]["errors"][0]["pointer"], "/station_id");
    lab.bureau_officer().await.post("/sync", &json!({"operations": []})).await.problem(403, "forbidden");
}

/// A conflict: the log has 5 people, the edit 7.
async fn conflict(post: &Post<'_>, submitted: bool) -> (String, Answer) {
    let (path, draft) = post.draft(json!({})).await;
    let now = post.manager.patch(&draft, &path, &json!({"people_served": 5})).await.ok();
    if submitted {
        post.manager.move_on(&now, &format!("{path}/submission"), &json!({})).await.ok();
    }
    let late = operation(post.lab, "change", &path, Some(1), json!({"people_served": 7}));
    let answer = sync(&post.manager, &[late]).await;
    let id = answer["items"][0]["conflict_id"].as_str().unwrap().to_owned();
    (path, post.manager.get(&format!("/conflicts/{id}")).await.ok())
}

async fn resolve(post: &Post<'_>, seen: &Answer, how: &str) -> Answer {
    let body = json!({"resolution": how, "reason": "与同事核对"});
    post.manager.move_on(seen, &format!("/conflicts/{}/resolution", seen.id()), &body).await
}

#[actix_web::test]
async fn a_conflict_is_resolved_by_keeping_the_log() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let (path, open) = conflict(&post, false).await;
    let done = resolve(&post, &open, "kept_current").await.ok();
    assert_eq!((&done["resolution"], &done["edit"]["people_served"]), (&json!("kept_current"), &json!(7)));
    assert_eq!(post.manager.get(&path).await.ok()["people_served"], 5);
    resolve(&post, &done, "applied_edit").await.problem(409, "conflict");
}

#[actix_web::test]
async fn a_conflict_is_resolved_by_making_the_edit() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    for (submitted, versions) in [(false, 0), (true, 1)] {
        let (path, open) = conflict(&post, submitted).await;
        resolve(&post, &open, "applied_edit").await.ok();
        assert_eq!(post.manager.get(&path).await.ok()["people_served"], 7);
        let former = post.manager.get(&format!("{path}/versions")).await.ok();
        assert_eq!(former.items().len(), versions, "what was handed in is amended");
    }
}

#[actix_web::test]
async fn conflicts_are_of_the_station_and_narrow() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let (_, open) = conflict(&post, false).await;
    for (query, found) in [("resolved=false", 1), ("resolved=true", 0), ("count=exact", 1)] {
        assert_eq!(
            post.manager.get(&format!("/conflicts?{query}")).await.ok().items().len(),
            found,
            "{query}"
        );
    }
    let elsewhere = lab.posted_worker(post.contractor, lab.station("469025101").await).await;
    let colleague = lab.posted(Role::ResidentWorker, elsewhere).await;
    colleague.get(&format!("/conflicts/{}", open.id())).await.problem(404, "not_found");
    let officer = lab.bureau_officer().await;
    assert_eq!(officer.get(&format!("/conflicts/{}", open.id())).await.ok()["edit"]["people_served"], 7);
    let body = json!({"resolution": "kept_current", "reason": "x"});
    officer
        .move_on(&open, &format!("/conflicts/{}/resolution", open.id()), &body)
        .await
        .problem(403, "forbidden");
    post.manager.post(&format!("/conflicts/{}/resolution", open.id()), &body).await.is(428);
}
