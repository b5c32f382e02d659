use stations::auth::role::Role;

use crate::harness::{Answer, Lab, Staffed, Value, json};

/// Three workers since July; one of them leaves on this day, which is known since 3 July.
async fn leaver(at: &Staffed<'_>, to: &str) -> Value {
    let worker = at.hire("1992-03-05", "labour_contract").await;
    let made = at.post(worker, "2023-07-01").await.created();
    at.manager.move_on(&made, &format!("/postings/{}/end", made.id()), &json!({"to": to})).await.ok();
    json!(worker)
}

async fn vacancies(at: &Staffed<'_>, query: &str) -> Answer {
    at.manager_now().await.get(&format!("/vacancies?{query}")).await.ok()
}

#[actix_web::test]
async fn a_place_is_vacant_from_the_day_after_the_last_until_the_next_begins() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let left = leaver(&at, "2023-08-01").await;
    lab.at("2023-08-11T02:00:00Z");
    let open = json!({"station_id": at.station, "station_name": "白沙黎族自治县牙叉镇社会工作服务站",
        "left_by": left, "opened_on": "2023-08-01", "closed_on": null, "filled_by": null, "open": true, "days_open": 10});
    assert_eq!(vacancies(&at, "").await.items(), [open]);
    let next = at.hire("1992-03-05", "labour_contract").await;
    at.post(next, "2023-08-06").await.created();
    let closed = vacancies(&at, "").await.items()[0].clone();
    assert_eq!((&closed["closed_on"], &closed["filled_by"]), (&json!("2023-08-06"), &json!(next)));
    assert_eq!((&closed["open"], &closed["days_open"]), (&json!(false), &json!(5)));
}

#[actix_web::test]
async fn who_is_replaced_in_advance_leaves_no_vacancy() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    leaver(&at, "2023-08-01").await;
    at.post(at.hire("1992-03-05", "labour_contract").await, "2023-07-20").await.created();
    lab.at("2023-08-11T02:00:00Z");
    assert_eq!(vacancies(&at, "").await.items(), [json!(null); 0]);
}

#[actix_web::test]
async fn they_can_be_asked_for_by_time_by_being_open_and_by_station() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 1).await;
    leaver(&at, "2023-07-10").await;
    leaver(&at, "2023-08-01").await;
    at.post(at.hire("1992-03-05", "labour_contract").await, "2023-07-20").await.created();
    lab.at("2023-08-11T02:00:00Z");
    let elsewhere = lab.station("469025101").await;
    let here = format!("station_id={}", at.station);
    for (query, count) in [
        ("", 2),
        ("open=true", 1),
        ("open=false", 1),
        ("from=2023-07-19", 2),
        ("from=2023-07-20", 1),
        ("to=2023-08-01", 1),
        ("to=2023-07-10", 0),
        (here.as_str(), 2),
    ] {
        assert_eq!(vacancies(&at, query).await.items().len(), count, "{query}");
    }
    at.manager_now().await.get(&format!("/vacancies?station_id={elsewhere}")).await.problem(404, "not_found");
}

#[actix_web::test]
async fn what_was_known_then_has_no_vacancy_that_was_recorded_later() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    leaver(&at, "2023-08-01").await;
    lab.at("2023-08-11T02:00:00Z");
    assert_eq!(vacancies(&at, "known_at=2023-07-02T00:00:00Z").await.items().len(), 0);
    let officer = lab.bureau_officer().await;
    officer.get("/vacancies?known_at=2030-01-01T00:00:00Z").await.faults(&["/known_at too_late"]);
}

#[actix_web::test]
async fn vacancies_are_paged_and_counted_oldest_first() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    for to in ["2023-08-03", "2023-08-01", "2023-08-01"] {
        leaver(&at, to).await;
    }
    let officer = lab.bureau_officer().await;
    let first = officer.get("/vacancies?limit=2&count=exact").await.ok();
    let opened =
        |answer: &Answer| answer.items().iter().map(|one| one["opened_on"].clone()).collect::<Vec<_>>();
    assert_eq!(
        (opened(&first), &first["total"]),
        (vec![json!("2023-08-01"), json!("2023-08-01")], &json!(3))
    );
    let next =
        officer.get(&format!("/vacancies?limit=2&after={}", first["next"].as_str().unwrap())).await.ok();
    assert_eq!((opened(&next), next.body.get("next")), (vec![json!("2023-08-03")], None));
    officer.get("/vacancies?after=x").await.faults(&["/after bad_cursor"]);
}

#[actix_web::test]
async fn the_province_sees_vacancies_without_who_left_or_came() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    leaver(&at, "2023-08-01").await;
    at.post(at.hire("1992-03-05", "labour_contract").await, "2023-08-06").await.created();
    let viewer = lab.person(Role::ProvinceViewer).await;
    let seen = viewer.get("/vacancies?county=469025").await.ok().items()[0].clone();
    assert_eq!((&seen["left_by"], &seen["filled_by"]), (&json!(null), &json!(null)));
    assert_eq!((&seen["opened_on"], &seen["closed_on"]), (&json!("2023-08-01"), &json!("2023-08-06")));
    lab.person(Role::FinanceOfficer).await.get("/vacancies").await.problem(403, "forbidden");
}
