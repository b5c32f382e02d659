use stations::auth::role::Role;

use crate::harness::{Answer, Lab, Staffed, Value, json, policy_with};

async fn deadlines(at: &Staffed<'_>, query: &str) -> Answer {
    at.manager_now().await.get(&format!("/compliance/deadlines?{query}")).await.ok()
}

/// Day, rule and first cause.
fn told(answer: &Answer) -> Vec<Value> {
    answer.items().iter().map(|due| json!([due["on"], due["rule"], due["causes"][0]])).collect()
}

#[actix_web::test]
async fn a_deadline_says_who_when_why_and_what_to_do() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    lab.run("DELETE FROM certificates").await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    at.post(worker, "2023-07-01").await.created();
    lab.run(&format!("DELETE FROM postings WHERE worker_id <> '{worker}'")).await;
    let due = deadlines(&at, "as_of=2025-06-02&within_days=30").await.items()[0].clone();
    let expected = json!({"on": "2025-07-02", "days_left": 30, "station_id": at.station,
        "station_name": "白沙黎族自治县牙叉镇社会工作服务站", "subject": {"kind": "worker", "id": worker},
        "rule": "S6", "to_status": "breach", "causes": ["grace_ends"], "why": "取证期限届满",
        "what_to_do": "在期限届满前取得社会工作者职业资格证书", "opens_on": null});
    assert_eq!(due, expected);
    assert_eq!(deadlines(&at, "as_of=2025-06-02&within_days=29").await.items().len(), 0);
}

#[actix_web::test]
async fn agreed_ends_are_told_soonest_first() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    let made = at.post(worker, "2023-07-01").await.created();
    at.manager
        .move_on(&made, &format!("/postings/{}/end", made.id()), &json!({"to": "2023-09-01"}))
        .await
        .ok();
    lab.run("UPDATE employments SET valid_to = '2023-08-15'").await;
    let told = told(&deadlines(&at, "").await);
    assert_eq!(told[0], json!(["2023-08-15", "S1", "employment_ends"]));
    assert_eq!(told.iter().filter(|due| due[1] == "S2").count(), 4, "{told:?}");
    assert_eq!(told[told.len() - 1], json!(["2023-09-01", null, "posting_ends"]));
}

#[actix_web::test]
async fn the_end_of_an_agreement_and_the_staffing_date_fall_due() {
    let lab = Lab::new().await;
    let station = lab.operating("469025100").await;
    let contractor = lab.organisation("contractor", 0).await;
    lab.agreement(contractor, &[station], "2023-06-30", "2023-09-01", "2023-08-01").await;
    let seen = lab.bureau_officer().await.get("/compliance/deadlines").await.ok();
    let expected = [
        json!(["2023-08-01", "S1", "staffing_date"]),
        json!(["2023-08-01", "S8", "staffing_date"]),
        json!(["2023-09-01", null, "agreement_ends"]),
    ];
    assert_eq!(told(&seen), expected, "a breach that becomes unknown gets no worse");
}

#[actix_web::test]
async fn age_falls_due_where_the_policy_of_the_day_judges_it_every_day() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    at.post(at.hire("1977-09-15", "labour_contract").await, "2023-07-01").await.created();
    assert_eq!(told(&deadlines(&at, "").await), [json!(null); 0]);
    let daily = policy_with("2023-08-01", &[("/max_age/judged_at/value", json!("every_day"))]);
    lab.bureau_admin().await.post("/policies", &daily).await.created();
    assert_eq!(told(&deadlines(&at, "").await), [json!(["2023-09-15", "S3", "birthday"])]);
}

#[actix_web::test]
async fn deadlines_are_paged_and_counted() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    lab.run("UPDATE employments SET valid_to = '2023-08-15'").await;
    let officer = lab.bureau_officer().await;
    let first = officer.get("/compliance/deadlines?limit=3&count=exact").await.ok();
    assert_eq!((first.items().len(), &first["total"]), (3, &json!(4)));
    let next = format!("/compliance/deadlines?limit=3&after={}", first["next"].as_str().unwrap());
    let next = officer.get(&next).await.ok();
    assert_eq!((next.items().len(), next.body.get("next")), (1, None));
    assert!(!first.items().contains(&next.items()[0]));
    let elsewhere = lab.station("469025101").await;
    let path = format!("/compliance/deadlines?station_id={elsewhere}");
    assert_eq!(officer.get(&path).await.ok().items().len(), 0);
    at.manager.get(&path).await.problem(404, "not_found");
}

#[actix_web::test]
async fn the_days_ahead_are_1_to_730() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    for days in ["0", "731", "90d"] {
        officer.get(&format!("/compliance/deadlines?within_days={days}")).await.is(422);
    }
    officer.get("/compliance/deadlines?within_days=730").await.ok();
    officer.get("/compliance/deadlines?as_of=1999-01-01").await.faults(&["/as_of no_policy"]);
}

#[actix_web::test]
async fn the_province_sees_deadlines_without_whom_they_are_about() {
    let lab = Lab::new().await;
    Staffed::with(&lab, 3).await;
    lab.run("UPDATE employments SET valid_to = '2023-08-15'").await;
    let viewer = lab.person(Role::ProvinceViewer).await;
    let seen = viewer.get("/compliance/deadlines?county=469025").await.ok();
    let of_workers: Vec<_> = seen.items().iter().filter(|due| due["subject"]["kind"] == "worker").collect();
    assert_eq!(of_workers.len(), 3);
    assert!(of_workers.iter().all(|due| due["subject"]["id"].is_null()));
    lab.person(Role::FinanceOfficer).await.get("/compliance/deadlines").await.problem(403, "forbidden");
}
