use stations::http::clock::new_id;

use super::{Desk, path};
use crate::{
    harness::{Lab, Site, json},
    service_logs::Post,
};

#[actix_web::test]
async fn the_figures_are_those_of_the_logs_that_count_in_the_period() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    desk.post.log(json!({})).await.created();
    desk.post
        .log(json!({"item_code": "2.1", "method": "group", "people_served": 10, "served_on": "2023-07-01"}))
        .await
        .created();
    desk.post.draft(json!({})).await;
    let counted = desk.draft("2023-07").await.created()["counted"].clone();
    assert_eq!(
        (&counted["logs"], &counted["people_served"], &counted["minutes"]),
        (&json!(2), &json!(13), &json!(180))
    );
    assert_eq!(
        counted["by_method"],
        json!([{"code": "group", "logs": 1, "people_served": 10}, {"code": "visit", "logs": 1, "people_served": 3}])
    );
    assert_eq!(
        counted["by_item"],
        json!([{"code": "1.1", "logs": 1, "people_served": 3}, {"code": "2.1", "logs": 1, "people_served": 10}])
    );
    assert_eq!(counted["by_domain"].as_array().unwrap().len(), 2);
    assert_eq!(
        desk.draft("2023-06").await.created()["counted"]["logs"],
        0,
        "its period is over before the logs"
    );
}

#[actix_web::test]
async fn logs_of_another_station_are_not_counted() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let there = lab.station("469025101").await;
    let other = lab.other_contractor(&[there]).await;
    let worker = lab.posted_worker(other, there).await;
    let manager = lab.member(stations::auth::role::Role::ContractorManager, other).await;
    let elsewhere = json!({"station_id": there, "workers": [{"worker_id": worker, "minutes": 60}]});
    manager.put(&desk.post.path(), &desk.post.visit_with(elsewhere)).await.created();
    assert_eq!(desk.draft("2023-07").await.created()["counted"]["logs"], 0);
}

#[actix_web::test]
async fn items_of_the_filed_list_without_a_log_are_told() {
    let lab = Lab::new().await;
    lab.operating("469025100").await;
    let site = Site::of(&lab).await;
    site.filed(&["1.1", "2.1", "3.1"], "2023-07-01").await;
    let desk = Desk { post: Post::at(&lab, &site).await, officer: lab.bureau_officer().await };
    desk.post.log(json!({})).await.created();
    let counted = desk.draft("2023-07").await.created()["counted"].clone();
    assert_eq!(counted["items_without_log"], json!(["2.1", "3.1"]));
}

#[actix_web::test]
async fn clients_are_counted_once_and_merged_ones_as_one() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let (first, second) = (new_id(lab.now()), new_id(lab.now()));
    for id in [first, second] {
        let body = json!({"station_id": desk.post.station, "kind": "person", "name": "符海燕", "categories": ["other"], "since": "2023-06-01"});
        desk.post.manager.put(&format!("/clients/{id}"), &body).await.created();
    }
    for client in [first, first, second] {
        let log = desk.post.log(json!({})).await.created().id();
        lab.run(&format!(
            "INSERT INTO service_log_clients VALUES ('469025', '{log}', '{client}') ON CONFLICT DO NOTHING"
        ))
        .await;
    }
    let draft = desk.draft("2023-07").await.created();
    assert_eq!((&draft["counted"]["clients_reached"], &draft["counted"]["logs"]), (&json!(2), &json!(3)));
    let merge = json!({"survivor_id": first, "merged_id": second, "reason": "同一人"});
    desk.post.manager.post("/client-merges", &merge).await.created();
    assert_eq!(desk.show(&draft).await["counted"]["clients_reached"], 1);
}

#[actix_web::test]
async fn the_position_tells_up_to_where_was_counted() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    desk.post.log(json!({})).await.created();
    lab.sequence().await;
    let draft = desk.draft("2023-07").await.created();
    let position = draft["counted"]["position"].as_i64().unwrap();
    assert!(position > 0);
    desk.post.log(json!({})).await.created();
    lab.sequence().await;
    assert!(desk.show(&draft).await["counted"]["position"].as_i64().unwrap() > position);
    assert_eq!(desk.post.manager.get(&path(&draft)).await.ok()["counted"]["logs"], 2);
}
