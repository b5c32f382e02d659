use crate::harness::{Lab, Staffed, finding, json};

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
    assert_eq!(
        (&verdict["verdict"], &verdict["counts"]["unknown"]),
        (&json!("breach"), &json!(4)),
        "age, education, health, safety education"
    );
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
