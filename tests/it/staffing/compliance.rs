use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use diesel::connection::InstrumentationEvent;
use diesel_async::AsyncConnection as _;
use stations::{
    auth::role::Role,
    db::pool,
    rules::policy::Policy,
    staffing::compliance::{facts, rows::Known},
};
use uuid::Uuid;

use crate::harness::{BAISHA, Lab, Staffed, Value, day, finding, json};

#[actix_web::test]
async fn two_workers_are_a_breach_and_the_third_mends_it() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let s1 = finding(&at.verdict("").await, "S1");
    assert_eq!((&s1["status"], &s1["source"]), (&json!("breach"), &json!("六（三）")));
    assert_eq!((&s1["expected"]["value"], &s1["actual"]["value"]), (&json!(3), &json!(2)));
    assert_eq!((&s1["subject"]["id"], &s1["since"]), (&json!(at.station), &json!("2023-06-30")));
    at.post(at.hire("1992-03-05", "labour_contract").await, "2023-07-03").await.created();
    let s1 = finding(&at.verdict("").await, "S1");
    assert_eq!(
        (&s1["status"], &s1["actual"]["value"], &s1["since"]),
        (&json!("met"), &json!(3), &json!("2023-07-03"))
    );
    assert_eq!(at.status("S1", "as_of=2023-07-02").await, "breach");
}

#[actix_web::test]
async fn before_the_staffing_date_workers_are_due() {
    let lab = Lab::new().await;
    let station = lab.operating("469025100").await;
    let contractor = lab.organisation("contractor", 0).await;
    lab.agreement(contractor, &[station], "2023-06-30", "2026-06-30", "2023-08-01").await;
    let path = format!("/stations/{station}/compliance");
    let s1 = finding(&lab.bureau_officer().await.get(&path).await.ok(), "S1");
    assert_eq!((&s1["status"], &s1["due_on"]), (&json!("due"), &json!("2023-08-01")));
    assert_eq!(
        (&s1["changes_on"]["on"], &s1["changes_on"]["to_status"]),
        (&json!("2023-08-01"), &json!("breach"))
    );
}

#[actix_web::test]
async fn only_a_labour_contract_with_the_agreements_contractor_counts() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    for kind in ["part_time", "dispatch"] {
        at.post(at.hire("1992-03-05", kind).await, "2023-07-01").await.created();
    }
    let elsewhere = lab.worker().await;
    lab.employ(elsewhere, lab.other_contractor(&[]).await, "2023-06-30").await;
    lab.place(elsewhere, at.station, "resident", "2023-07-01").await;
    let verdict = at.verdict("").await;
    assert_eq!(finding(&verdict, "S1")["actual"]["value"], 2);
    let of_s2 = verdict["findings"].as_array().unwrap().iter().filter(|finding| finding["rule"] == "S2");
    let mut statuses: Vec<&str> = of_s2.map(|finding| finding["status"].as_str().unwrap()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, ["breach", "breach", "breach", "met", "met"]);
}

#[actix_web::test]
async fn forty_five_is_young_enough_and_forty_six_at_the_first_posting_is_not() {
    for (birth, status, age) in
        [("1978-07-01", "met", 45), ("1977-07-02", "met", 45), ("1977-07-01", "breach", 46)]
    {
        let lab = Lab::new().await;
        let at = Staffed::with(&lab, 0).await;
        at.post(at.hire(birth, "labour_contract").await, "2023-07-01").await.created();
        let s3 = finding(&at.verdict("").await, "S3");
        assert_eq!((&s3["status"], &s3["actual"]["value"]), (&json!(status), &json!(age)), "{birth}");
        assert_eq!(at.status("S3", "as_of=2025-07-03").await, status, "it is judged at the first posting");
    }
}

#[actix_web::test]
async fn what_is_not_recorded_is_unknown_and_never_met() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let body = json!({"name": "符海燕", "employment": {"kind": "labour_contract", "from": "2023-06-30"}});
    let worker = at.manager.post("/workers", &body).await.created().id();
    at.post(worker, "2023-07-01").await.created();
    let verdict = at.verdict("").await;
    assert_eq!(finding(&verdict, "S3")["status"], "unknown");
    assert_eq!(finding(&verdict, "S4")["status"], "unknown");
    assert_eq!((&verdict["verdict"], &verdict["counts"]["unknown"]), (&json!("breach"), &json!(2)));
}

#[actix_web::test]
async fn an_associate_degree_is_enough() {
    for (education, status) in [("associate_degree", "met"), ("senior_secondary", "breach")] {
        let lab = Lab::new().await;
        let at = Staffed::with(&lab, 0).await;
        let body = json!({"name": "符海燕", "education": education, "employment": {"kind": "labour_contract", "from": "2023-06-30"}});
        let worker = at.manager.post("/workers", &body).await.created().id();
        at.post(worker, "2023-07-01").await.created();
        assert_eq!(at.status("S4", "").await, status, "{education}");
    }
}

#[actix_web::test]
async fn the_last_day_of_the_grace_is_whole() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    at.post(at.hire("1992-03-05", "labour_contract").await, "2023-07-01").await.created();
    let s6 = finding(&at.verdict("").await, "S6");
    assert_eq!((&s6["status"], &s6["due_on"]), (&json!("due"), &json!("2025-07-01")));
    assert_eq!(
        (&s6["changes_on"]["on"], &s6["changes_on"]["to_status"]),
        (&json!("2025-07-02"), &json!("breach"))
    );
    assert_eq!(at.status("S6", "as_of=2025-07-01").await, "due");
    assert_eq!(at.status("S6", "as_of=2025-07-02").await, "breach");
}

#[actix_web::test]
async fn a_certificate_meets_from_the_day_it_was_obtained() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    at.post(worker, "2023-07-01").await.created();
    lab.at("2025-08-01T02:00:00Z");
    let body = json!({"level": "assistant", "number": "1", "obtained_on": "2025-07-01"});
    let manager = at.manager_now().await;
    let made = manager.post(&format!("/workers/{worker}/certificates"), &body).await.created();
    assert_eq!(at.status("S6", "as_of=2025-06-30").await, "due");
    assert_eq!(at.status("S6", "as_of=2025-07-01").await, "met");
    assert_eq!(at.status("S6", "").await, "met");
    let voiding = format!("/certificates/{}/voiding", made.id());
    manager.move_on(&made, &voiding, &json!({"reason": "他人证书"})).await.ok();
    assert_eq!(at.status("S6", "").await, "breach");
}

#[actix_web::test]
async fn the_grace_runs_from_the_first_posting_at_whatever_station() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    let officer = lab.bureau_officer().await;
    let elsewhere = lab.station("469025101").await;
    let body = json!({"worker_id": worker, "station_id": elsewhere, "role": "resident", "from": "2023-03-01", "to": "2023-07-01"});
    officer.post("/postings", &body).await.created();
    at.post(worker, "2023-07-01").await.created();
    assert_eq!(finding(&at.verdict("").await, "S6")["due_on"], "2025-03-01");
}

#[actix_web::test]
async fn the_end_of_a_posting_shows_what_will_change() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let made = at.post(at.hire("1992-03-05", "labour_contract").await, "2023-07-01").await.created();
    assert_eq!(finding(&at.verdict("as_of=2023-08-01").await, "S1")["changes_on"]["on"], "2026-06-30");
    let path = format!("/postings/{}/end", made.id());
    at.manager.move_on(&made, &path, &json!({"to": "2023-10-01"})).await.ok();
    let change = finding(&at.verdict("").await, "S1")["changes_on"].clone();
    assert_eq!((&change["on"], &change["to_status"]), (&json!("2023-10-01"), &json!("breach")));
    assert_eq!(change["causes"], json!(["posting_ends"]));
    assert_eq!(at.status("S1", "as_of=2023-09-30").await, "met");
    assert_eq!(at.status("S1", "as_of=2023-10-01").await, "breach");
}

#[actix_web::test]
async fn a_voided_posting_changes_today_and_not_what_was_known_before() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let made = at.post(at.hire("1992-03-05", "labour_contract").await, "2023-07-01").await.created();
    assert_eq!(at.status("S1", "").await, "met");
    lab.at("2023-07-10T02:00:00Z");
    let path = format!("/postings/{}/voiding", made.id());
    at.manager_now().await.move_on(&made, &path, &json!({"reason": "站点有误"})).await.ok();
    let day = "as_of=2023-07-03";
    assert_eq!(at.status("S1", day).await, "breach");
    assert_eq!(at.status("S1", &format!("{day}&known_at=2023-07-10T02:00:00Z")).await, "breach");
    assert_eq!(at.status("S1", &format!("{day}&known_at=2023-07-10T01:59:59Z")).await, "met");
    assert_eq!(at.status("S1", &format!("{day}&known_at=2023-07-03T01:59:59Z")).await, "unknown");
}

#[actix_web::test]
async fn an_end_is_known_from_its_recording() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let made = at.post(at.hire("1992-03-05", "labour_contract").await, "2023-07-01").await.created();
    lab.at("2023-07-10T02:00:00Z");
    let path = format!("/postings/{}/end", made.id());
    at.manager_now().await.move_on(&made, &path, &json!({"to": "2023-07-05"})).await.ok();
    assert_eq!(at.status("S1", "as_of=2023-07-06").await, "breach");
    assert_eq!(at.status("S1", "as_of=2023-07-06&known_at=2023-07-09T00:00:00Z").await, "met");
}

#[actix_web::test]
async fn the_end_of_an_employment_breaks_s2_and_s1() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    at.post(worker, "2023-07-01").await.created();
    let list = at.manager.get(&format!("/employments?worker_id={worker}")).await.ok();
    let path = format!("/employments/{}", list.items()[0]["id"].as_str().unwrap());
    let seen = at.manager.get(&path).await.ok();
    at.manager.move_on(&seen, &format!("{path}/end"), &json!({"to": "2023-07-02"})).await.ok();
    assert_eq!(at.status("S1", "as_of=2023-07-01").await, "met");
    let verdict = at.verdict("as_of=2023-07-02").await;
    assert_eq!(finding(&verdict, "S1")["status"], "breach");
    assert_eq!(verdict["counts"]["breach"], 2, "S1 of the station and S2 of the worker: {}", verdict.body);
}

#[actix_web::test]
async fn a_corrected_birth_date_changes_today_and_not_what_was_known_before() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.hire("1977-07-01", "labour_contract").await;
    at.post(worker, "2023-07-01").await.created();
    assert_eq!(at.status("S3", "").await, "breach");
    lab.at("2023-07-10T02:00:00Z");
    let (manager, path) = (at.manager_now().await, format!("/workers/{worker}"));
    let seen = manager.get(&path).await.ok();
    manager.patch(&seen, &path, &json!({"birth_date": "1987-07-01"})).await.ok();
    assert_eq!(at.status("S3", "").await, "met");
    assert_eq!(at.status("S3", "known_at=2023-07-09T00:00:00Z").await, "breach");
}

#[actix_web::test]
async fn the_county_view_equals_each_stations_own_view() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    let second = lab.operating("469025101").await;
    let other = lab.other_contractor(&[second]).await;
    lab.posted_worker(other, second).await;
    let officer = lab.bureau_officer().await;
    let county = officer.get("/compliance?as_of=2023-07-02").await.ok();
    let stations = county["stations"].as_array().unwrap();
    for station in stations {
        let path =
            format!("/stations/{}/compliance?as_of=2023-07-02", station["station_id"].as_str().unwrap());
        assert_eq!(officer.get(&path).await.ok().body, *station);
    }
    let verdicts: Vec<&str> = stations.iter().map(|station| station["verdict"].as_str().unwrap()).collect();
    assert_eq!((stations.len(), &verdicts[..3]), (11, &["due", "breach", "not_applicable"][..]));
    assert_eq!((&county["verdict"], &county["counts"]["not_applicable"]), (&json!("breach"), &json!(9)));
    assert_eq!(stations[0]["station_id"], json!(at.station));
}

/// How many statements the facts of these stations take.
async fn statements(lab: &Lab, stations: &[Uuid]) -> usize {
    let counted = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&counted);
    let mut conn = pool::connect(&lab.database_url).await.unwrap();
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    });
    let known = Known { county: BAISHA, at: lab.now() };
    let facts = facts::of_stations(&conn, known, &Policy::default(), stations).await.unwrap();
    assert!(facts.iter().all(|facts| !facts.workers.is_empty()), "there is something to load");
    counted.load(Ordering::Relaxed)
}

#[actix_web::test]
async fn the_county_view_takes_as_many_statements_as_a_station() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    let mut stations = vec![at.station];
    let one = statements(&lab, &stations).await;
    for township in ["469025101", "469025102", "469025103"] {
        let station = lab.station(township).await;
        lab.posted_worker(at.contractor, station).await;
        stations.push(station);
    }
    assert!(one > 5, "the counter counts: {one}");
    assert_eq!(statements(&lab, &stations).await, one);
}

#[actix_web::test]
async fn each_sees_the_verdicts_of_the_stations_within_reach() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 1).await;
    let stations = |answer: Value| answer["stations"].as_array().unwrap().len();
    let township = lab.township_officer("469025101").await;
    assert_eq!(stations(at.manager.get("/compliance").await.ok().body), 1);
    assert_eq!(stations(township.get("/compliance").await.ok().body), 1);
    assert_eq!(stations(lab.person(Role::Auditor).await.get("/compliance").await.ok().body), 11);
    let path = format!("/stations/{}/compliance", at.station);
    township.get(&path).await.problem(404, "not_found");
    lab.person(Role::FinanceOfficer).await.get(&path).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn the_province_sees_findings_without_whom_they_are_about() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let viewer = lab.person(Role::ProvinceViewer).await;
    let path = format!("/stations/{}/compliance?county=469025", at.station);
    let verdict = viewer.get(&path).await.ok();
    let subjects = verdict["findings"].as_array().unwrap().iter().map(|finding| &finding["subject"]);
    let of_workers: Vec<&Value> = subjects.filter(|subject| subject["kind"] == "worker").collect();
    assert_eq!((of_workers.len(), finding(&verdict, "S1")["subject"]["id"].clone()), (8, json!(at.station)));
    assert!(of_workers.iter().all(|subject| subject["id"].is_null()));
    let county = viewer.get("/compliance?county=469025").await.ok();
    let workers = lab.bureau_officer().await.get("/workers").await.ok();
    let known = workers.items().iter().map(|worker| worker["id"].as_str().unwrap());
    assert!(known.into_iter().all(|id| !county.body.to_string().contains(id)));
}

#[actix_web::test]
async fn the_province_names_the_county() {
    let lab = Lab::new().await;
    let viewer = lab.person(Role::ProvinceViewer).await;
    viewer.get("/compliance").await.faults(&["/county required"]);
    viewer.get("/compliance?county=110101").await.problem(404, "not_found");
    let officer = lab.bureau_officer().await;
    officer.get("/compliance?county=469026").await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_finding_is_told_in_the_callers_language() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let path = format!("/stations/{}/compliance", at.station);
    let officer = lab.bureau_officer().await;
    for (language, message, reading) in
        [("zh-CN", "少于要求的3名", "计入"), ("en", "required: at least 3", "counted")]
    {
        let answer = officer.send("GET", &path, &[("accept-language", language)], vec![]).await.ok();
        let s1 = finding(&answer, "S1");
        assert!(s1["message"].as_str().unwrap().contains(message), "{s1}");
        assert!(s1["reading"].as_str().unwrap().contains(reading), "{s1}");
    }
}

#[actix_web::test]
async fn a_verdict_that_did_not_change_is_not_sent_again() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let path = format!("/stations/{}/compliance", at.station);
    let seen = at.manager.get(&path).await.ok();
    at.manager.send("GET", &path, &[("if-none-match", seen.etag())], vec![]).await.is(304);
    at.post(at.hire("1992-03-05", "labour_contract").await, "2023-07-01").await.created();
    at.manager.send("GET", &path, &[("if-none-match", seen.etag())], vec![]).await.is(200);
}

#[actix_web::test]
async fn what_was_asked_is_told_with_the_policy_that_judged() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let verdict = at.verdict("as_of=2023-07-02&known_at=2023-07-03T02:00:00Z").await;
    let policy = lab.number("SELECT count(*) AS n FROM policies").await;
    assert_eq!(
        (&verdict["as_of"], &verdict["known_at"]),
        (&json!("2023-07-02"), &json!("2023-07-03T02:00:00Z"))
    );
    assert!(policy == 1 && day(verdict["as_of"].as_str().unwrap()) == day("2023-07-02"));
    assert!(verdict["policy_id"].as_str().unwrap().parse::<Uuid>().is_ok());
    assert_eq!(at.verdict("").await["as_of"], "2023-07-03");
}

#[actix_web::test]
async fn a_question_that_cannot_be_asked_is_refused_by_name() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let path = format!("/stations/{}/compliance", lab.station("469025100").await);
    let faults = ["/as_of wrong_format", "/known_at wrong_format", "/day unknown_field"];
    for path in [path.as_str(), "/compliance"] {
        officer.get(&format!("{path}?as_of=0000-00-00&known_at=now&day=1")).await.faults(&faults);
        officer.get(&format!("{path}?known_at=2023-07-03T02:00:01Z")).await.faults(&["/known_at too_late"]);
        officer.get(&format!("{path}?as_of=2022-12-31")).await.faults(&["/as_of no_policy"]);
        officer.get(&format!("{path}?as_of=2023-07-03&as_of=2023-07-04")).await.is(422);
    }
}

#[actix_web::test]
async fn a_station_that_is_not_there_has_no_verdict() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    for id in ["01890000-0000-7000-8000-000000000000", "x"] {
        officer.get(&format!("/stations/{id}/compliance")).await.problem(404, "not_found");
        officer.get(&format!("/stations/{id}/compliance?as_of=2000-01-01")).await.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn a_station_without_an_agreement_is_unknown_and_one_that_is_closed_is_not_asked() {
    let lab = Lab::new().await;
    let station = lab.operating("469025100").await;
    let officer = lab.bureau_officer().await;
    for (day, status) in [("2023-06-29", "not_applicable"), ("2023-06-30", "unknown")] {
        let verdict = officer.get(&format!("/stations/{station}/compliance?as_of={day}")).await.ok();
        assert_eq!(
            (finding(&verdict, "S1")["status"].as_str(), &verdict["verdict"]),
            (Some(status), &json!(status))
        );
    }
}

#[actix_web::test]
async fn a_voided_agreement_covers_nothing_and_did_until_then() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    lab.at("2023-07-10T02:00:00Z");
    for table in ["agreements", "agreement_stations"] {
        assert_eq!(at.status("S1", "").await, "met");
        lab.run(&format!("UPDATE {table} SET voided_at = '2023-07-10T01:00:00Z'")).await;
        assert_eq!(at.status("S1", "").await, "unknown");
        assert_eq!(at.status("S1", "known_at=2023-07-10T00:59:59Z").await, "met");
        lab.run(&format!("UPDATE {table} SET voided_at = NULL")).await;
    }
}
