use stations::auth::role::Role;

use super::pdf;
use crate::harness::{Judged, Lab, TOWNSHIP, json};

fn path(judged: &Judged<'_>) -> String {
    format!("/agreements/{}/annual-results", judged.agreement)
}

#[actix_web::test]
async fn an_annual_report_shows_both_phases_mean_and_lowest() {
    let lab = Lab::new().await;
    let stations = [lab.station(TOWNSHIP).await, lab.station("469025101").await];
    let judged = lab.judged(&stations).await;
    judged.both(stations[0], [8998, 9001]).await;
    judged.result(stations[1], judged.phases[0], 7000).await;
    let text = pdf(&lab.bureau_admin().await, &path(&judged)).await.printed();
    for part in [
        "年度评估报告",
        "89.98",
        "90.01",
        "90.00",
        "优秀",
        "仅一期",
        "各站平均：80.00",
        "最低一站：70.00",
        "—",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("校验值（SHA-256）"), "{text}");
}

#[actix_web::test]
async fn a_station_without_a_result_is_named_and_not_nought() {
    let lab = Lab::new().await;
    let stations = [lab.station(TOWNSHIP).await, lab.station("469025101").await];
    let judged = lab.judged(&stations).await;
    judged.both(stations[0], [8000, 9000]).await;
    let text = pdf(&lab.bureau_admin().await, &path(&judged)).await.printed();
    assert!(text.contains("尚无已公布结果") && text.contains("最低一站：85.00"), "{text}");
}

#[actix_web::test]
async fn after_the_decision_it_bears_its_reason_and_digest_and_can_be_verified() {
    let lab = Lab::new().await;
    let station = lab.station(TOWNSHIP).await;
    let judged = lab.judged(&[station]).await;
    judged.both(station, [8000, 9000]).await;
    let admin = lab.bureau_admin().await;
    let body = json!({"agreement_id": judged.agreement, "service_year_id": judged.year, "decision": "renew", "reason": "年度结果良好"});
    let made = admin.post("/renewal-references", &body).await.created();
    let digest = made["digest"].as_str().unwrap();
    let text = pdf(&admin, &path(&judged)).await.printed();
    assert!(text.contains(digest) && text.contains("续签；理由：年度结果良好"), "{text}");
    let told = lab.anyone().get(&format!("/public/verifications/{digest}")).await.ok();
    assert_eq!((&told["kind"], &told["service_year"]), (&json!("renewal_reference"), &json!(1)));
}

#[actix_web::test]
async fn there_is_no_report_of_what_is_not_published_nor_for_others() {
    let lab = Lab::new().await;
    let station = lab.station(TOWNSHIP).await;
    let judged = lab.judged(&[station]).await;
    let document = format!("{}/document", path(&judged));
    let admin = lab.bureau_admin().await;
    admin.get(&document).await.problem(404, "not_found");
    judged.both(station, [8000, 9000]).await;
    admin.get(&format!("{document}?service_year={}&format=xlsx", judged.year)).await.ok();
    admin.get(&format!("{document}?service_year={station}")).await.problem(404, "not_found");
    lab.township_officer("469025101").await.get(&document).await.problem(404, "not_found");
    lab.person(Role::FinanceOfficer).await.get(&document).await.ok();
}
