use stations::auth::role::Role;
use uuid::Uuid;

use crate::harness::{Answer, Lab, Persona, Value, json};

/// A signed agreement for these stations; `with` replaces members.
pub async fn record(admin: &Persona<'_>, contractor: Uuid, stations: &[Uuid], with: Value) -> Answer {
    let mut body = json!({
        "contractor_id": contractor, "number": "BS-2023-01", "from": "2023-06-30", "to": "2026-06-30",
        "staffing_date": "2023-06-30", "price": "660000.00", "station_ids": stations, "signed_on": "2023-06-20",
    });
    for (name, value) in with.as_object().unwrap() {
        body[name] = value.clone();
    }
    admin.post("/agreements", &body).await
}

#[actix_web::test]
async fn an_agreement_is_recorded_with_its_stations_and_price() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let contractor = lab.organisation("contractor", 0).await;
    let made = record(&admin, contractor, &[station], json!({})).await.created();
    let again = admin.get(&format!("/agreements/{}", made.id())).await.ok();
    assert_eq!((&again["price"], &again["station_ids"]), (&json!("660000.00"), &json!([station])));
    assert_eq!((&made["state"], &made["signed_on"]), (&json!("active"), &json!("2023-06-20")));
    assert_eq!(made.headers["location"], format!("/api/v1/agreements/{}", made.id()));
    assert_eq!((made.etag(), again.etag()), ("\"v1\"", "\"v1\""));
}

#[actix_web::test]
async fn one_agreement_covers_a_station_on_a_day_and_the_next_may_begin_when_it_ends() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let contractor = lab.contractor(&[station]).await;
    let before = lab.events().await;
    let overlap = json!({"from": "2026-06-29", "to": "2027-06-30"});
    record(&admin, contractor, &[station], overlap).await.problem(409, "overlapping_agreement");
    assert_eq!(lab.events().await, before);
    assert_eq!(admin.get("/agreements").await.ok().items().len(), 1, "nothing half written");
    record(&admin, contractor, &[station], json!({"from": "2026-06-30", "to": "2027-06-30"})).await.created();
}

#[actix_web::test]
async fn every_reference_that_leads_nowhere_is_told_by_its_pointer() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let (nobody, nowhere) = (Uuid::nil(), Uuid::max());
    let faults =
        ["/contractor_id unknown_reference", "/station_ids/1 unknown_reference", "/station_ids/2 repeated"];
    record(&admin, nobody, &[station, nowhere, station], json!({})).await.faults(&faults);
}

#[actix_web::test]
async fn an_agency_is_no_contractor() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let agency = lab.organisation("evaluation_agency", 1).await;
    record(&admin, agency, &[station], json!({})).await.faults(&["/contractor_id not_a_contractor"]);
}

#[actix_web::test]
async fn amounts_days_and_lists_that_cannot_be_are_refused_at_once() {
    let lab = Lab::new().await;
    let (admin, contractor) = (lab.bureau_admin().await, lab.organisation("contractor", 0).await);
    let bad =
        json!({"price": "1.234", "from": "2023-02-29", "number": "a\u{0}", "station_ids": [], "colour": 1});
    let faults = [
        "/price wrong_format",
        "/from wrong_format",
        "/number wrong_format",
        "/station_ids too_few",
        "/colour unknown_field",
    ];
    record(&admin, contractor, &[], bad).await.faults(&faults);
    let backwards = json!({"to": "2023-06-30"});
    let station = lab.station("469025100").await;
    record(&admin, contractor, &[station], backwards).await.faults(&["/to too_early"]);
}

#[actix_web::test]
async fn a_number_is_given_once() {
    let lab = Lab::new().await;
    let (admin, contractor) = (lab.bureau_admin().await, lab.organisation("contractor", 0).await);
    let (one, other) = (lab.station("469025100").await, lab.station("469025101").await);
    record(&admin, contractor, &[one], json!({})).await.created();
    record(&admin, contractor, &[other], json!({})).await.problem(409, "already_exists");
}

#[actix_web::test]
async fn a_request_sent_twice_under_one_key_makes_one_agreement() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let body = json!({
        "contractor_id": lab.organisation("contractor", 0).await, "number": "1", "from": "2023-06-30",
        "to": "2024-06-30", "staffing_date": "2023-06-30", "station_ids": [station],
    });
    let first = admin.post_once("key-1", "/agreements", &body).await.created();
    let again = admin.post_once("key-1", "/agreements", &body).await.created();
    assert_eq!(first.bytes, again.bytes);
    assert_eq!(admin.get("/agreements").await.ok().items().len(), 1);
}

#[actix_web::test]
async fn only_the_bureau_in_charge_records_agreements() {
    let lab = Lab::new().await;
    let (contractor, station) = (lab.organisation("contractor", 0).await, lab.station("469025100").await);
    for persona in [lab.bureau_officer().await, lab.member(Role::ContractorManager, contractor).await] {
        record(&persona, contractor, &[station], json!({})).await.problem(403, "forbidden");
    }
}
