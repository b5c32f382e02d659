use stations::http::clock::new_id;
use uuid::Uuid;

use super::Post;
use crate::harness::{Lab, json};

/// A client of a station.
pub async fn client(post: &Post<'_>, station: Uuid) -> Uuid {
    let id = new_id(post.lab.now());
    let body = json!({"station_id": station, "kind": "person", "name": "符海燕", "since": "2023-07-01"});
    post.manager.put(&format!("/clients/{id}"), &body).await.created();
    id
}

#[actix_web::test]
async fn a_log_names_its_clients_by_their_ids() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let mut ids = [client(&post, post.station).await, client(&post, post.station).await];
    let path = post.path();
    let body = post.visit_with(json!({"client_ids": ids}));
    let made = post.manager.put(&path, &body).await.created();
    ids.sort_unstable();
    assert_eq!((&made["client_ids"], &post.manager.get(&path).await.ok().body), (&json!(ids), &made.body));
    assert_eq!(lab.event("service_log.recorded").await["changes"]["clients"], json!(ids));
    ids.reverse();
    post.manager.put(&path, &post.visit_with(json!({"client_ids": ids}))).await.is(200);
    post.manager.put(&path, &post.visit()).await.problem(409, "already_exists");
}

#[actix_web::test]
async fn a_log_without_clients_names_none() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    assert_eq!(post.log(json!({})).await.created()["client_ids"], json!([]));
    assert_eq!(lab.number("SELECT count(*) AS n FROM service_client_figures").await, 0);
}

#[actix_web::test]
async fn a_client_is_one_of_the_logs_station() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let elsewhere = lab.station("469025101").await;
    lab.agreement(post.contractor, &[elsewhere], "2023-06-30", "2026-06-30", "2023-06-30").await;
    lab.pass(chrono::TimeDelta::seconds(2));
    let (here, there) = (client(&post, post.station).await, client(&post, elsewhere).await);
    let nobody = "0189a000-0000-7000-8000-000000000000";
    post.log(json!({"client_ids": [there, here, nobody]}))
        .await
        .faults(&["/client_ids/0 unknown_reference", "/client_ids/2 unknown_reference"]);
    post.log(json!({"client_ids": [here, here]})).await.faults(&["/client_ids repeated"]);
    post.log(json!({"client_ids": vec![here; 51]})).await.faults(&["/client_ids too_many"]);
}

#[actix_web::test]
async fn clients_are_changed_and_amended_and_the_former_are_kept() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let (one, other) = (client(&post, post.station).await, client(&post, post.station).await);
    let (path, draft) = post.draft(json!({"client_ids": [one]})).await;
    let changed = post.manager.patch(&draft, &path, &json!({"client_ids": [other]})).await.ok();
    assert_eq!(changed["client_ids"], json!([other]));
    let log = post.manager.move_on(&changed, &format!("{path}/submission"), &json!({})).await.ok();
    let body = json!({"reason": "漏填", "changes": {"client_ids": [one, other]}});
    let amended = post.manager.move_on(&log, &format!("{path}/amendments"), &body).await.created();
    assert_eq!(amended["client_ids"].as_array().unwrap().len(), 2);
    let versions = post.manager.get(&format!("{path}/versions")).await.ok();
    assert_eq!(versions.items()[0]["content"]["client_ids"], json!([other]));
}

#[actix_web::test]
async fn a_merged_client_stays_as_it_was_named() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let (one, other) = (client(&post, post.station).await, client(&post, post.station).await);
    post.log(json!({"client_ids": [one]})).await.created();
    let body = json!({"survivor_id": other, "merged_id": one, "reason": "同一人"});
    post.manager.post("/client-merges", &body).await.created();
    let late = post.log(json!({"client_ids": [one], "served_on": "2023-07-01"})).await.created();
    assert_eq!(late["client_ids"], json!([one]));
    for (client, found) in [(other, 2), (one, 2), (Uuid::nil(), 0)] {
        let list = post.manager.get(&format!("/service-logs?client={client}")).await.ok();
        assert_eq!(list.items().len(), found, "{client}");
    }
}

#[actix_web::test]
async fn a_phones_queue_and_an_erasure_keep_the_clients() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let (path, one) = (post.path(), client(&post, post.station).await);
    let content = post.visit_with(json!({"client_ids": [one]}));
    let operation = json!({"operation_id": new_id(lab.now()), "kind": "record", "content": content,
        "log_id": path.rsplit('/').next().unwrap()});
    let answer = post.manager.post("/sync", &json!({"operations": [operation]})).await.ok();
    assert_eq!(answer.items()[0]["outcome"], "done", "{}", answer.body);
    let log = post.manager.get(&path).await.ok();
    let admin = lab.bureau_admin().await;
    let body = json!({"ground": "consent_withdrawn"});
    let erased = admin.move_on(&log, &format!("{path}/erasure"), &body).await.ok();
    assert_eq!((&erased["client_ids"], &erased["erased"]), (&json!([one]), &json!(true)));
}
