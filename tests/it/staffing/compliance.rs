use crate::harness::{Lab, json};

/// 六（三）: 每个社工站至少配备3名驻站社工.
#[actix_web::test]
async fn two_workers_are_a_breach_of_the_plan_and_the_third_mends_it() {
    let lab = Lab::new().await;
    let (officer, station) = (lab.bureau_officer().await, lab.operating("469025100").await);
    let contractor = lab.contractor(&[station]).await;
    lab.posted_worker(contractor, station).await;
    lab.posted_worker(contractor, station).await;
    let s1 = officer.verdict(station, "").await.finding("S1");
    assert_eq!((&s1["status"], &s1["source"]), (&json!("breach"), &json!("六（三）")));
    assert_eq!((&s1["expected"]["value"], &s1["actual"]["value"]), (&json!(3), &json!(2)));
    lab.posted_worker(contractor, station).await;
    let verdict = officer.verdict(station, "").await;
    assert_eq!(verdict.finding("S1")["status"], "met");
    assert_eq!(verdict.findings("S2").len(), 3);
}

#[actix_web::test]
async fn a_dispatched_or_part_time_worker_does_not_count() {
    let lab = Lab::new().await;
    let (officer, station) = (lab.bureau_officer().await, lab.operating("469025100").await);
    let contractor = lab.contractor(&[station]).await;
    for kind in ["labour_contract", "dispatch", "part_time"] {
        let worker = lab.worker().await;
        let body =
            json!({"worker_id": worker, "organisation_id": contractor, "kind": kind, "from": "2023-06-30"});
        officer.post("/employments", &body).await.created();
        lab.place(worker, station, "resident", "2023-07-01").await;
    }
    let verdict = officer.verdict(station, "").await;
    assert_eq!(verdict.finding("S1")["actual"]["value"], 1);
    let formal = verdict.findings("S2").into_iter().filter(|finding| finding["status"] == "met");
    assert_eq!(formal.count(), 1, "of three");
}

/// 六（三）: 年龄在45周岁以下, which includes the number (Civil Code art. 1259).
#[actix_web::test]
async fn forty_five_is_young_enough_and_forty_six_is_not() {
    let lab = Lab::new().await;
    let (officer, station) = (lab.bureau_officer().await, lab.operating("469025100").await);
    let contractor = lab.contractor(&[station]).await;
    let worker = lab.posted_worker(contractor, station).await;
    let path = format!("/workers/{worker}");
    for (birth, status) in [("1977-07-02", "met"), ("1977-07-01", "breach")] {
        let seen = officer.get(&path).await.ok();
        officer.patch(&seen, &path, &json!({"birth_date": birth})).await.ok();
        assert_eq!(officer.verdict(station, "").await.finding("S3")["status"], status, "{birth}");
    }
}

/// 六（三）: 2年内 from the first posting, the last day included.
#[actix_web::test]
async fn the_grace_for_the_certificate_includes_its_last_day() {
    let lab = Lab::new().await;
    let (officer, station) = (lab.bureau_officer().await, lab.operating("469025100").await);
    let contractor = lab.contractor(&[station]).await;
    let worker = lab.posted_worker(contractor, station).await;
    let on = async |day: &str| officer.verdict(station, &format!("?as_of={day}")).await.finding("S6");
    let last = on("2025-07-01").await;
    assert_eq!((&last["status"], &last["due_on"]), (&json!("due"), &json!("2025-07-01")));
    assert_eq!(on("2025-07-02").await["status"], "breach");
    let body = json!({"level": "assistant", "number": "2020S469025001", "obtained_on": "2020-10-17"});
    officer.post(&format!("/workers/{worker}/certificates"), &body).await.created();
    assert_eq!(on("2025-07-02").await["status"], "met");
}

#[actix_web::test]
async fn what_is_not_known_is_unknown_and_never_met() {
    let lab = Lab::new().await;
    let (officer, station) = (lab.bureau_officer().await, lab.operating("469025100").await);
    let contractor = lab.contractor(&[station]).await;
    let worker = lab.posted_worker(contractor, station).await;
    let path = format!("/workers/{worker}");
    let seen = officer.get(&path).await.ok();
    officer.patch(&seen, &path, &json!({"birth_date": null, "education": null})).await.ok();
    let verdict = officer.verdict(station, "").await;
    assert_eq!(
        (&verdict.finding("S3")["status"], &verdict.finding("S4")["status"]),
        (&json!("unknown"), &json!("unknown"))
    );
}

#[actix_web::test]
async fn an_end_ahead_is_told_before_it_comes() {
    let lab = Lab::new().await;
    let (officer, station) = (lab.bureau_officer().await, lab.operating("469025100").await);
    let contractor = lab.contractor(&[station]).await;
    for _ in 0..2 {
        lab.posted_worker(contractor, station).await;
    }
    let (worker, now) = (lab.worker().await, "2023-06-30");
    lab.employ(worker, contractor, now).await;
    let posting = format!("/postings/{}", lab.place(worker, station, "lead", now).await);
    let seen = officer.get(&posting).await.ok();
    officer.move_on(&seen, &format!("{posting}/end"), &json!({"to": "2023-09-01"})).await.ok();
    let s1 = officer.verdict(station, "").await.finding("S1");
    let change = &s1["changes_on"];
    assert_eq!((&s1["status"], &change["on"]), (&json!("met"), &json!("2023-09-01")));
    assert_eq!((&change["to_status"], &change["causes"]), (&json!("breach"), &json!(["posting_ends"])));
}

#[actix_web::test]
async fn sentences_are_in_the_language_of_the_caller_and_name_nobody() {
    let lab = Lab::new().await;
    let (officer, station) = (lab.bureau_officer().await, lab.operating("469025100").await);
    let contractor = lab.contractor(&[station]).await;
    lab.posted_worker(contractor, station).await;
    let path = format!("/stations/{station}/compliance");
    let chinese = officer.get(&path).await.ok();
    let english = officer.send("GET", &path, &[("accept-language", "en")], vec![]).await.ok();
    assert!(chinese.finding("S1")["message"].as_str().unwrap().contains("驻站社工"));
    assert!(english.finding("S1")["message"].as_str().unwrap().is_ascii());
    assert!(!chinese.body.to_string().contains("王小梅"));
    assert_ne!(chinese.etag(), english.etag());
}

#[actix_web::test]
async fn a_verdict_that_did_not_change_is_not_sent_again() {
    let lab = Lab::new().await;
    let (officer, station) = (lab.bureau_officer().await, lab.operating("469025100").await);
    let path = format!("/stations/{station}/compliance");
    let tag = officer.get(&path).await.ok().etag().to_owned();
    lab.at("2023-07-03T02:10:00Z");
    officer.send("GET", &path, &[("if-none-match", &tag)], vec![]).await.is(304);
}

#[actix_web::test]
async fn a_moment_that_cannot_be_judged_is_refused() {
    let lab = Lab::new().await;
    let (officer, station) = (lab.bureau_officer().await, lab.station("469025100").await);
    let path = format!("/stations/{station}/compliance");
    officer.get(&format!("{path}?as_of=1999-01-01")).await.faults(&["/as_of no_policy"]);
    officer.get(&format!("{path}?known_at=2030-01-01T00:00:00Z")).await.faults(&["/known_at too_late"]);
    officer.get(&format!("{path}?as_off=2023-07-03")).await.faults(&["/as_off unknown_field"]);
}
