use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use diesel::connection::InstrumentationEvent;
use diesel_async::AsyncConnection as _;
use stations::{
    auth::role::Role, dated::Known, db::pool, rules::policy::Policy, staffing::compliance::facts,
};
use uuid::Uuid;

use crate::harness::{BAISHA, Lab, Staffed, Value, finding, json};

#[actix_web::test]
async fn the_county_view_equals_each_stations_own_view() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    let second = lab.operating("469025101").await;
    let other = lab.other_contractor(&[second]).await;
    lab.posted_worker(other, second).await;
    let officer = lab.bureau_officer().await;
    let county = officer.get("/compliance?as_of=2023-07-02").await.ok();
    let stations = county["stations"].as_array().unwrap();
    for station in stations {
        let path =
            format!("/stations/{}/compliance?as_of=2023-07-02", station["station_id"].as_str().unwrap());
        assert_eq!(officer.get(&path).await.ok().body, *station);
    }
    let verdicts: Vec<&str> = stations.iter().map(|station| station["verdict"].as_str().unwrap()).collect();
    assert_eq!((stations.len(), &verdicts[..3]), (11, &["due", "breach", "not_applicable"][..]));
    assert_eq!((&county["verdict"], &county["counts"]["not_applicable"]), (&json!("breach"), &json!(9)));
    assert_eq!(stations[0]["station_id"], json!(at.station));
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
    let known = Known { county: BAISHA, at: lab.now() };
    let facts = facts::of_stations(&conn, known, &Policy::default(), stations).await.unwrap();
    assert!(facts.iter().all(|facts| !facts.workers.is_empty()), "there is something to load");
    statements.load(Ordering::Relaxed)
}

#[actix_web::test]
async fn the_county_view_takes_as_many_statements_as_a_station() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    let mut stations = vec![at.station];
    let one = statements(&lab, &stations).await;
    for township in ["469025101", "469025102", "469025103"] {
        let station = lab.station(township).await;
        lab.posted_worker(at.contractor, station).await;
        stations.push(station);
    }
    assert!(one > 5, "the counter counts: {one}");
    assert_eq!(statements(&lab, &stations).await, one);
}

#[actix_web::test]
async fn each_sees_the_verdicts_of_the_stations_within_reach() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 1).await;
    let stations = |answer: Value| answer["stations"].as_array().unwrap().len();
    let township = lab.township_officer("469025101").await;
    assert_eq!(stations(at.manager.get("/compliance").await.ok().body), 1);
    assert_eq!(stations(township.get("/compliance").await.ok().body), 1);
    assert_eq!(stations(lab.person(Role::Auditor).await.get("/compliance").await.ok().body), 11);
    let path = format!("/stations/{}/compliance", at.station);
    township.get(&path).await.problem(404, "not_found");
    lab.person(Role::FinanceOfficer).await.get(&path).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn the_province_sees_findings_without_whom_they_are_about() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let viewer = lab.person(Role::ProvinceViewer).await;
    let path = format!("/stations/{}/compliance?county=469025", at.station);
    let verdict = viewer.get(&path).await.ok();
    let subjects = verdict["findings"].as_array().unwrap().iter().map(|finding| &finding["subject"]);
    let of_workers: Vec<&Value> = subjects.filter(|subject| subject["kind"] == "worker").collect();
    assert_eq!((of_workers.len(), finding(&verdict, "S1")["subject"]["id"].clone()), (14, json!(at.station)));
    assert!(of_workers.iter().all(|subject| subject["id"].is_null()));
    let county = viewer.get("/compliance?county=469025").await.ok();
    let workers = lab.bureau_officer().await.get("/workers").await.ok();
    let known = workers.items().iter().map(|worker| worker["id"].as_str().unwrap());
    assert!(known.into_iter().all(|id| !county.body.to_string().contains(id)));
}

#[actix_web::test]
async fn the_province_names_the_county() {
    let lab = Lab::new().await;
    let viewer = lab.person(Role::ProvinceViewer).await;
    viewer.get("/compliance").await.faults(&["/county required"]);
    viewer.get("/compliance?county=110101").await.problem(404, "not_found");
    let officer = lab.bureau_officer().await;
    officer.get("/compliance?county=469026").await.problem(404, "not_found");
}
