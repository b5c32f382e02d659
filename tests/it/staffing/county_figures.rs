use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use diesel::connection::InstrumentationEvent;
use diesel_async::AsyncConnection as _;
use stations::{auth::role::Role, dated::KnownIn, db::pool, staffing::compliance::counties};

use crate::harness::{Answer, BAISHA, CHANGJIANG, Lab, Staffed, Value, day, json, policy_with};

async fn figures(lab: &Lab, query: &str) -> Answer {
    lab.person(Role::ProvinceViewer).await.get(&format!("/compliance/counties?{query}")).await.ok()
}

#[actix_web::test]
async fn a_county_is_told_in_figures_the_worst_rule_first() {
    let lab = Lab::new().await;
    Staffed::with(&lab, 2).await;
    let answer = figures(&lab, "as_of=2023-07-03").await;
    let baisha = &answer["counties"][0];
    assert_eq!((&baisha["county"], &baisha["stations"]), (&json!(BAISHA), &json!(11)));
    assert_eq!((&baisha["verdict"], &baisha["counts"]["breach"]), (&json!("breach"), &json!(1)));
    assert_eq!((&baisha["workers_required"], &baisha["workers_present"]), (&json!(3), &json!(2)));
    let rules: Vec<&Value> = baisha["rules"].as_array().unwrap().iter().map(|rule| &rule["rule"]).collect();
    assert_eq!(rules, ["S1", "S8", "S6"]);
    assert_eq!(baisha["rules"][2]["counts"]["due"], 2);
    assert_eq!(answer["counts"], baisha["counts"]);
}

#[actix_web::test]
async fn each_county_is_judged_by_its_own_policy() {
    let lab = Lab::new().await;
    Staffed::with(&lab, 3).await;
    lab.changjiang().await;
    let four = policy_with("2023-07-01", &[("/min_resident_workers/value", json!(4))]);
    let made = lab.bureau_admin().await.post("/policies", &four).await.created();
    let answer = figures(&lab, "").await;
    let counties = answer["counties"].as_array().unwrap();
    let codes: Vec<&Value> = counties.iter().map(|county| &county["county"]).collect();
    assert_eq!(codes, [BAISHA, CHANGJIANG]);
    assert_eq!((&counties[0]["policy_id"], &counties[0]["workers_required"]), (&json!(made.id()), &json!(4)));
    assert!(counties[1]["policy_id"].is_string() && counties[1]["policy_id"] != counties[0]["policy_id"]);
}

#[actix_web::test]
async fn no_station_and_no_worker_is_in_it() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let text = figures(&lab, "").await.body.to_string();
    let workers = at.manager.get("/workers").await.ok();
    let ids = workers.items().iter().map(|worker| worker["id"].as_str().unwrap().to_owned());
    assert!(ids.chain([at.station.to_string(), at.contractor.to_string()]).all(|id| !text.contains(&id)));
    assert!(!text.contains("王小梅") && !text.contains("社会工作服务站"));
}

#[actix_web::test]
async fn a_day_and_an_instant_can_be_asked_for() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    lab.at("2023-07-10T02:00:00Z");
    at.post(at.hire("1992-03-05", "labour_contract").await, "2023-07-01").await.created();
    let present = |answer: Answer| answer["counties"][0]["workers_present"].clone();
    assert_eq!(present(figures(&lab, "as_of=2023-07-03").await), 3);
    assert_eq!(present(figures(&lab, "as_of=2023-07-03&known_at=2023-07-04T00:00:00Z").await), 2);
    let before = figures(&lab, "as_of=1999-01-01").await;
    let county = &before["counties"][0];
    assert_eq!((&county["policy_id"], &county["counts"]["unknown"]), (&Value::Null, &json!(11)));
    let viewer = lab.person(Role::ProvinceViewer).await;
    viewer.get("/compliance/counties?known_at=2030-01-01T00:00:00Z").await.faults(&["/known_at too_late"]);
}

#[actix_web::test]
async fn one_county_of_the_province_can_be_named_and_no_other() {
    let lab = Lab::new().await;
    lab.changjiang().await;
    let one = figures(&lab, "county=469026").await;
    assert_eq!(
        (one["counties"].as_array().unwrap().len(), &one["counties"][0]["county"]),
        (1, &json!(CHANGJIANG))
    );
    let viewer = lab.person(Role::ProvinceViewer).await;
    viewer.get("/compliance/counties?county=110101").await.problem(404, "not_found");
    for role in [Role::BureauAdmin, Role::Auditor, Role::PlatformAdmin] {
        lab.person(role).await.get("/compliance/counties").await.problem(403, "forbidden");
    }
}

/// How many statements the figures of these counties take.
async fn statements(lab: &Lab, counties: Vec<&str>) -> usize {
    let statements = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&statements);
    let mut conn = pool::connect(&lab.database_url).await.unwrap();
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    });
    let (number, known) = (counties.len(), KnownIn { counties, at: lab.now() });
    let figures = counties::figures(&conn, &known, day("2023-07-03")).await.unwrap();
    assert_eq!(figures.len(), number);
    statements.load(Ordering::Relaxed)
}

#[actix_web::test]
async fn many_counties_take_as_many_statements_as_one() {
    let lab = Lab::new().await;
    Staffed::with(&lab, 3).await;
    lab.changjiang().await;
    let one = statements(&lab, vec![BAISHA]).await;
    assert!(one > 5, "the counter counts: {one}");
    assert_eq!(statements(&lab, vec![BAISHA, CHANGJIANG]).await, one);
}
