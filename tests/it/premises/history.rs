use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{from_value, json};
use stations::{
    dated::Known,
    premises::rows,
    rules::readiness::facts::{Has, What},
};
use uuid::Uuid;

use crate::harness::{BAISHA, Lab, Site, day};

/// What was known of a station at an instant.
async fn known(lab: &Lab, station: Uuid, at: DateTime<Utc>) -> Vec<Has> {
    let known = Known { county: BAISHA, at };
    let rows = rows::known(&lab.conn, known, &[station]).await.unwrap();
    rows.into_iter().map(|(_, has)| has).collect()
}

#[actix_web::test]
async fn the_rules_read_every_kind_as_it_was_recorded() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for kind in ["rooms", "equipment", "safety-checks", "signage", "institutions"] {
        site.has(kind).await;
    }
    let found = known(&lab, site.station, lab.now()).await;
    for what in [
        json!({"kind": "room", "body": {"functions": ["office"]}}),
        json!({"kind": "equipment", "body": {"kind": "fire_fighting", "condition": "working"}}),
        json!({"kind": "safety_check", "body": {"kind": "fire_safety", "result": "passed"}}),
        json!({"kind": "signage", "body": {"text": "白沙黎族自治县牙叉镇社会工作服务站", "uses_provincial_mark": true}}),
        json!({"kind": "institution", "body": {"kind": "staff"}}),
    ] {
        let what: What = from_value(what).unwrap();
        let has = found.iter().find(|has| has.what == what).unwrap_or_else(|| panic!("{what:?} is missing"));
        assert_eq!(has.span.from, day("2023-02-20"));
    }
    assert_eq!(found.len(), 5);
}

#[actix_web::test]
async fn the_rules_read_stations_in_order_and_only_those_asked_about() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let (bureau, other) = (lab.bureau_officer().await, lab.station("469025101").await);
    for (station, from) in [(site.station, "2023-03-01"), (other, "2023-01-01"), (site.station, "2023-02-01")]
    {
        let body = json!({"name": "办公室", "functions": ["office"], "from": from});
        bureau.post(&format!("/stations/{station}/rooms"), &body).await.created();
    }
    let of = Known { county: BAISHA, at: lab.now() };
    let both = rows::known(&lab.conn, of, &[other, site.station]).await.unwrap();
    assert!(both.is_sorted_by_key(|(station, has)| (*station, has.span.from)));
    assert_eq!((both.len(), known(&lab, site.station, lab.now()).await.len()), (3, 2));
    let elsewhere = Known { county: "469026", ..of };
    assert_eq!(rows::known(&lab.conn, elsewhere, &[other, site.station]).await.unwrap().len(), 0);
}

#[actix_web::test]
async fn a_voided_record_was_known_until_then() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let (recorded, made) = (lab.now(), site.has("rooms").await);
    lab.pass(TimeDelta::minutes(5));
    site.void(&made, "rooms", "登记错误").await.ok();
    let second = TimeDelta::seconds(1);
    for (at, rows) in [(recorded - second, 0), (recorded, 1), (lab.now() - second, 1), (lab.now(), 0)] {
        assert_eq!(known(&lab, site.station, at).await.len(), rows, "{at}");
    }
}

#[actix_web::test]
async fn an_end_is_known_from_its_recording() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let (recorded, made) = (lab.now(), site.has("rooms").await);
    lab.pass(TimeDelta::minutes(5));
    let ended = site.end(&made, "rooms", "2023-07-01").await.ok();
    assert_eq!(from_value::<DateTime<Utc>>(ended["end_recorded_at"].clone()).unwrap(), lab.now());
    assert_eq!(known(&lab, site.station, recorded).await[0].span.to, None);
    assert_eq!(known(&lab, site.station, lab.now()).await[0].span.to, Some(day("2023-07-01")));
}

#[actix_web::test]
async fn the_end_of_a_replaced_record_is_known_from_the_recording_of_the_new() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let (recorded, former) = (lab.now(), site.has("equipment").await);
    lab.pass(TimeDelta::minutes(5));
    let next = json!({"condition": "unusable", "from": "2023-05-01", "replaces": former.id()});
    site.record("equipment", next).await.created();
    let spans =
        async |at| known(&lab, site.station, at).await.iter().map(|has| has.span.to).collect::<Vec<_>>();
    assert_eq!(spans(recorded).await, [None]);
    assert_eq!(spans(lab.now()).await, [Some(day("2023-05-01")), None]);
}

#[actix_web::test]
async fn an_end_that_was_given_at_first_was_known_at_first() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has("safety-checks").await;
    assert_eq!(made["end_recorded_at"], json!(null));
    let found = known(&lab, site.station, lab.now()).await;
    assert_eq!(found[0].span.to, Some(day("2024-02-20")));
}
