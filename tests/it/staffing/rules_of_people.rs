//! S5, S7, S8, S9 and absences, as a user reads them.

use stations::auth::role::Role;

use crate::harness::{Lab, Staffed, Value, finding, json, policy_with};

#[actix_web::test]
async fn nothing_recorded_is_unknown_and_something_valid_is_met() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.newcomer().await;
    assert_eq!((at.status("S5", "").await, at.status("S9", "").await), ("unknown".into(), "unknown".into()));
    let health = json!({"kind": "statement", "fit": true, "dated_on": "2023-07-01"});
    at.manager.post(&format!("/workers/{worker}/health-statements"), &health).await.created();
    let safety =
        json!({"kind": "safety_education", "held_on": "2023-07-02", "hours": 2, "provider": "本机构"});
    at.manager.post(&format!("/workers/{worker}/trainings"), &safety).await.created();
    let verdict = at.verdict("").await;
    let (s5, s9) = (finding(&verdict, "S5"), finding(&verdict, "S9"));
    assert_eq!((&s5["status"], &s5["actual"]["value"]), (&json!("met"), &json!("2024-07-01")));
    assert_eq!((&s9["status"], &s9["actual"]["value"]), (&json!("met"), &json!("2024-07-02")));
    assert_eq!((&s5["source"], &s9["source"]), (&json!("六（三）"), &json!("三（三）")));
}

#[actix_web::test]
async fn their_lapse_is_seen_coming() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.newcomer().await;
    let health =
        json!({"kind": "examination", "fit": true, "dated_on": "2023-07-01", "valid_until": "2023-08-01"});
    at.manager.post(&format!("/workers/{worker}/health-statements"), &health).await.created();
    let change = finding(&at.verdict("").await, "S5")["changes_on"].clone();
    assert_eq!((&change["on"], &change["to_status"]), (&json!("2023-08-02"), &json!("breach")));
    let list = at.manager.get("/compliance/deadlines").await.ok();
    let due = list.items().iter().find(|due| due["rule"] == "S5").unwrap();
    assert_eq!((&due["on"], &due["causes"]), (&json!("2023-08-02"), &json!(["health_statement_expires"])));
    assert_eq!(at.status("S5", "as_of=2023-08-02").await, "breach");
}

#[actix_web::test]
async fn the_intervals_are_the_policys_of_the_day_judged() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.newcomer().await;
    let safety =
        json!({"kind": "safety_education", "held_on": "2023-07-01", "hours": 2, "provider": "本机构"});
    at.manager.post(&format!("/workers/{worker}/trainings"), &safety).await.created();
    let stricter = policy_with("2023-12-01", &[("/safety_education_interval_months/value", json!(3))]);
    lab.bureau_admin().await.post("/policies", &stricter).await.created();
    assert_eq!(at.status("S9", "as_of=2023-11-30").await, "met");
    assert_eq!(at.status("S9", "as_of=2023-12-01").await, "breach");
}

/// Who reads compliance reads a status, and not whether somebody is unfit or a paper has lapsed.
#[actix_web::test]
async fn an_unfit_worker_is_told_as_one_whose_statement_lapsed() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.newcomer().await;
    let path = format!("/workers/{worker}/health-statements");
    let told = async |body: Value| {
        let made = at.manager.post(&path, &body).await.created();
        let seen = lab.township_officer("469025100").await;
        let verdict = seen.get(&format!("/stations/{}/compliance", at.station)).await.ok();
        let void = format!("/health-statements/{}/voiding", made.id());
        at.manager.move_on(&made, &void, &json!({"reason": "wrong_result"})).await.ok();
        finding(&verdict, "S5")
    };
    let unfit = told(json!({"kind": "examination", "fit": false, "dated_on": "2022-06-01"})).await;
    let lapsed = told(json!({"kind": "statement", "fit": true, "dated_on": "2022-06-01"})).await;
    assert_eq!((&unfit["status"], &lapsed["status"]), (&json!("breach"), &json!("breach")));
    for member in ["message", "actual", "expected", "changes_on", "reading"] {
        assert_eq!(unfit[member], lapsed[member], "{member}");
    }
}

#[actix_web::test]
async fn a_voided_statement_was_known_until_it_was_voided() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.newcomer().await;
    let body = json!({"kind": "statement", "fit": true, "dated_on": "2023-07-01"});
    let made = at.manager.post(&format!("/workers/{worker}/health-statements"), &body).await.created();
    lab.at("2023-07-10T02:00:00Z");
    let path = format!("/health-statements/{}/voiding", made.id());
    let manager = at.manager_now().await;
    manager.move_on(&made, &path, &json!({"reason": "wrong_worker"})).await.ok();
    assert_eq!(at.status("S5", "as_of=2023-07-05").await, "unknown");
    assert_eq!(at.status("S5", "as_of=2023-07-05&known_at=2023-07-10T01:59:59Z").await, "met");
}

#[actix_web::test]
async fn one_station_at_a_time_is_ours_and_met() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 1).await;
    let s7 = finding(&at.verdict("").await, "S7");
    assert_eq!((&s7["status"], &s7["source"]), (&json!("met"), &json!("ours")));
    assert_eq!(s7["actual"], json!({"kind": "stations", "value": 1}));
}

#[actix_web::test]
async fn full_strength_reached_late_says_how_late() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let s8 = finding(&at.verdict("").await, "S8");
    assert_eq!((&s8["status"], &s8["since"]), (&json!("breach"), &json!("2023-06-30")));
    at.post(at.hire("1992-03-05", "labour_contract").await, "2023-07-03").await.created();
    let s8 = finding(&at.verdict("").await, "S8");
    assert_eq!((&s8["status"], &s8["actual"]["value"]["days_late"]), (&json!("met"), &json!(3)));
    assert_eq!(s8["actual"]["value"]["reached_on"], "2023-07-03");
    assert_eq!(at.status("S8", "as_of=2023-07-02").await, "breach");
}

#[actix_web::test]
async fn a_station_with_nothing_amiss_is_met() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    let workers = at.manager.get("/workers").await.ok();
    for (n, worker) in workers.items().iter().enumerate() {
        let body = json!({"level": "assistant", "number": format!("2022S{n}"), "obtained_on": "2022-10-17"});
        let path = format!("/workers/{}/certificates", worker["id"].as_str().unwrap());
        at.manager.post(&path, &body).await.created();
    }
    let verdict = at.verdict("").await;
    assert_eq!((&verdict["verdict"], &verdict["counts"]["met"]), (&json!("met"), &json!(2 + 3 * 7)));
}

#[actix_web::test]
async fn leave_protected_by_law_is_not_absence_and_secondment_is() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let worker = at.newcomer().await;
    for (kind, from, to, status) in [
        ("maternity", "2023-07-10", "2023-07-20", "met"),
        ("secondment", "2023-08-10", "2023-08-20", "breach"),
    ] {
        let body = json!({"worker_id": worker, "kind": kind, "from": from, "to": to});
        at.manager.post("/absences", &body).await.created();
        assert_eq!(at.status("S1", &format!("as_of={from}")).await, status, "{kind}");
        assert_eq!(at.status("S1", &format!("as_of={to}")).await, "met", "{kind} is over");
    }
}

#[actix_web::test]
async fn an_absence_costs_worker_days_and_is_no_vacancy() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let body = json!({"worker_id": at.newcomer().await, "kind": "personal", "from": "2023-08-01", "to": "2023-08-11"});
    at.manager.post("/absences", &body).await.created();
    let query = "from=2023-08-01&to=2023-08-31";
    let timeline = at.manager.get(&format!("/compliance/timeline?{query}")).await.ok();
    assert_eq!(timeline["worker_days"]["shortage_worker_days"], 10);
    assert_eq!(timeline["stations"][0]["runs"][0]["workers"], 2);
    assert_eq!(timeline["stations"][0]["runs"][1]["from"], "2023-08-11");
    assert_eq!(at.manager.get("/vacancies").await.ok().items().len(), 0);
}

#[actix_web::test]
async fn an_absence_is_known_from_its_recording_and_its_end_from_its_own() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let body = json!({"worker_id": at.newcomer().await, "kind": "without_leave", "from": "2023-07-02"});
    let made = at.manager.post("/absences", &body).await.created();
    lab.at("2023-07-10T02:00:00Z");
    let path = format!("/absences/{}/end", made.id());
    at.manager_now().await.move_on(&made, &path, &json!({"to": "2023-07-05"})).await.ok();
    assert_eq!(at.status("S1", "as_of=2023-07-04").await, "breach");
    assert_eq!(at.status("S1", "as_of=2023-07-06").await, "met");
    assert_eq!(at.status("S1", "as_of=2023-07-06&known_at=2023-07-09T00:00:00Z").await, "breach");
}

#[actix_web::test]
async fn the_province_sees_these_findings_without_whom_they_are_about() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    at.newcomer().await;
    let viewer = lab.person(Role::ProvinceViewer).await;
    let verdict = viewer.get(&format!("/stations/{}/compliance?county=469025", at.station)).await.ok();
    for rule in ["S5", "S7", "S9"] {
        assert!(finding(&verdict, rule)["subject"]["id"].is_null(), "{rule}");
    }
}
