use stations::auth::role::Role;

use super::{adult, but, child, is_silent, path, put};
use crate::harness::{Lab, Site, json};

#[actix_web::test]
async fn clients_are_counted_by_category_and_risk() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    put(&lab, &site.worker, &adult(&site)).await.created();
    put(&lab, &site.worker, &child(&site)).await.created();
    let counts = site.officer.get("/clients/counts").await.ok();
    assert_eq!((&counts["clients"], &counts["as_of"]), (&json!(2), &json!("2023-07-03")));
    let by_category = json!([{"category": "disabled", "clients": 1}, {"category": "left_behind_child", "clients": 1},
        {"category": "low_income", "clients": 1}]);
    assert_eq!(counts["by_category"], by_category);
    assert_eq!(counts["by_risk_level"], json!([{"risk_level": "medium", "clients": 1}]));
    is_silent(&counts.body.to_string());
}

#[actix_web::test]
async fn a_past_day_is_counted_as_it_was() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let high = json!({"risk_level": "high", "from": "2023-07-03"});
    site.worker.post(&path(&made, "/risk-levels"), &high).await.created();
    for (day, level) in [("2023-07-02", "medium"), ("2023-07-03", "high")] {
        let counts = site.officer.get(&format!("/clients/counts?as_of={day}")).await.ok();
        assert_eq!(counts["by_risk_level"], json!([{"risk_level": level, "clients": 1}]), "{day}");
    }
}

#[actix_web::test]
async fn merged_registrations_count_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let first = put(&lab, &site.worker, &adult(&site)).await.created();
    let second = put(&lab, &site.worker, &adult(&site)).await.created();
    let body = json!({"survivor_id": first.id(), "merged_id": second.id(), "reason": "同一人"});
    site.lead.post("/client-merges", &body).await.created();
    let counts = site.officer.get("/clients/counts").await.ok();
    assert_eq!((&counts["clients"], &counts["by_category"][0]["clients"]), (&json!(1), &json!(1)));
}

#[actix_web::test]
async fn each_counts_what_is_within_reach() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    put(&lab, &site.worker, &adult(&site)).await.created();
    let elsewhere = lab.station("469025101").await;
    let rival = lab.other_contractor(&[elsewhere]).await;
    let there = lab.posted(Role::ResidentWorker, lab.posted_worker(rival, elsewhere).await).await;
    put(&lab, &there, &but(adult(&site), &json!({"station_id": elsewhere}))).await.created();
    let viewer = lab.person(Role::ProvinceViewer).await;
    let all = viewer.get("/clients/counts?county=469025").await.ok();
    assert_eq!(all["clients"], 2);
    let one = viewer.get(&format!("/clients/counts?county=469025&station_id={elsewhere}")).await.ok();
    assert_eq!(one["clients"], 1);
    assert_eq!(site.officer.get("/clients/counts").await.ok()["clients"], 1);
}

#[actix_web::test]
async fn an_empty_county_counts_nothing() {
    let lab = Lab::new().await;
    let counts = lab.bureau_officer().await.get("/clients/counts?as_of=2023-07-01").await.ok();
    assert_eq!(
        counts.body,
        json!({"as_of": "2023-07-01", "clients": 0, "by_category": [], "by_risk_level": []})
    );
    lab.anyone().get("/clients/counts").await.problem(401, "unauthenticated");
}
