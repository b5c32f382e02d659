//! Every list that the document says can be exported.

use stations::{app, auth::role::Role, routes};

use super::{CSV, NDJSON, XLSX};
use crate::harness::{Lab, Value};

/// The GET routes without parameters in the path that can answer CSV.
fn exportable() -> Vec<String> {
    let document = app::document();
    let csv = |path: &str| {
        let answer = &document["paths"][path]["get"]["responses"]["200"]["content"];
        answer.get(CSV).is_some() && answer.get("application/json").is_some()
    };
    let paths = routes::all().into_iter().filter(|one| one.method == "GET" && !one.path.contains('{'));
    paths.map(|one| one.path).filter(|path| csv(path)).map(|path| format!("/{path}")).collect()
}

#[actix_web::test]
async fn every_exportable_list_has_a_chinese_heading_above_each_column() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    lab.posted_worker(round.contractor, round.station).await;
    let paths = exportable();
    assert!(paths.len() >= 10, "{paths:?}");
    for path in &paths {
        let csv = round.admin.get_as(CSV, path).await.ok();
        let untold: Vec<&str> = csv.lines()[0].split(',').filter(|heading| heading.is_ascii()).collect();
        assert_eq!(untold, Vec::<&str>::new(), "{path}: write their headings into src/tables/headings.rs");
    }
}

#[actix_web::test]
async fn every_exportable_list_says_the_same_in_every_format() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    lab.posted_worker(round.contractor, round.station).await;
    for path in exportable() {
        let lines = round.admin.get_as(NDJSON, &path).await.ok();
        assert!(lines.lines().iter().all(|line| serde_json::from_str::<Value>(line).is_ok()), "{path}");
        let csv = round.admin.get_as(CSV, &path).await.ok();
        assert_eq!(csv.lines().len(), lines.lines().len() + 1, "{path}");
        let book = round.admin.get_as(XLSX, &path).await.ok().sheet();
        assert_eq!(book.len(), csv.lines().len(), "{path}");
    }
}

#[actix_web::test]
async fn a_table_shows_no_more_than_the_list() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    lab.posted_worker(round.contractor, round.station).await;
    let elsewhere = lab.township_officer("469025101").await;
    for path in ["/workers", "/postings", "/employments"] {
        assert_eq!(elsewhere.get_as(CSV, path).await.ok().lines().len(), 1, "{path}");
        assert_eq!(round.township.get_as(CSV, path).await.ok().lines().len(), 2, "{path}");
    }
    lab.person(Role::FinanceOfficer).await.get_as(CSV, "/workers").await.problem(403, "forbidden");
}

#[actix_web::test]
async fn personal_values_are_masked_in_tables_too() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let body = serde_json::json!({"name": "王小梅", "identity_number": "469025199203059080", "phone": "13812345678"});
    officer.post("/workers", &body).await.created();
    for format in [CSV, NDJSON] {
        let text = officer.get_as(format, "/workers").await.ok().lines().concat();
        assert!(text.contains("4690************80") && text.contains("138****5678"), "{text}");
        assert!(!text.contains("469025199203059080") && !text.contains("13812345678"));
    }
}
