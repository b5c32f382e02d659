use super::Post;
use crate::harness::{Lab, Site, json};

#[actix_web::test]
async fn by_worker_state_domain_and_follow_up() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let second = lab.posted_worker(post.contractor, post.station).await;
    let theirs = json!([{"worker_id": second, "minutes": 20}]);
    post.log(json!({"served_on": "2023-07-01", "workers": theirs, "item_code": "3.1"})).await.created();
    post.log(json!({"served_on": "2023-07-02", "state": "draft"})).await.created();
    post.log(json!({"served_on": "2023-07-03", "follow_up_on": "2023-07-10"})).await.created();
    for (query, expected) in [
        (format!("worker={second}"), vec!["2023-07-01"]),
        ("state=draft".into(), vec!["2023-07-02"]),
        ("domain=3".into(), vec!["2023-07-01"]),
        ("follow_up_by=2023-07-10".into(), vec!["2023-07-03"]),
        ("follow_up_by=2023-07-09".into(), vec![]),
        ("question=entry_lag".into(), vec![]),
    ] {
        let list = post.manager.get(&format!("/service-logs?{query}")).await.ok();
        let days: Vec<_> = list.items().iter().map(|log| log["served_on"].as_str().unwrap()).collect();
        assert_eq!(days, expected, "{query}");
    }
}

#[actix_web::test]
async fn by_an_open_question() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    site.filed(&["2.1"], "2023-07-01").await;
    let post = Post::at(&lab, &site).await;
    let asked = post.log(json!({})).await.created();
    post.log(json!({"item_code": "2.1"})).await.created();
    let list = post.manager.get("/service-logs?question=outside_service_list").await.ok();
    assert_eq!((list.items().len(), &list["items"][0]["id"]), (1, &asked["id"]));
    assert_eq!(list["items"][0]["marks"], json!(["outside_service_list"]));
}
