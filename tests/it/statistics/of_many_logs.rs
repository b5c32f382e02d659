//! A measurement, not a test: `scripts/bench logs` runs it on an optimised build; `LOGS` says how many (100,000).

use std::time::Instant;

use stations::service_logs::figures::recount;

use crate::harness::{BAISHA, Lab};

const ROUNDS: usize = 15;

/// So many logs of 2024 at eleven stations by 33 workers, each third with one of 20,000 clients.
async fn fill(lab: &Lab, logs: u32) {
    lab.sql(&format!(
        "SET statement_timeout = 0; SET session_replication_role = replica;
         CREATE TEMP TABLE s AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM stations WHERE county_code = '469025';
         CREATE TEMP TABLE i AS SELECT row_number() OVER (ORDER BY code) - 1 AS n, code FROM service_items WHERE county_code = '469025';
         INSERT INTO clients (county_code, id, station_id, kind, recorded_by, recorded_at, version)
             SELECT '469025', md5('c' || c.n)::uuid, s.id, 'person', s.id, '2024-01-01', 1
             FROM generate_series(0, 19999) c (n) JOIN s ON s.n = c.n % 11;
         INSERT INTO service_logs (county_code, id, station_id, item_code, method, served_on, people_served, summary_sealed,
             result_sealed, state, recorded_by, recorded_at, content_hash, version, on_list)
             SELECT '469025', md5(l.n::text)::uuid, s.id, i.code,
                 (ARRAY['case', 'group', 'community', 'visit', 'outreach', 'referral'])[1 + (hashint4(l.n + 1) & 2147483647) % 6],
                 DATE '2024-01-01' + (hashint4(l.n + 2) & 2147483647) % 366, l.n % 9, decode(repeat('00', 150), 'hex'),
                 decode(repeat('00', 60), 'hex'), 'submitted', s.id, '2024-12-31', '', 1, true
             FROM generate_series(1, {logs}) l (n) JOIN s ON s.n = l.n % 11 JOIN i ON i.n = (hashint4(l.n) & 2147483647) % 30;
         INSERT INTO service_log_workers (county_code, log_id, worker_id, minutes, posted_here, served_on)
             SELECT county_code, id, md5('w' || (people_served + extract(doy FROM served_on)::integer) % 3 || station_id)::uuid,
                 60, true, served_on FROM service_logs;
         INSERT INTO service_log_clients SELECT '469025', md5(n::text)::uuid, md5('c' || n % 11 + 11 * (n / 33 % 1818))::uuid
             FROM generate_series(3, {logs}, 3) n;
         SET session_replication_role = origin;"
    ))
    .await;
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Milliseconds of the whole request.
async fn asked(lab: &Lab, query: &str) -> f64 {
    let officer = lab.bureau_officer().await;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        officer.get(&format!("/statistics/services?{query}")).await.ok();
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    median(times)
}

/// Milliseconds of what would be asked without the figures: only logs and people, no minutes, no clients.
async fn grouped(lab: &Lab, key: &str) -> f64 {
    let query = format!(
        "SELECT count(*) AS n FROM (SELECT {key}, count(*), sum(people_served) FROM service_logs WHERE county_code = '469025' \
         AND served_on >= '2024-01-01' AND served_on < '2025-01-01' AND state IN ('submitted', 'reviewed', 'verified') GROUP BY {key}) g"
    );
    let mut times = Vec::new();
    for _ in 0..3 {
        let begun = Instant::now();
        lab.number(&query).await;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    median(times)
}

#[actix_web::test]
#[ignore = "a measurement"]
async fn a_countys_year() {
    let logs = std::env::var("LOGS").ok().and_then(|logs| logs.parse().ok()).unwrap_or(100_000);
    let lab = Lab::new().await;
    let begun = Instant::now();
    fill(&lab, logs).await;
    println!("{logs} logs, filled in {:.0} s", begun.elapsed().as_secs_f64());
    let begun = Instant::now();
    let rows = recount::rebuild(&lab.conn, BAISHA).await.unwrap();
    println!("{rows} rows of figures, rebuilt in {:.0} s", begun.elapsed().as_secs_f64());
    lab.sql("VACUUM ANALYZE service_logs").await;
    lab.sql("VACUUM ANALYZE service_figures").await;
    lab.sql("VACUUM ANALYZE service_client_figures").await;
    let year = "from=2024-01-01&to=2025-01-01";
    for (group, key) in [
        ("station", "station_id"),
        ("month,station", "date_trunc('month', served_on), station_id"),
        ("item", "item_code"),
        ("day", "served_on"),
        ("worker", "station_id, method"),
    ] {
        let (kept, whole) =
            (asked(&lab, &format!("{year}&group_by={group}")).await, grouped(&lab, key).await);
        println!("by {group}: {kept:.1} ms; GROUP BY {key}: {whole:.0} ms, {:.0} times", whole / kept);
    }
}
