//! A month of a station, from the phone to the accepted report and beyond.

use stations::{auth::role::Role, http::clock::new_id};

use super::{Desk, path};
use crate::harness::{Answer, Lab, Persona, Value, json};

/// Two weeks of logs that a phone without a network kept, sent at once.
async fn sync(desk: &Desk<'_>) -> Vec<String> {
    let mut operations = Vec::new();
    for (n, (item, method)) in [("1.1", "visit"), ("2.1", "group"), ("3.1", "case")].iter().enumerate() {
        let fields = json!({"item_code": item, "method": method, "served_on": format!("2023-07-0{}", n + 1), "people_served": n + 2});
        operations.push(json!({"operation_id": new_id(desk.post.lab.now()), "kind": "record",
            "log_id": new_id(desk.post.lab.now()), "base_version": null, "content": desk.post.visit_with(fields)}));
    }
    let answer = desk.post.manager.post("/sync", &json!({"operations": operations})).await.ok();
    assert!(answer.items().iter().all(|one| one["outcome"] == "done"), "{}", answer.body);
    operations.iter().map(|one| format!("/service-logs/{}", one["log_id"].as_str().unwrap())).collect()
}

/// The lead reviews, the bureau verifies.
async fn looked_at(desk: &Desk<'_>, lead: &Persona<'_>, logs: &[String]) {
    for log in logs {
        let reviewed =
            lead.move_on(&lead.get(log).await.ok(), &format!("{log}/review"), &json!({})).await.ok();
        let means = json!({"means": "bureau"});
        desk.officer.move_on(&reviewed, &format!("{log}/verification"), &means).await.ok();
    }
}

/// What the list of logs comes to: logs, people.
async fn of_the_list(desk: &Desk<'_>) -> (Value, Value) {
    let logs = desk.officer.get("/service-logs?from=2023-06-26&to=2023-07-26").await.ok();
    let people: i64 = logs.items().iter().map(|log| log["people_served"].as_i64().unwrap()).sum();
    (json!(logs.items().len()), json!(people))
}

fn totals(report: &Answer) -> (Value, Value) {
    (report["counted"]["logs"].clone(), report["counted"]["people_served"].clone())
}

#[actix_web::test]
async fn a_month_of_a_station() {
    let lab = Lab::new().await;
    let mut desk = Desk::of(&lab).await;
    let logs = sync(&desk).await;
    let lead = lab.posted(Role::StationLead, desk.post.worker).await;
    looked_at(&desk, &lead, &logs).await;
    desk.at("2023-07-25T02:00:00Z").await;
    let written = desk
        .written(json!({"stated": [{"figure": "people_served", "value": 12, "reason": "含义诊活动"}]}))
        .await;
    assert_eq!((totals(&written), totals(&written)), (of_the_list(&desk).await, (json!(3), json!(9))));
    let submitted = desk.submit(&written).await.ok();
    assert_eq!(
        (&submitted["timeliness"], &submitted["differences"][0]["stated"]),
        (&json!("on_time"), &json!(12))
    );
    let returned = desk.give_back(&submitted).await;
    desk.at("2023-07-28T02:00:00Z").await;
    let again = desk.submit(&returned).await.ok();
    assert_eq!(again["timeliness"], "on_time", "it came in time, and was mended");
    let accepted = desk.accept(&again).await.ok();
    assert_eq!(accepted["changed_since_acceptance"], false);
    let log = desk.post.manager.get(&logs[0]).await.ok();
    let amendment = json!({"reason": "漏记五人", "changes": {"people_served": 7}});
    desk.post.manager.move_on(&log, &format!("{}/amendments", logs[0]), &amendment).await.created();
    let seen = desk.officer.get(&path(&accepted)).await.ok();
    assert_eq!((&seen["changed_since_acceptance"], totals(&seen)), (&json!(true), of_the_list(&desk).await));
    assert!(
        seen["changes"]
            .as_array()
            .unwrap()
            .contains(&json!({"figure": "people_served", "then": 9, "now": 14}))
    );
}
