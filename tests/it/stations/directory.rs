//! What the public directory tells of a station.

use crate::harness::{Lab, Value, at, json};

async fn listed(lab: &Lab, township: &str) -> Option<Value> {
    let page = lab.anyone().get("/public/stations").await.ok();
    page.items().iter().find(|one| one["township_code"] == township).cloned()
}

#[actix_web::test]
async fn the_public_sees_where_and_when_and_what() {
    let lab = Lab::new().await;
    let officer = lab.township_officer("469025100").await;
    let path = format!("/stations/{}", lab.station("469025100").await);
    let seen = officer.get(&path).await.ok();
    let hours = json!([{"weekday": 1, "opens": "08:30", "closes": "12:00"}]);
    let patch = json!({
        "address": "牙叉中路", "phone": "0898-27720000", "position": at(19.2247, 109.4519),
        "opening_hours": hours, "service_domains": ["3", "1"],
    });
    officer.patch(&seen, &path, &patch).await.ok();
    let expected = json!({
        "id": seen["id"], "county": "469025", "township_code": "469025100", "name": seen["name"],
        "address": "牙叉中路", "phone": "0898-27720000", "state": "planned", "position": at(19.2247, 109.4519),
        "opening_hours": hours, "distance_m": null,
        "service_domains": [
            {"code": "1", "name_zh": "社会救助", "name_en": "Social assistance"},
            {"code": "3", "name_zh": "儿童福利", "name_en": "Child welfare"},
        ],
    });
    assert_eq!(listed(&lab, "469025100").await.unwrap(), expected);
}

#[actix_web::test]
async fn a_station_tells_its_state_of_the_day() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let path = format!("/stations/{}", lab.station("469025100").await);
    let seen = officer.get(&path).await.ok();
    let body = json!({"state": "preparing", "from": "2023-07-10", "reason": "按工作方案"});
    officer.move_on(&seen, &format!("{path}/transitions"), &body).await.ok();
    for (instant, state) in [("2023-07-09T15:59:59Z", "planned"), ("2023-07-09T16:00:00Z", "preparing")] {
        lab.at(instant);
        assert_eq!(listed(&lab, "469025100").await.unwrap()["state"], state);
    }
}

#[actix_web::test]
async fn a_closed_station_is_listed_until_its_day_and_no_longer() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let station = lab.locate("469025100", 19.2, 109.5).await;
    let path = format!("/stations/{station}");
    let seen = officer.get(&path).await.ok();
    let closing = json!({"state": "closed", "from": "2023-07-10", "reason": "撤销"});
    officer.move_on(&seen, &format!("{path}/transitions"), &closing).await.ok();
    for (instant, listed) in [("2023-07-09T15:59:59Z", 11), ("2023-07-09T16:00:00Z", 10)] {
        lab.at(instant);
        for path in ["/public/stations?count=exact", "/public/stations?near=19.2,109.5&count=exact"] {
            let page = lab.anyone().get(path).await.ok();
            assert_eq!((page.items().len(), &page["total"]), (listed, &json!(listed)), "{path}");
        }
    }
    assert!(listed(&lab, "469025100").await.is_none());
    let shown = lab.bureau_officer().await.get(&path).await.ok();
    assert_eq!(shown["state"], "closed", "the bureau still reads it");
}

#[actix_web::test]
async fn the_names_of_a_domain_are_those_of_the_own_county() {
    let lab = Lab::new().await;
    lab.elsewhere().await;
    lab.run(
        "INSERT INTO service_domains (county_code, code, name_zh, name_en, position)
         VALUES ('469026', '1', '邻县救助', 'Elsewhere', 1)",
    )
    .await;
    lab.run(r#"UPDATE stations SET service_domains = '["1"]' WHERE township_code = '469025101'"#).await;
    let domains = &listed(&lab, "469025101").await.unwrap()["service_domains"];
    assert_eq!(*domains, json!([{"code": "1", "name_zh": "社会救助", "name_en": "Social assistance"}]));
    assert_eq!(listed(&lab, "469025100").await.unwrap()["service_domains"], json!([]));
}

#[actix_web::test]
async fn the_directory_that_did_not_change_is_not_sent_again() {
    let lab = Lab::new().await;
    let anyone = lab.anyone();
    let page = anyone.get("/public/stations?near=19,109").await.ok();
    let headers = [("if-none-match", page.etag())];
    anyone.send("GET", "/public/stations?near=19,109", &headers, vec![]).await.is(304);
}
