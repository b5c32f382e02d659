//! A change of contractor: reach goes over on the day, records stay.

use stations::auth::role::Role;
use uuid::Uuid;

use super::{register::record, terminate::terminate};
use crate::harness::{Lab, Value, json};

/// The old contractor of a station, the new one, and what the old one recorded.
struct Change {
    old: Uuid,
    new: Uuid,
    station: Uuid,
    worker: Uuid,
    agreement: Uuid,
}

/// The old one's agreement is ended for 1 August 2023, the new one's signed from that day on.
async fn changed(lab: &Lab) -> Change {
    let (admin, station) = (lab.bureau_admin().await, lab.operating("469025100").await);
    let (old, new) = (lab.organisation("contractor", 0).await, lab.organisation("contractor", 1).await);
    let first = record(&admin, old, &[station], json!({})).await.created();
    let manager = lab.member(Role::ContractorManager, old).await;
    let employment = json!({"organisation_id": old, "kind": "labour_contract", "from": "2023-06-30"});
    let body = json!({"name": "符海燕", "birth_date": "1995-01-01", "education": "bachelor", "employment": employment});
    let worker = manager.post("/workers", &body).await.created().id();
    let body = json!({"worker_id": worker, "station_id": station, "role": "resident", "from": "2023-07-01"});
    manager.post("/postings", &body).await.created();
    terminate(&admin, &first, "2023-08-01").await.ok();
    record(&admin, new, &[station], json!({"number": "2", "from": "2023-08-01"})).await.created();
    Change { old, new, station, worker, agreement: first.id() }
}

async fn stations(lab: &Lab, contractor: Uuid) -> usize {
    let manager = lab.member(Role::ContractorManager, contractor).await;
    manager.get("/stations").await.ok().items().len()
}

#[actix_web::test]
async fn reach_goes_over_on_the_day_and_the_new_one_prepares_before() {
    let lab = Lab::new().await;
    let change = changed(&lab).await;
    lab.at("2023-07-31T15:59:00Z");
    assert_eq!((stations(&lab, change.old).await, stations(&lab, change.new).await), (1, 1));
    lab.at("2023-07-31T16:00:00Z");
    assert_eq!((stations(&lab, change.old).await, stations(&lab, change.new).await), (0, 1));
    let old = lab.member(Role::ContractorManager, change.old).await;
    old.get(&format!("/stations/{}", change.station)).await.problem(404, "not_found");
    let body = json!({"worker_id": change.worker, "station_id": change.station, "role": "resident", "from": "2023-09-01"});
    old.post("/postings", &body).await.faults(&["/station_id unknown_reference"]);
}

#[actix_web::test]
async fn what_the_old_one_recorded_stays() {
    let lab = Lab::new().await;
    let change = changed(&lab).await;
    lab.at("2023-08-10T02:00:00Z");
    let old = lab.member(Role::ContractorManager, change.old).await;
    for reader in [old, lab.bureau_officer().await, lab.person(Role::Auditor).await] {
        assert_eq!(
            reader.get(&format!("/agreements/{}", change.agreement)).await.ok()["state"],
            "terminated"
        );
        reader.get(&format!("/workers/{}", change.worker)).await.ok();
        let postings = reader.get(&format!("/postings?worker_id={}", change.worker)).await.ok();
        assert!(postings.items().len() <= 1);
    }
    let officer = lab.bureau_officer().await;
    let postings = officer.get(&format!("/postings?worker_id={}", change.worker)).await.ok();
    assert_eq!(postings.items().len(), 1);
}

#[actix_web::test]
async fn the_new_one_sees_neither_the_old_agreement_nor_its_price() {
    let lab = Lab::new().await;
    let change = changed(&lab).await;
    lab.at("2023-08-10T02:00:00Z");
    let new = lab.member(Role::ContractorManager, change.new).await;
    new.get(&format!("/agreements/{}", change.agreement)).await.problem(404, "not_found");
    let numbers: Vec<Value> =
        new.get("/agreements").await.ok().items().iter().map(|one| one["number"].clone()).collect();
    assert_eq!(numbers, [json!("2")]);
}

/// 六（三）: formally employed by the contractor of the day.
#[actix_web::test]
async fn staffing_is_judged_by_the_contractor_of_the_day() {
    let lab = Lab::new().await;
    let change = changed(&lab).await;
    let officer = lab.bureau_officer().await;
    let s2 = async |day: &str| {
        let verdict = officer.get(&format!("/stations/{}/compliance?as_of={day}", change.station)).await.ok();
        crate::harness::finding(&verdict, "S2")["status"].clone()
    };
    assert_eq!((s2("2023-07-31").await, s2("2023-08-01").await), (json!("met"), json!("breach")));
}
