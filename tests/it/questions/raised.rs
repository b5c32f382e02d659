use super::Post;
use crate::harness::{Answer, Lab, Site, Value, json};

const LONG: &str = "入户走访三户困难家庭，了解春耕情况并讲解临时救助政策。";

/// The kinds of the questions about a log.
async fn kinds(post: &Post<'_>, log: &Answer) -> Vec<Value> {
    let list = post.manager.get(&format!("/questions?log={}", log.id())).await.ok();
    list.items().iter().map(|question| question["kind"].clone()).collect()
}

#[actix_web::test]
async fn an_item_off_the_list_of_that_day_is_kept_and_asked_about() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    site.filed(&["2.1"], "2023-07-02").await;
    let post = Post::at(&lab, &site).await;
    let off = post.log(json!({})).await.created();
    assert_eq!((&off["on_list"], &off["marks"]), (&json!(false), &json!(["outside_service_list"])));
    assert_eq!(kinds(&post, &off).await, ["outside_service_list"]);
    let on = post.log(json!({"item_code": "2.1"})).await.created();
    let before = post.log(json!({"served_on": "2023-07-01"})).await.created();
    assert_eq!((&on["on_list"], &before["on_list"]), (&json!(true), &json!(null)));
    assert!(kinds(&post, &on).await.is_empty() && kinds(&post, &before).await.is_empty());
    post.log(json!({"item_code": "9.9"})).await.faults(&["/item_code unknown_reference"]);
}

#[actix_web::test]
async fn a_draft_is_asked_about_when_it_is_handed_in() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    site.filed(&["2.1"], "2023-07-01").await;
    let post = Post::at(&lab, &site).await;
    let (path, draft) = post.draft(json!({})).await;
    assert_eq!((&draft["on_list"], kinds(&post, &draft).await), (&json!(null), vec![]));
    let before = lab.events().await;
    let log = post.manager.move_on(&draft, &format!("{path}/submission"), &json!({})).await.ok();
    assert_eq!(
        (&log["on_list"], kinds(&post, &log).await),
        (&json!(false), vec![json!("outside_service_list")])
    );
    assert_eq!(lab.events().await, before + 2, "the step and the question");
}

#[actix_web::test]
async fn more_than_a_day_or_two_places_at_once_of_a_worker_is_asked_about_once() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let at = |time: &str, minutes: i32| json!({"starts_at": time, "workers": [{"worker_id": post.worker, "minutes": minutes}]});
    let first = post.log(at("09:00", 60)).await.created();
    let after = post.log(at("10:00", 60)).await.created();
    assert!(kinds(&post, &after).await.is_empty());
    let meets = post.log(at("09:30", 10)).await.created();
    assert_eq!(kinds(&post, &meets).await, ["overlapping_minutes"]);
    post.log(at("09:40", 10)).await.created();
    let all = post.manager.get("/questions?kind=overlapping_minutes").await.ok();
    assert_eq!((all.items().len(), &all["items"][0]["worker_id"]), (1, &json!(post.worker)));
    assert!(all["items"][0]["facts"]["logs"].as_array().unwrap().contains(&json!(first.id())));
}

#[actix_web::test]
async fn minutes_beyond_a_day_are_asked_about_without_a_beginning_too() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let of = |minutes: i32| json!({"workers": [{"worker_id": post.worker, "minutes": minutes}]});
    post.log(of(1000)).await.created();
    let day = post.log(of(440)).await.created();
    assert!(kinds(&post, &day).await.is_empty());
    let more = post.log(of(1)).await.created();
    assert_eq!(kinds(&post, &more).await, ["overlapping_minutes"]);
    let question = post.manager.get(&format!("/questions?log={}", more.id())).await.ok();
    assert_eq!(question["items"][0]["facts"]["minutes"], 1441);
}

#[actix_web::test]
async fn the_same_words_are_asked_about_unless_they_are_few() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let first = post.log(json!({"summary": LONG})).await.created();
    let again = post.log(json!({"summary": LONG.replace('，', ", ")})).await.created();
    assert_eq!(kinds(&post, &again).await, ["identical_text"]);
    let question = post.manager.get(&format!("/questions?log={}", again.id())).await.ok();
    assert_eq!(question["items"][0]["facts"]["logs"], json!([first.id()]));
    for _ in 0..2 {
        assert!(kinds(&post, &post.log(json!({})).await.created()).await.is_empty());
    }
}

#[actix_web::test]
async fn the_same_file_is_asked_about() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let (one, other) = (
        post.manager.attachment("照片").await,
        lab.posted(stations::auth::role::Role::StationLead, post.worker).await,
    );
    post.log(json!({"attachments": [one]})).await.created();
    let copy = other.attachment("照片").await;
    let log = other.put(&post.path(), &post.visit_with(json!({"attachments": [copy]}))).await.created();
    assert_eq!(kinds(&post, &log).await, ["identical_photo"]);
}

#[actix_web::test]
async fn a_late_entry_is_asked_about_after_the_countys_days() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    lab.at("2023-07-10T02:00:00Z");
    let manager = post.manager.anew().await;
    let enter = async |on: &str| {
        manager.put(&post.path(), &post.visit_with(json!({"served_on": on}))).await.created()
    };
    let (week, more) = (enter("2023-07-03").await, enter("2023-07-02").await);
    let asked = manager.get("/questions").await.ok();
    assert_eq!(asked.items().len(), 1);
    assert_eq!(
        (&asked["items"][0]["log_id"], &asked["items"][0]["facts"]["lag_days"]),
        (&json!(more.id()), &json!(8))
    );
    assert_ne!(week.id(), more.id());
}

#[actix_web::test]
async fn ten_back_entries_of_an_account_on_a_day_are_one_question() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    for _ in 0..12 {
        post.log(json!({"served_on": "2023-07-01", "workers": [{"worker_id": post.worker, "minutes": 5}]}))
            .await
            .created();
    }
    let asked = post.manager.get("/questions").await.ok();
    let told: Vec<_> = asked.items().iter().map(|one| (&one["kind"], &one["facts"]["entries"])).collect();
    assert_eq!(told, [(&json!("back_entry_in_bulk"), &json!(10))]);
}
