use stations::auth::role::Role;

use crate::harness::{Answer, Lab, Staffed, Value, json, policy_with};

const SUMMER: &str = "from=2023-07-01&to=2023-08-01";

async fn timeline(at: &Staffed<'_>, query: &str) -> Answer {
    at.manager_now().await.get(&format!("/compliance/timeline?{query}")).await.ok()
}

/// From, verdict, workers, required of the first station's runs.
fn runs(answer: &Answer) -> Vec<Value> {
    let runs = answer["stations"][0]["runs"].as_array().unwrap();
    runs.iter().map(|run| json!([run["from"], run["verdict"], run["workers"], run["required"]])).collect()
}

#[actix_web::test]
async fn a_late_third_worker_shows_as_two_runs_and_as_missing_days() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    at.post(at.hire("1992-03-05", "labour_contract").await, "2023-07-11").await.created();
    let answer = timeline(&at, SUMMER).await;
    let workers: Vec<Value> = runs(&answer).iter().map(|run| json!([run[0], run[2], run[3]])).collect();
    assert_eq!(workers, [json!(["2023-07-01", 2, 3]), json!(["2023-07-11", 3, 3])]);
    let days = json!({"worker_days_required": 93, "worker_days_present": 83, "shortage_worker_days": 10,
        "present_share": "0.8924", "unknown_days": 0});
    assert_eq!((&answer["worker_days"], &answer["stations"][0]["worker_days"]), (&days, &days));
}

#[actix_web::test]
async fn each_day_is_judged_by_the_policy_of_that_day() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    let two = policy_with("2023-07-16", &[("/min_resident_workers/value", json!(4))]);
    lab.bureau_admin().await.post("/policies", &two).await.created();
    let answer = timeline(&at, SUMMER).await;
    let required: Vec<Value> = runs(&answer).iter().map(|run| json!([run[0], run[3]])).collect();
    assert_eq!(required, [json!(["2023-07-01", 3]), json!(["2023-07-16", 4])]);
    let policies = answer["policies"].as_array().unwrap();
    assert_eq!((&policies[0]["to"], &policies[1]["from"]), (&json!("2023-07-16"), &json!("2023-07-16")));
    assert_eq!((&policies[0]["from"], &policies[1]["to"]), (&json!("2023-07-01"), &json!("2023-08-01")));
}

#[actix_web::test]
async fn the_timeline_says_of_every_day_what_the_day_itself_says() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    at.post(at.hire("1977-07-01", "labour_contract").await, "2023-07-03").await.created();
    let answer = timeline(&at, "from=2023-06-20&to=2023-07-06").await;
    for run in answer["stations"][0]["runs"].as_array().unwrap() {
        let verdict = at.verdict(&format!("as_of={}", run["from"].as_str().unwrap())).await;
        assert_eq!(verdict["verdict"], run["verdict"], "{run}");
    }
}

#[actix_web::test]
async fn a_timeline_of_what_was_known_does_not_know_what_came_later() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    lab.at("2023-07-10T02:00:00Z");
    at.post(at.hire("1992-03-05", "labour_contract").await, "2023-07-01").await.created();
    assert_eq!(timeline(&at, SUMMER).await["worker_days"]["shortage_worker_days"], 0);
    let then = timeline(&at, &format!("{SUMMER}&known_at=2023-07-09T00:00:00Z")).await;
    assert_eq!((&then["worker_days"]["shortage_worker_days"], runs(&then).len()), (&json!(31), 1));
}

#[actix_web::test]
async fn one_station_can_be_asked_for_and_only_within_reach() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 1).await;
    let officer = lab.bureau_officer().await;
    let path = format!("/compliance/timeline?{SUMMER}&station_id={}", at.station);
    let answer = officer.get(&path).await.ok();
    assert_eq!(answer["stations"].as_array().unwrap().len(), 1);
    lab.township_officer("469025101").await.get(&path).await.problem(404, "not_found");
    lab.person(Role::FinanceOfficer).await.get(&path).await.problem(403, "forbidden");
    let county = officer.get(&format!("/compliance/timeline?{SUMMER}")).await.ok();
    assert_eq!(
        (county["stations"].as_array().unwrap().len(), &county["worker_days"]),
        (11, &answer["worker_days"])
    );
}

#[actix_web::test]
async fn the_days_are_a_stretch_of_at_most_three_years() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    for (query, fault) in [
        ("from=2023-07-04", "/to too_early"),
        ("from=2023-07-01&to=2023-07-01", "/to too_early"),
        ("from=2023-07-01&to=2026-07-02", "/to too_late"),
        ("from=1999-07-01&to=2000-07-01", "/from no_policy"),
        ("from=2023-07-01&to=2023-08-01&known_at=2030-01-01T00:00:00Z", "/known_at too_late"),
    ] {
        officer.get(&format!("/compliance/timeline?{query}")).await.faults(&[fault]);
    }
    officer.get("/compliance/timeline?from=2023-07-01&to=2026-07-01").await.ok();
}

#[actix_web::test]
async fn the_province_reads_the_timeline_of_a_county_that_it_names() {
    let lab = Lab::new().await;
    let viewer = lab.person(Role::ProvinceViewer).await;
    let path = format!("/compliance/timeline?{SUMMER}");
    viewer.get(&path).await.faults(&["/county required"]);
    assert_eq!(
        viewer.get(&format!("{path}&county=469025")).await.ok()["stations"].as_array().unwrap().len(),
        11
    );
}

#[actix_web::test]
async fn without_a_question_it_is_the_year_so_far() {
    let lab = Lab::new().await;
    let answer = lab.bureau_officer().await.get("/compliance/timeline").await.ok();
    assert_eq!((&answer["from"], &answer["to"]), (&json!("2023-01-01"), &json!("2023-07-04")));
}
