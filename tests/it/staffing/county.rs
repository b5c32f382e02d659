use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use diesel::connection::InstrumentationEvent;
use diesel_async::AsyncConnection as _;
use stations::{
    auth::role::Role,
    rules::policy::Policy,
    staffing::compliance::{facts, rows::Known},
};
use uuid::Uuid;

use crate::harness::{BAISHA, Lab, json};

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

/// One set of statements whatever the number of stations: the county's facts cost what a station's do.
#[actix_web::test]
async fn eleven_stations_take_as_many_statements_as_one() {
    let mut lab = Lab::new().await;
    let all = lab.bureau_officer().await.get("/stations").await.ok();
    let ids: Vec<Uuid> = all.items().iter().map(|s| s["id"].as_str().unwrap().parse().unwrap()).collect();
    assert_eq!(ids.len(), 11);
    let contractor = lab.contractor(&ids).await;
    for station in &ids {
        lab.posted_worker(contractor, *station).await;
    }
    let (counted, at) = (Arc::new(AtomicU32::new(0)), lab.now());
    let counter = Arc::clone(&counted);
    lab.conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    });
    let known = Known { county: BAISHA, at };
    let mut counts = Vec::new();
    for stations in [&ids[..1], &ids[..]] {
        counted.store(0, Ordering::Relaxed);
        let found = facts::of_stations(&lab.conn, known, &Policy::default(), stations).await.unwrap();
        assert!(found.iter().all(|station| station.workers.len() == 1));
        counts.push(counted.load(Ordering::Relaxed));
    }
    assert_eq!(counts, [8, 8]);
}
