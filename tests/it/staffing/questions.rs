use uuid::Uuid;

use crate::harness::{Lab, Staffed, finding, json};

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
    assert_eq!(
        (&verdict["as_of"], &verdict["known_at"]),
        (&json!("2023-07-02"), &json!("2023-07-03T02:00:00Z"))
    );
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
