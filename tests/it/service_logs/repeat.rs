use futures_util::future::join_all;

use super::Post;
use crate::harness::{Lab, json};

#[actix_web::test]
async fn the_same_again_is_200_and_no_event() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    let first = post.manager.put(&path, &post.visit()).await.created();
    let before = lab.events().await;
    let again = post.manager.put(&path, &post.visit()).await.ok();
    assert_eq!((again.body.clone(), again.etag()), (first.body.clone(), first.etag()));
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn order_and_white_space_do_not_make_another_log() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let (path, second) = (post.path(), lab.posted_worker(post.contractor, post.station).await);
    let (a, b) =
        (json!({"worker_id": post.worker, "minutes": 30}), json!({"worker_id": second, "minutes": 40}));
    let body = |workers, summary| post.visit_with(json!({"workers": workers, "summary": summary}));
    post.manager.put(&path, &body(json!([a, b]), "走访")).await.created();
    post.manager.put(&path, &body(json!([b, a]), " 走访 ")).await.ok();
}

#[actix_web::test]
async fn another_content_under_the_same_id_is_a_conflict() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    post.manager.put(&path, &post.visit()).await.created();
    let before = lab.events().await;
    for other in [json!({"people_served": 4}), json!({"state": "draft"}), json!({"village": "牙叉村"})] {
        post.manager.put(&path, &post.visit_with(other)).await.problem(409, "already_exists");
    }
    let minutes = json!({"workers": [{"worker_id": post.worker, "minutes": 91}]});
    post.manager.put(&path, &post.visit_with(minutes)).await.problem(409, "already_exists");
    assert_eq!(lab.events().await, before);
    assert_eq!(post.manager.get(&path).await.ok()["people_served"], 3);
}

#[actix_web::test]
async fn a_repeat_is_200_even_when_it_would_be_refused_by_now() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    post.manager.put(&path, &post.visit()).await.created();
    lab.end_employments(post.worker, "2023-07-01").await;
    post.manager.put(&path, &post.visit()).await.ok();
    post.log(json!({})).await.faults(&["/workers/0/worker_id not_employed"]);
}

#[actix_web::test]
async fn sixteen_at_once_make_one_log() {
    // A connection each: the question is the id, not who waits for a connection.
    let lab = Lab::with(&[("POOL_SIZE", "16")]).await;
    let post = Post::of(&lab).await;
    let (path, body, before) = (post.path(), post.visit(), lab.events().await);
    let answers = join_all((0..16).map(|_| post.manager.put(&path, &body))).await;
    let with = |status| answers.iter().filter(|answer| answer.status == status).count();
    assert_eq!((with(201), with(200)), (1, 15), "{answers:?}");
    assert_eq!(lab.events().await, before + 1);
}

#[actix_web::test]
async fn of_two_contents_at_once_one_is_kept() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let (path, before) = (post.path(), lab.events().await);
    let bodies: Vec<_> = (0..8).map(|n| post.visit_with(json!({"people_served": n}))).collect();
    let answers = join_all(bodies.iter().map(|body| post.manager.put(&path, body))).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409, 409, 409]);
    assert_eq!(lab.events().await, before + 1);
}

#[actix_web::test]
async fn an_id_that_is_no_uuid_v7_is_refused() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let v4 = "/service-logs/7d444840-9dc0-41d1-b245-5ffdce74fad2";
    post.manager.put(v4, &post.visit()).await.problem(422, "invalid");
    post.manager.put("/service-logs/abc", &post.visit()).await.problem(404, "not_found");
}
