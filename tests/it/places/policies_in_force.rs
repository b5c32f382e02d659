use stations::auth::role::Role;

use crate::harness::{Answer, Lab, Persona, json, policy_with};

async fn set(by: &Persona<'_>, from: &str, workers: u32) -> Answer {
    let changes = [("/min_resident_workers", json!({"value": workers, "source": "ours"}))];
    by.post("/policies", &policy_with(from, &changes)).await.created()
}

/// How many workers a station needs, by the policy that answers the query.
async fn workers(by: &Persona<'_>, query: &str) -> u64 {
    let current = by.get(&format!("/policies/current{query}")).await.ok();
    current["policy"]["min_resident_workers"]["value"].as_u64().unwrap()
}

#[actix_web::test]
async fn the_policy_of_today_is_the_plans() {
    let lab = Lab::new().await;
    let officer = lab.township_officer("469025100").await;
    let current = officer.get("/policies/current").await.ok();
    assert_eq!(current["effective_from"], "2023-01-01");
    assert_eq!((&current["as_of"], &current["known_at"]), (&json!("2023-07-03"), &json!(null)));
    assert_eq!(current["policy"]["certificate_grace_months"], json!({"value": 24, "source": "六（三）"}));
    let shown = officer.get(&format!("/policies/{}", current.id())).await.ok();
    assert_eq!(shown["policy"], current["policy"]);
}

#[actix_web::test]
async fn current_is_a_path_of_its_own_and_not_an_id() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let current = officer.get("/policies/current").await.ok();
    assert!(current["as_of"].is_string() && current["recorded_at"].is_null(), "{}", current.body);
    officer.get("/policies/Current").await.problem(404, "not_found");
    let refused = officer.post("/policies/current", &json!({})).await.problem(405, "method_not_allowed");
    assert_eq!(refused.headers["allow"], "GET, HEAD");
}

#[actix_web::test]
async fn each_day_has_the_version_in_force_then() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    set(&admin, "2024-01-01", 5).await;
    set(&admin, "2023-09-01", 4).await;
    for (day, expected) in [
        ("2023-01-01", 3),
        ("2023-08-31", 3),
        ("2023-09-01", 4),
        ("2023-12-31", 4),
        ("2024-01-01", 5),
        ("2030-01-01", 5),
    ] {
        assert_eq!(workers(&admin, &format!("?as_of={day}")).await, expected, "{day}");
    }
}

#[actix_web::test]
async fn before_the_plan_there_was_no_policy() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    officer.get("/policies/current?as_of=2022-12-31").await.problem(404, "not_found");
    officer.get("/policies/current?as_of=2023-01-01").await.ok();
}

#[actix_web::test]
async fn a_version_that_was_not_known_yet_does_not_count() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    lab.at("2023-07-03T02:08:00Z");
    set(&admin, "2023-07-01", 4).await;
    assert_eq!(workers(&admin, "").await, 4);
    assert_eq!(workers(&admin, "?known_at=2023-07-03T02:07:59Z").await, 3);
    assert_eq!(workers(&admin, "?known_at=2023-07-03T02:08:00Z").await, 4);
    admin.get("/policies/current?known_at=2022-01-01T00:00:00Z").await.problem(404, "not_found");
}

#[actix_web::test]
async fn before_its_voiding_a_version_was_known_to_stand() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let wrong = set(&admin, "2023-07-01", 9).await;
    lab.at("2023-07-03T02:08:00Z");
    let path = format!("/policies/{}/voiding", wrong.id());
    admin.move_on(&wrong, &path, &json!({"reason": "录入有误"})).await.ok();
    set(&admin, "2023-07-01", 4).await;
    assert_eq!(workers(&admin, "?as_of=2023-07-02").await, 4);
    assert_eq!(workers(&admin, "?as_of=2023-07-02&known_at=2023-07-03T02:07:59Z").await, 9);
    assert_eq!(workers(&admin, "?as_of=2023-07-02&known_at=2023-07-03T10:08:00%2B08:00").await, 4);
}

#[actix_web::test]
async fn a_voided_version_leaves_its_days_to_the_one_before() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let wrong = set(&admin, "2023-07-01", 9).await;
    assert_eq!(workers(&admin, "").await, 9);
    let path = format!("/policies/{}/voiding", wrong.id());
    admin.move_on(&wrong, &path, &json!({"reason": "录入有误"})).await.ok();
    assert_eq!(workers(&admin, "").await, 3);
}

#[actix_web::test]
async fn the_question_is_checked_by_name() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let path = "/policies/current?as_of=2023-02-29&known_at=yesterday&day=1";
    officer.get(path).await.faults(&["/as_of wrong_format", "/day unknown_field", "/known_at wrong_format"]);
    officer.get("/policies/current?known_at=2023-07-03T02:00:01Z").await.faults(&["/known_at too_late"]);
    officer.get("/policies/current?known_at=0000-01-01T00:00:00Z").await.problem(404, "not_found");
    officer.get("/policies/current?as_of=1900-01-01&as_of=2023-01-01").await.faults(&["/as_of repeated"]);
}

#[actix_web::test]
async fn a_county_is_judged_by_its_own_policy() {
    let lab = Lab::new().await;
    let hidden = lab.elsewhere().await.policy;
    lab.bureau_admin().await.get("/policies/current?as_of=2022-06-01").await.problem(404, "not_found");
    let viewer = lab.person(Role::ProvinceViewer).await;
    let theirs = viewer.get("/policies/current?county=469026&as_of=2022-06-01").await.ok();
    assert_eq!(theirs.id(), hidden);
    assert_eq!(workers(&viewer, "?county=469025").await, 3);
    viewer.get("/policies/current?county=440100").await.problem(404, "not_found");
    viewer.get("/policies/current").await.problem(404, "not_found");
}

#[actix_web::test]
async fn the_answer_is_not_sent_again_until_it_changes() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let seen = admin.get("/policies/current").await.ok();
    let same = [("if-none-match", seen.etag())];
    admin.send("GET", "/policies/current", &same, vec![]).await.is(304);
    set(&admin, "2023-07-01", 4).await;
    admin.send("GET", "/policies/current", &same, vec![]).await.ok();
    lab.anyone().get("/policies/current").await.problem(401, "unauthenticated");
    lab.person(Role::PlatformAdmin).await.get("/policies/current").await.problem(403, "forbidden");
}
