use stations::auth::role::Role;

use crate::harness::{Lab, json};

#[actix_web::test]
async fn the_county_says_of_each_station_what_the_station_says_itself() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let (one, two) = (lab.operating("469025100").await, lab.operating("469025101").await);
    let contractor = lab.contractor(&[one, two]).await;
    for station in [one, one, one, two] {
        lab.posted_worker(contractor, station).await;
    }
    let county = officer.get("/compliance").await.ok();
    let stations = county["stations"].as_array().unwrap();
    assert_eq!(stations.len(), 11);
    for station in stations {
        let id = station["station_id"].as_str().unwrap();
        assert_eq!(&officer.get(&format!("/stations/{id}/compliance")).await.ok().body, station);
    }
    assert_eq!((&county["verdict"], &county["counts"]["breach"]), (&json!("breach"), &json!(1)));
}

#[actix_web::test]
async fn a_township_and_a_contractor_are_told_of_their_stations_only() {
    let lab = Lab::new().await;
    let (one, two) = (lab.operating("469025100").await, lab.operating("469025101").await);
    let contractor = lab.contractor(&[two]).await;
    let township = lab.township_officer("469025100").await;
    let manager = lab.member(Role::ContractorManager, contractor).await;
    for (persona, own, other) in [(township, one, two), (manager, two, one)] {
        let county = persona.get("/compliance").await.ok();
        let stations = county["stations"].as_array().unwrap();
        assert_eq!((stations.len(), &stations[0]["station_id"]), (1, &json!(own)));
        persona.get(&format!("/stations/{other}/compliance")).await.problem(404, "not_found");
    }
}

/// docs/security.md: findings without subjects' names.
#[actix_web::test]
async fn the_province_reads_findings_without_workers() {
    let lab = Lab::new().await;
    let station = lab.operating("469025100").await;
    let contractor = lab.contractor(&[station]).await;
    let worker = lab.posted_worker(contractor, station).await;
    let viewer = lab.person(Role::ProvinceViewer).await;
    let county = viewer.get("/compliance?county=469025").await.ok();
    let findings = county["stations"][0]["findings"].as_array().unwrap();
    assert_eq!(findings[0]["subject"], json!({"kind": "station", "id": station}));
    assert_eq!(findings[1]["subject"], json!({"kind": "worker", "id": null}));
    assert!(!county.body.to_string().contains(&worker.to_string()));
}

#[actix_web::test]
async fn who_has_nothing_to_do_with_staffing_is_refused() {
    let lab = Lab::new().await;
    lab.person(Role::FinanceOfficer).await.get("/compliance").await.problem(403, "forbidden");
    lab.person(Role::PlatformAdmin).await.get("/compliance").await.problem(403, "forbidden");
    lab.anyone().get("/compliance").await.problem(401, "unauthenticated");
}
