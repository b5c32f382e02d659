//! Measurements, not tests: `scripts/bench compliance` runs them on an optimised build and prints what they print.

use std::time::Instant;

use chrono::NaiveDate;
use stations::rules::{
    finding::EmploymentKind,
    periods::Span,
    policy::Policy,
    qualifications::Education,
    staffing::{AgreementCover, Employment, HealthStatement, Posting, StationFacts, WorkerFacts, judge},
    station_state::{StationPeriod, StationState},
};
use uuid::Uuid;

use crate::harness::{Lab, day};

const STATIONS: u128 = 40_000;
const ROUNDS: u32 = 20;

/// A station at work with three workers; the seventh lost one, the fifth has certificates to come.
fn station(number: u128, policy: &Policy) -> StationFacts {
    let (station_id, contractor_id) = (Uuid::from_u128(number), Uuid::from_u128(1));
    let cover = AgreementCover {
        agreement_id: Uuid::from_u128(2),
        contractor_id,
        station_id,
        span: Span::between(day("2023-06-30"), day("2026-06-30")),
        staffing_date: day("2023-06-30"),
    };
    let period = |state, from, to: Option<&str>| StationPeriod {
        state,
        span: Span { from: day(from), to: to.map(|to| to.parse().unwrap()) },
    };
    let preparing = period(StationState::Preparing, "2023-01-01", Some("2023-06-30"));
    StationFacts {
        station_id,
        policy: policy.clone(),
        states: vec![preparing, period(StationState::Operating, "2023-06-30", None)],
        agreements: vec![cover],
        workers: (0..3).map(|nth| worker(number * 4 + nth, station_id, contractor_id)).collect(),
    }
}

fn worker(number: u128, station_id: Uuid, organisation_id: Uuid) -> WorkerFacts {
    let to = number.is_multiple_of(7).then(|| day("2024-03-01"));
    let span = Span { from: day("2023-07-01"), to };
    WorkerFacts {
        worker_id: Uuid::from_u128(number),
        birth: Some(day("1990-07-15")),
        education: Some(Education::Bachelor),
        certificates: Vec::new(),
        employments: vec![Employment { organisation_id, kind: EmploymentKind::LabourContract, span }],
        postings: vec![Posting { station_id, span }],
        health: vec![HealthStatement { dated_on: day("2023-06-20"), fit: true, valid_until: None }],
        safety_education: vec![day("2023-06-20")],
        absences: Vec::new(),
    }
}

#[test]
#[ignore = "a measurement"]
fn the_engine_on_forty_thousand_stations() {
    let policy = Policy::default();
    let all: Vec<StationFacts> = (0..STATIONS).map(|number| station(number, &policy)).collect();
    let (as_of, begun): (NaiveDate, _) = (day("2024-06-01"), Instant::now());
    let findings: usize = all.iter().map(|station| judge(station, as_of).len()).sum();
    println!(
        "engine      {STATIONS} stations, {findings} findings: {:.2} s on one core",
        begun.elapsed().as_secs_f64()
    );
}

/// A county with so many more townships, each with a station at work and three workers.
async fn grow(lab: &Lab, stations: usize) {
    lab.sql(&format!(
        "INSERT INTO townships SELECT '469025', '469025' || n, '镇' || n, 'town', n, '2023-01-01' FROM generate_series(300, 299 + {stations}) n;
         INSERT INTO stations (county_code, id, township_code, name, recorded_at, version)
             SELECT '469025', gen_random_uuid(), code, name || '社工站', '2023-01-01', 1 FROM townships WHERE plan_order >= 300;
         INSERT INTO organisations (county_code, id, kind, name, credit_code, recorded_at, version)
             VALUES ('469025', gen_random_uuid(), 'contractor', '机构', '52469025MJ9900004X', '2023-01-01', 1);
         INSERT INTO agreements (county_code, id, contractor_id, number, valid_from, valid_to, staffing_date, recorded_at, version)
             SELECT '469025', gen_random_uuid(), id, '1', '2023-01-01', '2026-01-01', '2023-01-01', '2023-01-01', 1 FROM organisations;
         INSERT INTO agreement_stations (county_code, id, agreement_id, station_id, valid_from, valid_to, staffing_date, recorded_at)
             SELECT '469025', gen_random_uuid(), a.id, s.id, '2023-01-01', '2026-01-01', '2023-01-01', '2023-01-01' FROM agreements a, stations s;
         DELETE FROM station_states;
         INSERT INTO station_states (county_code, id, station_id, state, valid_from, reason, recorded_at)
             SELECT '469025', gen_random_uuid(), id, 'operating', '2023-01-01', '启动', '2023-01-01' FROM stations;
         INSERT INTO workers (county_code, id, name, recorded_at, version)
             SELECT '469025', gen_random_uuid(), s.id::text, '2023-01-01', 1 FROM stations s, generate_series(1, 3);
         INSERT INTO worker_versions (county_code, worker_id, version, birth_date, education, recorded_at)
             SELECT '469025', id, 1, '1990-07-15', 'bachelor', '2023-01-01' FROM workers;
         INSERT INTO employments (county_code, id, worker_id, organisation_id, kind, valid_from, recorded_at, version)
             SELECT '469025', gen_random_uuid(), w.id, o.id, 'labour_contract', '2023-01-01', '2023-01-01', 1 FROM workers w, organisations o;
         INSERT INTO postings (county_code, id, worker_id, station_id, role, valid_from, recorded_at, version)
             SELECT '469025', gen_random_uuid(), id, name::uuid, 'resident', '2023-01-01', '2023-01-01', 1 FROM workers;
         ANALYZE"
    ))
    .await;
}

/// The median of some rounds, in milliseconds, after one to warm up.
async fn median(lab: &Lab, path: &str) -> f64 {
    let officer = lab.bureau_officer().await;
    officer.get(path).await.ok();
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        officer.get(path).await.ok();
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

#[actix_web::test]
#[ignore = "a measurement"]
async fn the_views_of_a_county_and_of_as_many_stations_as_a_province_has() {
    for more in [0, 207] {
        let lab = Lab::new().await;
        grow(&lab, more).await;
        let year = median(&lab, "/compliance/timeline?from=2023-01-01&to=2024-01-01").await;
        let view = median(&lab, "/compliance").await;
        println!(
            "{:>3} stations GET /compliance {view:.1} ms, its timeline of a year {year:.1} ms",
            11 + more
        );
    }
}
