//! Position, opening hours and announced domains of a station.

use chrono::TimeDelta;

use crate::harness::{Answer, Lab, Persona, Value, at, json};

fn hours(weekday: u8, opens: &str, closes: &str) -> Value {
    json!({"weekday": weekday, "opens": opens, "closes": closes})
}

/// The station of 牙叉镇, for somebody.
async fn station(lab: &Lab, persona: &Persona<'_>) -> (String, Answer) {
    let path = format!("/stations/{}", lab.station("469025100").await);
    let seen = persona.get(&path).await.ok();
    (path, seen)
}

#[actix_web::test]
async fn a_station_begins_without_position_hours_and_domains() {
    let lab = Lab::new().await;
    let (_, seen) = station(&lab, &lab.bureau_officer().await).await;
    let shown = (&seen["position"], &seen["opening_hours"], &seen["service_domains"]);
    assert_eq!(shown, (&Value::Null, &json!([]), &json!([])));
}

#[actix_web::test]
async fn they_are_set_kept_in_order_and_removed_and_the_event_names_what_changed() {
    let lab = Lab::new().await;
    let officer = lab.township_officer("469025100").await;
    let (path, seen) = station(&lab, &officer).await;
    let (morning, noon) = (hours(1, "08:30", "12:00"), hours(1, "12:00", "17:30"));
    let patch =
        json!({"opening_hours": [hours(7, "09:00", "11:00"), noon, morning], "service_domains": ["4", "1"]});
    let seen = officer.patch(&seen, &path, &patch).await.ok();
    assert_eq!(seen["opening_hours"], json!([morning, noon, hours(7, "09:00", "11:00")]));
    assert_eq!(seen["service_domains"], json!(["1", "4"]));
    assert_eq!(lab.last_event().await["changes"], json!({"fields": ["opening_hours", "service_domains"]}));
    lab.pass(TimeDelta::seconds(1));
    let seen = officer.patch(&seen, &path, &json!({"position": at(19.2, 109.4)})).await.ok();
    assert_eq!(lab.last_event().await["changes"], json!({"fields": ["position"]}));
    let gone = json!({"position": null, "opening_hours": [], "service_domains": []});
    let seen = officer.patch(&seen, &path, &gone).await.ok();
    let shown = (&seen["position"], &seen["opening_hours"], &seen["service_domains"], &seen["version"]);
    assert_eq!(shown, (&Value::Null, &json!([]), &json!([]), &json!(4)));
}

#[actix_web::test]
async fn the_same_in_another_order_is_no_change() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let (path, seen) = station(&lab, &officer).await;
    let (one, two) = (hours(1, "08:30", "12:00"), hours(2, "08:30", "12:00"));
    let patch =
        json!({"opening_hours": [one, two], "service_domains": ["1", "2"], "position": at(19.2, 109.4)});
    let seen = officer.patch(&seen, &path, &patch).await.ok();
    let before = lab.events().await;
    let patch =
        json!({"opening_hours": [two, one], "service_domains": ["2", "1"], "position": at(19.2, 109.4)});
    let again = officer.patch(&seen, &path, &patch).await.ok();
    assert_eq!((again.body, lab.events().await), (seen.body, before));
}

#[actix_web::test]
async fn a_position_is_in_china_and_whole() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let (path, seen) = station(&lab, &officer).await;
    // The two swapped.
    officer
        .patch(&seen, &path, &json!({"position": at(109.4, 19.2)}))
        .await
        .faults(&["/position/latitude too_large", "/position/longitude too_small"]);
    let vague = json!({"latitude": 19.2, "longitude": 109.4, "accuracy_m": 100_001});
    officer
        .patch(&seen, &path, &json!({"position": vague}))
        .await
        .faults(&["/position/accuracy_m too_large"]);
    let part = json!({"position": {"latitude": 19.2}});
    officer
        .patch(&seen, &path, &part)
        .await
        .faults(&["/position/accuracy_m required", "/position/longitude required"]);
    for (latitude, longitude) in [(3.0, 73.0), (54.0, 136.0)] {
        officer
            .patch(&officer.get(&path).await, &path, &json!({"position": at(latitude, longitude)}))
            .await
            .ok();
    }
}

#[actix_web::test]
async fn hours_that_cannot_be_are_refused() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let (path, seen) = station(&lab, &officer).await;
    let before = lab.events().await;
    for (list, faults) in [
        (
            json!([hours(0, "8:30", "24:00")]),
            &[
                "/opening_hours/0/weekday too_small",
                "/opening_hours/0/opens wrong_format",
                "/opening_hours/0/closes wrong_format",
            ][..],
        ),
        (
            json!([hours(8, "08:60", "１２:00")]),
            &[
                "/opening_hours/0/weekday too_large",
                "/opening_hours/0/opens wrong_format",
                "/opening_hours/0/closes wrong_format",
            ],
        ),
        (
            json!([hours(1, "08:30", "12:00"), hours(2, "12:00", "12:00")]),
            &["/opening_hours/1/closes too_early"],
        ),
        (json!([hours(1, "08:30", "12:00"), hours(1, "11:59", "13:00")]), &["/opening_hours overlapping"]),
        (json!([{"weekday": 1, "opens": "08:30"}]), &["/opening_hours/0/closes required"]),
        (json!(vec![hours(1, "08:30", "12:00"); 22]), &["/opening_hours too_many"]),
        (json!(null), &["/opening_hours wrong_type"]),
    ] {
        officer.patch(&seen, &path, &json!({"opening_hours": list})).await.faults(faults);
    }
    assert_eq!((lab.events().await, officer.get(&path).await.ok().body), (before, seen.body.clone()));
}

#[actix_web::test]
async fn a_domain_is_of_the_countys_catalogue_and_named_once() {
    let lab = Lab::new().await;
    lab.elsewhere().await;
    lab.run(
        "INSERT INTO service_domains (county_code, code, name_zh, name_en, position)
         VALUES ('469026', '99', '邻县领域', 'Elsewhere', 1)",
    )
    .await;
    let officer = lab.bureau_officer().await;
    let (path, seen) = station(&lab, &officer).await;
    let before = lab.events().await;
    let patch = json!({"phone": "1", "service_domains": ["1", "99", "2", "1", "x"]});
    officer.patch(&seen, &path, &patch).await.faults(&[
        "/service_domains/1 unknown_reference",
        "/service_domains/3 repeated",
        "/service_domains/4 unknown_reference",
    ]);
    officer
        .patch(&seen, &path, &json!({"service_domains": [1, "a\u{0}"]}))
        .await
        .faults(&["/service_domains/0 wrong_type", "/service_domains/1 wrong_format"]);
    assert_eq!((lab.events().await, officer.get(&path).await.ok().body), (before, seen.body.clone()));
}

#[actix_web::test]
async fn only_the_bureau_and_the_own_township_say_where_a_station_is() {
    let lab = Lab::new().await;
    let (path, seen) = station(&lab, &lab.bureau_officer().await).await;
    let patch = json!({"position": at(19.2, 109.4)});
    let other = lab.township_officer("469025101").await;
    other.patch(&seen, &path, &patch).await.problem(404, "not_found");
    let contractor = lab.contractor(&[lab.station("469025100").await]).await;
    let manager = lab.member(stations::auth::role::Role::ContractorManager, contractor).await;
    manager.patch(&seen, &path, &patch).await.problem(403, "forbidden");
    assert_eq!(manager.get(&path).await.ok()["position"], Value::Null);
    lab.township_officer("469025100").await.patch(&seen, &path, &patch).await.ok();
    assert_eq!(manager.get(&path).await.ok()["position"], at(19.2, 109.4));
}

#[actix_web::test]
async fn a_move_to_another_state_keeps_what_was_said() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let (path, seen) = station(&lab, &officer).await;
    let patch = json!({"position": at(19.2, 109.4), "opening_hours": [hours(1, "08:30", "12:00")], "service_domains": ["1"]});
    let seen = officer.patch(&seen, &path, &patch).await.ok();
    let body = json!({"state": "preparing", "from": "2023-07-01", "reason": "按工作方案"});
    let moved = officer.move_on(&seen, &format!("{path}/transitions"), &body).await.ok();
    for field in ["position", "opening_hours", "service_domains"] {
        assert_eq!(moved[field], seen[field]);
    }
    let listed = officer.get("/stations?limit=1").await.ok();
    assert_eq!(listed.items()[0]["position"], at(19.2, 109.4));
}
