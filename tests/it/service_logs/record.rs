use super::Post;
use crate::harness::{Lab, json};

#[actix_web::test]
async fn a_log_is_kept_as_it_was_told() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    let body =
        post.visit_with(json!({"village": "牙叉村", "result": "已申请", "follow_up_on": "2023-07-20"}));
    let made = post.manager.put(&path, &body).await.created();
    assert_eq!(made.headers["location"], format!("/api/v1{path}"));
    let read = post.manager.get(&path).await.ok();
    assert_eq!((read.etag(), &read.body), (made.etag(), &made.body));
    for field in ["station_id", "item_code", "method", "served_on", "people_served", "village", "result"] {
        assert_eq!(read[field], body[field], "{field}");
    }
    assert_eq!(
        (&read["state"], &read["marks"], &read["version"]),
        (&json!("submitted"), &json!([]), &json!(1))
    );
    assert_eq!(read["workers"][0], json!({"worker_id": post.worker, "minutes": 90, "posted_here": true}));
}

#[actix_web::test]
async fn recording_is_one_event_that_tells_no_story() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let before = lab.events().await;
    post.log(json!({"summary": "金丝雀", "village": "金丝雀村"})).await.created();
    assert_eq!(lab.events().await, before + 1);
    let event = lab.last_event().await;
    assert_eq!(
        (&event["action"], &event["changes"]["item"]),
        (&json!("service_log.recorded"), &json!("1.1"))
    );
    assert!(!event.to_string().contains("金丝雀"));
}

#[actix_web::test]
async fn a_draft_stays_a_draft() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    assert_eq!(post.log(json!({"state": "draft"})).await.created()["state"], "draft");
    post.log(json!({"state": "verified"})).await.faults(&["/state unknown_value"]);
}

#[actix_web::test]
async fn a_worker_posted_elsewhere_or_nowhere_is_kept_and_marked() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let elsewhere = lab.posted_worker(post.contractor, lab.station("469025101").await).await;
    let nowhere = lab.worker().await;
    lab.employ(nowhere, post.contractor, "2023-06-30").await;
    for stranger in [elsewhere, nowhere] {
        let workers =
            json!([{"worker_id": post.worker, "minutes": 1}, {"worker_id": stranger, "minutes": 1440}]);
        let log = post.log(json!({"workers": workers})).await.created();
        assert_eq!(log["marks"], json!(["worker_not_posted"]));
        let mut here: Vec<bool> =
            log["workers"].as_array().unwrap().iter().map(|w| w["posted_here"] == true).collect();
        here.sort_unstable();
        assert_eq!(here, [false, true]);
    }
}

#[actix_web::test]
async fn a_posting_counts_from_its_first_day_only() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let first = post.log(json!({"served_on": "2023-07-01"})).await.created();
    let before = post.log(json!({"served_on": "2023-06-30"})).await.created();
    assert_eq!((&first["marks"], &before["marks"]), (&json!([]), &json!(["worker_not_posted"])));
}

#[actix_web::test]
async fn what_cannot_be_is_told_all_at_once_and_leaves_nothing() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let (idle, events) = (lab.worker().await, lab.events().await);
    let unknown = "0189a000-0000-7000-8000-000000000000";
    let workers = json!([{"worker_id": idle, "minutes": 9}, {"worker_id": unknown, "minutes": 9}]);
    let wrong = json!({"item_code": "9.9", "served_on": "2023-07-04", "workers": workers});
    post.log(wrong).await.faults(&[
        "/served_on in_future",
        "/item_code unknown_reference",
        "/workers/0/worker_id not_employed",
        "/workers/1/worker_id unknown_reference",
    ]);
    assert_eq!(lab.events().await, events);
    assert!(post.manager.get("/service-logs").await.ok().items().is_empty());
}

#[actix_web::test]
async fn an_employment_must_cover_the_day() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    post.log(json!({"served_on": "2023-06-30"})).await.created();
    post.log(json!({"served_on": "2023-06-29"})).await.faults(&["/workers/0/worker_id not_employed"]);
}

#[actix_web::test]
async fn today_is_the_day_in_baisha() {
    let lab = Lab::new().await;
    lab.at("2023-07-03T15:59:59Z");
    let post = Post::of(&lab).await;
    post.log(json!({"served_on": "2023-07-04"})).await.faults(&["/served_on in_future"]);
    lab.at("2023-07-03T16:00:01Z");
    post.log(json!({"served_on": "2023-07-04"})).await.created();
}

#[actix_web::test]
async fn ill_formed_fields_are_named() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let workers = json!([{"worker_id": post.worker, "minutes": 1441}, {"worker_id": "x", "minutes": 0}]);
    let body = json!({"item_code": "1.1\u{0}", "method": "phone", "served_on": "2023-02-29", "workers": workers,
        "people_served": -1, "summary": " ", "village": "甲\n乙", "client_name": "张三"});
    post.log(body).await.faults(&[
        "/item_code wrong_format",
        "/method unknown_value",
        "/served_on wrong_format",
        "/workers/0/minutes too_large",
        "/workers/1/worker_id wrong_format",
        "/workers/1/minutes too_small",
        "/people_served too_small",
        "/summary wrong_format",
        "/village wrong_format",
        "/client_name unknown_field",
    ]);
}

#[actix_web::test]
async fn workers_are_one_to_twenty_and_each_once() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let one = json!({"worker_id": post.worker, "minutes": 5});
    post.log(json!({"workers": []})).await.faults(&["/workers too_few"]);
    post.log(json!({"workers": vec![one.clone(); 21]})).await.faults(&["/workers too_many"]);
    post.log(json!({"workers": [one, one]})).await.faults(&["/workers repeated"]);
}

#[actix_web::test]
async fn a_follow_up_before_the_service_is_refused() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    post.log(json!({"follow_up_on": "2023-07-01"})).await.faults(&["/follow_up_on too_early"]);
    post.log(json!({"follow_up_on": "2023-07-02"})).await.created();
}
