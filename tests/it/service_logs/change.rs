use super::Post;
use crate::harness::{Lab, json};

#[actix_web::test]
async fn a_draft_is_changed_member_by_member() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let (path, draft) = post.draft(json!({"village": "山脚", "result": "待办"})).await;
    let change =
        json!({"people_served": 5, "village": null, "starts_at": "09:30", "summary": "改写后的摘要"});
    let changed = post.manager.patch(&draft, &path, &change).await.ok();
    assert_eq!((&changed["people_served"], &changed["starts_at"]), (&json!(5), &json!("09:30")));
    assert_eq!((&changed["village"], &changed["result"]), (&json!(null), &json!("待办")));
    assert_eq!((&changed["summary"], &changed["version"]), (&json!("改写后的摘要"), &json!(2)));
    assert_eq!(post.manager.get(&path).await.ok().body, changed.body);
    let event = lab.event("service_log.changed").await;
    assert!(!event.to_string().contains("改写"), "{event}");
}

#[actix_web::test]
async fn who_changes_it_has_read_it() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let (path, draft) = post.draft(json!({})).await;
    post.manager.patch(&draft, &path, &json!({"people_served": 5})).await.ok();
    post.manager.patch(&draft, &path, &json!({"people_served": 6})).await.problem(412, "stale");
    let kind = [("content-type", "application/merge-patch+json")];
    post.manager.send("PATCH", &path, &kind, b"{}".to_vec()).await.is(428);
    assert_eq!(post.manager.get(&path).await.ok()["people_served"], 5);
}

#[actix_web::test]
async fn what_was_handed_in_is_not_changed_but_amended() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    let log = post.manager.put(&path, &post.visit()).await.created();
    post.manager.patch(&log, &path, &json!({"people_served": 9})).await.problem(409, "conflict");
}

#[actix_web::test]
async fn a_change_leads_to_nothing_that_could_not_be_recorded() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let (path, draft) = post.draft(json!({"village": "山脚"})).await;
    let patch = async |body| post.manager.patch(&draft, &path, &body).await;
    patch(json!({"served_on": "2023-07-04", "item_code": "9.9"}))
        .await
        .faults(&["/served_on in_future", "/item_code unknown_reference"]);
    patch(json!({"follow_up_on": "2023-07-01"})).await.faults(&["/follow_up_on too_early"]);
    patch(json!({"village_code": "469025100001"})).await.faults(&["/village not_both"]);
    patch(json!({"station_id": post.station, "state": "verified", "summary": null, "starts_at": "24:00"}))
        .await
        .faults(&[
            "/station_id unknown_field",
            "/state unknown_field",
            "/summary wrong_type",
            "/starts_at wrong_format",
        ]);
    assert_eq!(post.manager.get(&path).await.ok().body, draft.body);
}

#[actix_web::test]
async fn workers_and_village_are_changed_as_a_whole() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let village = json!({"code": "469025100001", "name": "示例村", "kind": "village"});
    lab.bureau_admin().await.post("/villages", &village).await.created();
    let second = lab.posted_worker(post.contractor, post.station).await;
    let (path, draft) = post.draft(json!({})).await;
    let change = json!({"workers": [{"worker_id": second, "minutes": 30}], "village_code": "469025100001"});
    let changed = post.manager.patch(&draft, &path, &change).await.ok();
    assert_eq!(changed["workers"], json!([{"worker_id": second, "minutes": 30, "posted_here": true}]));
    assert_eq!(changed["village_code"], "469025100001");
    let unknown = json!({"village_code": "469025100999"});
    post.manager.patch(&changed, &path, &unknown).await.faults(&["/village_code unknown_reference"]);
}

#[actix_web::test]
async fn a_retried_entry_is_known_again_after_it_was_changed() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let (path, draft) = post.draft(json!({})).await;
    post.manager.patch(&draft, &path, &json!({"people_served": 8})).await.ok();
    let again = post.manager.put(&path, &post.visit_with(json!({"state": "draft"}))).await.ok();
    assert_eq!((&again["people_served"], &again["version"]), (&json!(8), &json!(2)));
}
