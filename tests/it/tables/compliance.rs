use stations::auth::role::Role;

use super::{CSV, NDJSON, XLSX};
use crate::harness::{Lab, Staffed, Value};

#[actix_web::test]
async fn the_countys_verdicts_are_a_row_a_finding() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let officer = lab.bureau_officer().await;
    let json = officer.get("/compliance").await.ok();
    let stations = json["stations"].as_array().unwrap();
    let findings: usize = stations.iter().map(|one| one["findings"].as_array().unwrap().len()).sum();
    let csv = officer.get_as(CSV, "/compliance").await.ok();
    assert_eq!(csv.lines().len(), findings + 1);
    assert!(csv.lines()[0].starts_with("判定日,站点,站点结论,规则,依据条款,结论代码,结论,说明"));
    let first = csv.lines().into_iter().find(|line| line.contains("S1") && line.contains("breach")).unwrap();
    assert!(first.contains("不符合") && first.contains(&at.station.to_string()), "{first}");
}

#[actix_web::test]
async fn the_worst_station_comes_first_in_tables_too() {
    let lab = Lab::new().await;
    Staffed::with(&lab, 2).await;
    let officer = lab.bureau_officer().await;
    let lines = officer.get_as(NDJSON, "/compliance?sort=worst&as_of=2023-07-03").await.ok();
    let rows: Vec<Value> = lines.lines().iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&rows[0]["verdict"], &rows[0]["as_of"]), (&"breach".into(), &"2023-07-03".into()));
    let book = officer.get_as(XLSX, "/compliance?sort=worst").await.ok().sheet();
    assert_eq!((book[1][2].as_str(), book.len()), ("breach", rows.len() + 1));
}

#[actix_web::test]
async fn the_province_gets_tables_without_workers() {
    let lab = Lab::new().await;
    Staffed::with(&lab, 1).await;
    let workers = lab.bureau_officer().await.get("/workers").await.ok();
    let viewer = lab.person(Role::ProvinceViewer).await;
    let csv = viewer.get_as(CSV, "/compliance?county=469025").await.ok();
    assert!(csv.lines().iter().all(|line| !line.contains(workers.items()[0]["id"].as_str().unwrap())));
    viewer.get_as(CSV, "/compliance").await.faults(&["/county required"]);
}

#[actix_web::test]
async fn deadlines_and_vacancies_are_tables_as_well() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    for path in ["/compliance/deadlines?within_days=730", "/vacancies"] {
        let json = at
            .manager
            .get(&format!("{path}{}limit=200", if path.contains('?') { '&' } else { '?' }))
            .await
            .ok();
        let csv = at.manager.get_as(CSV, path).await.ok();
        assert_eq!(csv.lines().len(), json.items().len() + 1, "{path}");
    }
}
