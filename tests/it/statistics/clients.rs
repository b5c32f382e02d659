use uuid::Uuid;

use super::Counted;
use crate::{
    harness::{Answer, Lab, Value, json},
    service_logs::clients::client,
};

/// Two clients in three logs of two items; the second stands in one log.
async fn served(counted: &Counted<'_>) -> [Uuid; 2] {
    let post = &counted.post;
    let (one, other) = (client(post, post.station).await, client(post, post.station).await);
    for fields in [
        json!({"served_on": "2023-06-30", "client_ids": [one]}),
        json!({"served_on": "2023-07-01", "client_ids": [one, other]}),
        json!({"served_on": "2023-07-02", "item_code": "3.1", "client_ids": [one]}),
        json!({"served_on": "2023-07-02", "client_ids": [other], "state": "draft"}),
    ] {
        post.log(fields).await.created();
    }
    [one, other]
}

fn clients(answer: &Answer) -> Vec<&Value> {
    let rows = answer["rows"].as_array().unwrap().iter();
    rows.chain([&answer["totals"]]).map(|row| &row["clients"]).collect()
}

#[actix_web::test]
async fn distinct_clients_do_not_add() {
    let lab = Lab::new().await;
    let counted = Counted::of(&lab).await;
    served(&counted).await;
    for period in ["from=2023-06-30&to=2023-07-04", "from=2023-06-01&to=2023-08-01"] {
        for (group, expected) in
            [("month", json!([1, 2, 2])), ("day", json!([1, 2, 1, 0, 2])), ("station", json!([2, 2]))]
        {
            let answer = counted.ask(&format!("{period}&group_by={group}")).await.ok();
            assert_eq!(json!(clients(&answer)), expected, "{group} {period}");
        }
    }
}

#[actix_web::test]
async fn where_they_must_be_read_from_the_logs_they_are_on_request() {
    let lab = Lab::new().await;
    let counted = Counted::of(&lab).await;
    served(&counted).await;
    let asked = counted.ask("group_by=item").await.ok();
    assert_eq!(
        (json!(clients(&asked)), &asked["totals"]["clients_missing"]),
        (json!([null, null, null]), &json!("ask_exact"))
    );
    let (first, second) = (counted.post.worker, counted.second);
    for (query, expected) in [
        ("group_by=item".to_owned(), json!([2, 1, 2])),
        ("group_by=domain&domain=3".into(), json!([1, 1])),
        ("group_by=method".into(), json!([0, 2, 2])),
        (format!("worker={first}"), json!([2])),
        (format!("worker={second}"), json!([0])),
        ("group_by=village,month".into(), json!([0, 1, 2, 2])),
    ] {
        let exact = counted.ask(&format!("{query}&clients=exact")).await.ok();
        assert_eq!(json!(clients(&exact)), expected, "{query} {}", exact.body);
        assert_eq!(exact["totals"]["clients_missing"], Value::Null);
    }
}

#[actix_web::test]
async fn merged_registrations_are_one() {
    let lab = Lab::new().await;
    let counted = Counted::of(&lab).await;
    let [one, other] = served(&counted).await;
    let body = json!({"survivor_id": other, "merged_id": one, "reason": "同一人"});
    let merge = counted.post.manager.post("/client-merges", &body).await.created();
    assert_eq!(json!(clients(&counted.ask("group_by=month").await.ok())), json!([1, 1, 1]));
    assert_eq!(json!(clients(&counted.ask("group_by=item&clients=exact").await.ok())), json!([1, 1, 1]));
    let path = format!("/client-merges/{}/undoing", merge.id());
    counted.post.manager.move_on(&merge, &path, &json!({"reason": "不是同一人"})).await.ok();
    assert_eq!(json!(clients(&counted.ask("group_by=month").await.ok())), json!([1, 2, 2]));
}

#[actix_web::test]
async fn whom_an_amendment_takes_away_is_counted_no_longer() {
    let lab = Lab::new().await;
    let counted = Counted::of(&lab).await;
    let post = &counted.post;
    let (path, one) = (post.path(), client(post, post.station).await);
    let log = post.manager.put(&path, &post.visit_with(json!({"client_ids": [one]}))).await.created();
    assert_eq!(counted.ask("").await.ok()["totals"]["clients"], 1);
    let body = json!({"reason": "录错", "changes": {"client_ids": []}});
    post.manager.move_on(&log, &format!("{path}/amendments"), &body).await.created();
    assert_eq!(counted.ask("").await.ok()["totals"]["clients"], 0);
}
