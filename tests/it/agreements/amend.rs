use chrono::TimeDelta;
use stations::auth::role::Role;
use uuid::Uuid;

use super::{
    change::{draft, path},
    register::record,
};
use crate::harness::{Answer, Lab, Persona, Value, json};

/// An amendment of what was read; `with` is what is agreed anew.
pub async fn amend(admin: &Persona<'_>, seen: &Answer, from: &str, with: Value) -> Answer {
    let mut body = json!({"effective_from": from, "reason": "补充协议"});
    for (name, value) in with.as_object().unwrap() {
        body[name] = value.clone();
    }
    admin.move_on(seen, &format!("{}/amendments", path(seen)), &body).await
}

/// A signed agreement for two stations.
async fn signed(lab: &Lab) -> (Persona<'_>, Answer, Vec<Uuid>) {
    let admin = lab.bureau_admin().await;
    let stations = vec![lab.station("469025100").await, lab.station("469025101").await];
    let contractor = lab.organisation("contractor", 0).await;
    let made = record(&admin, contractor, &stations, json!({"price": "1320000.00"})).await.created();
    (admin, made, stations)
}

#[actix_web::test]
async fn the_terms_of_a_day_are_those_that_held_then() {
    let lab = Lab::new().await;
    let (admin, made, stations) = signed(&lab).await;
    lab.pass(TimeDelta::milliseconds(5));
    let with = json!({"to": "2027-06-30", "price": "1760000.00", "staffing_date": "2023-09-01"});
    let amended = amend(&admin, &made, "2023-08-01", with).await.created();
    assert_eq!((&amended["to"], &amended["station_ids"]), (&json!("2027-06-30"), &json!(stations)));
    let on = async |day: &str| admin.get(&format!("{}?as_of={day}", path(&made))).await.ok();
    let (before, after) = (on("2023-07-31").await, on("2023-08-01").await);
    assert_eq!((&before["price"], &before["to"]), (&json!("1320000.00"), &json!("2026-06-30")));
    assert_eq!((&after["price"], &after["staffing_date"]), (&json!("1760000.00"), &json!("2023-09-01")));
    assert_eq!(on("2027-06-29").await["state"], "active");
    assert_eq!(lab.last_event().await["action"], "agreement.amended");
}

#[actix_web::test]
async fn a_station_comes_and_goes_on_the_day() {
    let lab = Lab::new().await;
    let (admin, made, stations) = signed(&lab).await;
    let new = lab.station("469025102").await;
    let with = json!({"add_station_ids": [new], "remove_station_ids": [stations[0]]});
    amend(&admin, &made, "2023-08-01", with).await.created();
    let covering = async |station: Uuid, day: &str| {
        let found = admin.get(&format!("/agreements?station={station}&as_of={day}")).await.ok();
        found.items().iter().any(|one| one["station_ids"].as_array().unwrap().contains(&json!(station)))
    };
    assert!(covering(stations[0], "2023-07-31").await && !covering(stations[0], "2023-08-01").await);
    assert!(!covering(new, "2023-07-31").await && covering(new, "2023-08-01").await);
    let follows = json!({"number": "2", "from": "2023-08-01", "signed_on": "2023-07-03"});
    record(&admin, lab.organisation("contractor", 1).await, &stations[..1], follows).await.created();
}

#[actix_web::test]
async fn an_extension_over_another_agreements_days_is_refused() {
    let lab = Lab::new().await;
    let (admin, made, stations) = signed(&lab).await;
    let follows = json!({"number": "2", "from": "2026-06-30", "to": "2027-06-30"});
    record(&admin, lab.organisation("contractor", 1).await, &stations[..1], follows).await.created();
    let before = lab.events().await;
    let with = json!({"to": "2026-07-01"});
    amend(&admin, &made, "2023-08-01", with).await.problem(409, "overlapping_agreement");
    assert_eq!((lab.events().await, admin.get(&path(&made)).await.ok().etag()), (before, "\"v1\""));
}

#[actix_web::test]
async fn what_cannot_be_agreed_is_told_all_at_once() {
    let lab = Lab::new().await;
    let (admin, made, stations) = signed(&lab).await;
    let other = lab.station("469025205").await;
    let wrong = json!({
        "to": "2023-07-31", "add_station_ids": [stations[0], Uuid::nil()], "remove_station_ids": [other],
        "targets": [{"item_code": "99.9", "quantity": 1, "unit": "次"}],
    });
    amend(&admin, &made, "2023-08-01", wrong).await.faults(&[
        "/to too_early",
        "/add_station_ids/0 covered_already",
        "/add_station_ids/1 unknown_reference",
        "/remove_station_ids/0 unknown_reference",
        "/targets/0/item_code unknown_reference",
    ]);
    amend(&admin, &made, "2023-08-01", json!({})).await.faults(&[" nothing_changed"]);
    let price = json!({"price": "1.00"});
    amend(&admin, &made, "2023-06-29", price.clone()).await.faults(&["/effective_from too_early"]);
    amend(&admin, &made, "2026-07-01", price).await.faults(&["/effective_from too_late"]);
}

#[actix_web::test]
async fn amendments_follow_one_another() {
    let lab = Lab::new().await;
    let (admin, made, _) = signed(&lab).await;
    amend(&admin, &made, "2024-01-01", json!({"price": "1400000.00"})).await.created();
    let seen = admin.get(&path(&made)).await.ok();
    amend(&admin, &made, "2024-02-01", json!({"to": "2025-06-30"})).await.problem(412, "stale");
    amend(&admin, &seen, "2023-12-31", json!({"to": "2025-06-30"}))
        .await
        .faults(&["/effective_from too_early"]);
    let second = amend(&admin, &seen, "2024-02-01", json!({"to": "2025-06-30"})).await.created();
    assert_eq!(second["price"], "1400000.00", "what is left out stays");
}

#[actix_web::test]
async fn a_draft_is_not_amended_and_only_the_bureau_in_charge_amends() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let contractor = lab.organisation("contractor", 0).await;
    let made = draft(&admin, contractor, station).await;
    amend(&admin, &made, "2023-08-01", json!({"price": "1.00"})).await.problem(409, "conflict");
    for persona in [lab.bureau_officer().await, lab.member(Role::ContractorManager, contractor).await] {
        amend(&persona, &made, "2023-08-01", json!({"price": "1.00"})).await.problem(403, "forbidden");
    }
}
