use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use chrono::TimeDelta;
use diesel::connection::InstrumentationEvent;
use diesel_async::AsyncConnection as _;
use stations::{
    auth::role::Role, dated::Known, db::pool, premises::facts, rules::policy::Policy, verdicts::AskedStation,
};
use uuid::Uuid;

use crate::harness::{BAISHA, Lab, Staffed, finding, json};

fn office() -> serde_json::Value {
    json!({"name": "办公室", "functions": ["office"], "from": "2023-06-30"})
}

#[actix_web::test]
async fn the_county_view_equals_each_stations_own_view() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    let officer = lab.bureau_officer().await;
    officer.post(&format!("/stations/{}/rooms", at.station), &office()).await.created();
    let county = officer.get("/readiness?as_of=2023-07-02").await.ok();
    let stations = county["stations"].as_array().unwrap();
    for station in stations {
        let path =
            format!("/stations/{}/readiness?as_of=2023-07-02", station["station_id"].as_str().unwrap());
        assert_eq!(officer.get(&path).await.ok().body, *station);
    }
    assert_eq!((stations.len(), &county["verdict"]), (11, &json!("breach")));
    assert_eq!((&county["counts"]["breach"], &county["counts"]["unknown"]), (&json!(1), &json!(10)));
}

/// How many statements the facts of these stations take.
async fn statements(lab: &Lab, stations: &[Uuid]) -> usize {
    let statements = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&statements);
    let mut conn = pool::connect(&lab.database_url).await.unwrap();
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    });
    let asked: Vec<_> = stations.iter().map(|id| AskedStation { id: *id, name: String::new() }).collect();
    let facts = facts::of_stations(&conn, Known::all(BAISHA), &Policy::default(), &asked).await.unwrap();
    assert!(facts.iter().all(|facts| !facts.has.is_empty()), "there is something to load");
    statements.load(Ordering::Relaxed)
}

#[actix_web::test]
async fn the_county_view_takes_as_many_statements_as_a_station() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let mut stations = Vec::new();
    for township in ["469025100", "469025101", "469025102", "469025103"] {
        let station = lab.station(township).await;
        officer.post(&format!("/stations/{station}/rooms"), &office()).await.created();
        stations.push(station);
    }
    let one = statements(&lab, &stations[..1]).await;
    assert!(one > 6, "the counter counts: {one}");
    assert_eq!(statements(&lab, &stations).await, one);
}

#[actix_web::test]
async fn each_sees_the_readiness_of_the_stations_within_reach() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 1).await;
    let township = lab.township_officer("469025101").await;
    for (persona, stations) in [(&at.manager, 1), (&township, 1), (&lab.person(Role::Auditor).await, 11)] {
        let county = persona.get("/readiness").await.ok();
        assert_eq!(county["stations"].as_array().unwrap().len(), stations);
    }
    let path = format!("/stations/{}/readiness", at.station);
    township.get(&path).await.problem(404, "not_found");
    lab.person(Role::FinanceOfficer).await.get(&path).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn the_province_names_the_county() {
    let lab = Lab::new().await;
    let viewer = lab.person(Role::ProvinceViewer).await;
    viewer.get("/readiness").await.faults(&["/county required"]);
    assert_eq!(viewer.get("/readiness?county=469025").await.ok()["stations"].as_array().unwrap().len(), 11);
    viewer.get("/readiness?county=110101").await.problem(404, "not_found");
}

#[actix_web::test]
async fn what_was_not_known_then_does_not_count_then() {
    let lab = Lab::new().await;
    let station = lab.operating("469025100").await;
    let officer = lab.bureau_officer().await;
    let path = format!("/stations/{station}");
    lab.pass(TimeDelta::minutes(10));
    let room = officer.post(&format!("{path}/rooms"), &office()).await.created();
    lab.pass(TimeDelta::minutes(1));
    let wrong = json!({"reason": "登记错站点"});
    officer.move_on(&room, &format!("/rooms/{}/voiding", room.id()), &wrong).await.ok();
    lab.pass(TimeDelta::minutes(1));
    let known = async |at: &str| {
        let verdict = officer.get(&format!("{path}/readiness?known_at=2023-07-03T{at}Z")).await.ok();
        finding(&verdict, "R1")["status"].clone()
    };
    assert_eq!(known("02:05:00").await, "breach", "not recorded yet");
    assert_eq!(known("02:10:30").await, "met");
    assert_eq!(known("02:11:30").await, "breach", "voided");
}

#[actix_web::test]
async fn a_day_is_judged_by_what_held_on_it() {
    let lab = Lab::new().await;
    let station = lab.operating("469025100").await;
    let officer = lab.bureau_officer().await;
    let room = officer.post(&format!("/stations/{station}/rooms"), &office()).await.created();
    let end = json!({"to": "2023-08-01"});
    officer.move_on(&room, &format!("/rooms/{}/end", room.id()), &end).await.ok();
    let on = async |day: &str| {
        let verdict = officer.get(&format!("/stations/{station}/readiness?as_of={day}")).await.ok();
        finding(&verdict, "R1")
    };
    let july = on("2023-07-31").await;
    assert_eq!((&july["status"], &july["since"]), (&json!("met"), &json!("2023-06-30")));
    assert_eq!(
        (&july["changes_on"]["on"], &july["changes_on"]["to_status"]),
        (&json!("2023-08-01"), &json!("breach"))
    );
    assert_eq!(on("2023-08-01").await["status"], "breach");
}

#[actix_web::test]
async fn a_day_without_policy_and_an_instant_to_come_are_refused() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    officer.get("/readiness?as_of=2022-12-31").await.faults(&["/as_of no_policy"]);
    officer.get("/readiness?known_at=2033-01-01T00:00:00Z").await.faults(&["/known_at too_late"]);
    officer.get("/readiness?on=2023-07-01").await.faults(&["/on unknown_field"]);
}

#[actix_web::test]
async fn findings_are_told_in_the_callers_language_with_their_clause() {
    let lab = Lab::new().await;
    let station = lab.operating("469025100").await;
    let officer = lab.bureau_officer().await;
    let headers = [("accept-language", "en")];
    let english =
        officer.send("GET", &format!("/stations/{station}/readiness"), &headers, Vec::new()).await.ok();
    let signage = finding(&english, "R8");
    assert_eq!(
        (&signage["source"], &signage["message"]),
        (&json!("六（四）"), &json!("no signboard is put up"))
    );
    assert_eq!(signage["expected"], json!({"kind": "text", "value": "白沙黎族自治县牙叉镇社会工作服务站"}));
    assert_eq!(finding(&english, "R20")["source"], "五");
}

#[actix_web::test]
async fn an_unchanged_verdict_is_not_sent_again() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let seen = officer.get("/readiness").await.ok();
    let again = officer.send("GET", "/readiness", &[("if-none-match", seen.etag())], Vec::new()).await;
    assert_eq!((again.status, again.bytes.len()), (304, 0));
}
