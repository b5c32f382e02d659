//! A measurement, not a test: `scripts/bench import` runs it on an optimised build and prints what it prints.

use std::{fmt::Write as _, time::Instant};

use super::{HEAD, Post, killed};
use crate::harness::{Lab, day};

const WORKERS: usize = 33;

/// So many rows: a day's work is about sixteen logs of a worker in 200 000, as of eleven busy stations in a year.
async fn made(post: &Post<'_>, rows: usize) -> String {
    let mut workers = Vec::new();
    for _ in 0..WORKERS {
        workers.push(post.lab.posted_worker(post.contractor, post.station).await);
    }
    let (first, mut file) = (day("2023-07-02"), HEAD.to_owned());
    for n in 0..rows {
        let on = first + chrono::Days::new(u64::try_from(n % 366).unwrap());
        let worker = workers[n % WORKERS];
        let text = "入户走访并讲解社会救助申请条件";
        let _ = writeln!(file, "{on},,,1.1,走访,{worker}:20,3,第{n}户{text},");
    }
    file
}

/// Kibibytes of a line of /proc.
fn memory(process: u32, line: &str) -> i64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let found = status.lines().find_map(|one| one.strip_prefix(line)).unwrap_or_default();
    found.trim_matches([':', ' ', '\t', 'k', 'B']).parse().unwrap_or_default()
}

#[actix_web::test]
#[ignore = "a measurement"]
async fn an_import_against_a_raw_copy() {
    let rows: usize = std::env::var("IMPORT_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(200_000);
    let lab = Lab::with(&[("UPLOAD_LIMIT", "400000000")]).await;
    let post = Post::of(&lab).await;
    let file = made(&post, rows).await;
    let queued = post.queue("?mode=valid_rows", &file).await.is(202);
    let path = format!("/imports/{}", queued.id());
    let service = killed::start(&lab);
    let (before, begun) = (memory(service.0.id(), "VmRSS"), Instant::now());
    killed::until(&lab, "ended_at IS NOT NULL").await;
    let (import, most) = (begun.elapsed().as_secs_f64(), memory(service.0.id(), "VmHWM"));
    drop(service);
    let done = post.manager.get(&path).await.ok();
    assert_eq!(done["rows_written"], rows, "{}", done.body);
    let copied = std::env::temp_dir().join(format!("copy-{}", queued.id()));
    let at = copied.display();
    lab.sql(&format!(
        "SET statement_timeout = 0; COPY service_logs TO '{at}'; TRUNCATE service_logs CASCADE"
    ))
    .await;
    let begun = Instant::now();
    lab.sql(&format!("COPY service_logs FROM '{at}'")).await;
    let copy = begun.elapsed().as_secs_f64();
    let _ = std::fs::remove_file(&copied);
    println!(
        "import      {rows} rows in {import:.1} s, a raw COPY of service_logs alone {copy:.1} s: {:.2} of it; {} MiB more at most",
        copy / import,
        (most - before) / 1024
    );
}
