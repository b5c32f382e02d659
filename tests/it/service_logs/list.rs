use super::Post;
use crate::harness::{Answer, Lab, json};

fn days(list: &Answer) -> Vec<&str> {
    list.items().iter().map(|log| log["served_on"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn the_latest_day_comes_first_and_pages_end() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    for day in ["2023-07-01", "2023-07-03", "2023-07-02", "2023-07-02", "2023-07-02"] {
        post.log(json!({"served_on": day})).await.created();
    }
    let officer = lab.bureau_officer().await;
    let (mut seen, mut ids, mut path) = (Vec::new(), Vec::new(), "/service-logs?limit=2".to_owned());
    loop {
        let page = officer.get(&path).await.ok();
        seen.extend(days(&page).into_iter().map(str::to_owned));
        ids.extend(page.items().iter().map(|log| log["id"].to_string()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/service-logs?limit=2&after={next}");
    }
    assert_eq!(seen, ["2023-07-03", "2023-07-02", "2023-07-02", "2023-07-02", "2023-07-01"]);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 5);
}

#[actix_web::test]
async fn filters_narrow_and_join() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    post.log(json!({"served_on": "2023-07-01", "method": "case", "item_code": "3.1"})).await.created();
    post.log(json!({"served_on": "2023-07-02"})).await.created();
    post.log(json!({"served_on": "2023-07-03", "item_code": "3.1"})).await.created();
    let (station, other) = (post.station, lab.station("469025101").await);
    for (query, expected) in [
        (format!("station={station}"), vec!["2023-07-03", "2023-07-02", "2023-07-01"]),
        (format!("station={other}"), vec![]),
        ("from=2023-07-02".into(), vec!["2023-07-03", "2023-07-02"]),
        ("from=2023-07-01&to=2023-07-03".into(), vec!["2023-07-02", "2023-07-01"]),
        ("item=3.1".into(), vec!["2023-07-03", "2023-07-01"]),
        ("item=3.1&method=case".into(), vec!["2023-07-01"]),
    ] {
        let list = post.manager.get(&format!("/service-logs?{query}")).await.ok();
        assert_eq!(days(&list), expected, "{query}");
    }
}

#[actix_web::test]
async fn a_list_counts_on_demand_within_the_filter() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    for item in ["1.1", "1.1", "2.1"] {
        post.log(json!({"item_code": item})).await.created();
    }
    let list = post.manager.get("/service-logs?limit=1&item=1.1&count=exact").await.ok();
    assert_eq!((list.items().len(), &list["total"]), (1, &json!(2)));
    assert!(post.manager.get("/service-logs").await.ok().body.get("total").is_none());
}

#[actix_web::test]
async fn a_mark_shows_in_the_list() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    post.log(json!({"served_on": "2023-06-30"})).await.created();
    post.log(json!({})).await.created();
    let list = post.manager.get("/service-logs").await.ok();
    let marks: Vec<_> = list.items().iter().map(|log| log["marks"].clone()).collect();
    assert_eq!(marks, [json!([]), json!(["worker_not_posted"])]);
}

#[actix_web::test]
async fn bad_filters_are_refused_by_name() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let query = "station=x&from=2023-02-29&method=phone&item=%00&worker=1&who=1&after=e30";
    post.manager.get(&format!("/service-logs?{query}")).await.faults(&[
        "/station wrong_format",
        "/from wrong_format",
        "/method unknown_value",
        "/item wrong_format",
        "/worker wrong_format",
        "/who unknown_field",
    ]);
    post.manager.get("/service-logs?after=e30").await.faults(&["/after bad_cursor"]);
}

#[actix_web::test]
async fn a_log_that_did_not_change_is_not_sent_again() {
    let lab = Lab::new().await;
    let post = Post::of(&lab).await;
    let path = post.path();
    let made = post.manager.put(&path, &post.visit()).await.created();
    post.manager.send("GET", &path, &[("if-none-match", made.etag())], vec![]).await.is(304);
}
