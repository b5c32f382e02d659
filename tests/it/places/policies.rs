use stations::auth::role::Role;
use uuid::Uuid;

use crate::harness::{Answer, Lab, Persona, Value, json, policy_with};

/// The plan's own version.
async fn of_the_plan(by: &Persona<'_>) -> Answer {
    let all = by.get("/policies").await.ok();
    let first = all.items().last().unwrap()["id"].as_str().unwrap().to_owned();
    by.get(&format!("/policies/{first}")).await.ok()
}

async fn set(by: &Persona<'_>, from: &str) -> Answer {
    by.post("/policies", &policy_with(from, &[])).await.created()
}

async fn void(by: &Persona<'_>, version: &Answer) -> Answer {
    by.move_on(version, &format!("/policies/{}/voiding", version.id()), &json!({"reason": "录入有误"})).await
}

#[actix_web::test]
async fn the_plan_is_the_first_version_and_its_values_name_their_clauses() {
    let lab = Lab::new().await;
    let first = of_the_plan(&lab.bureau_officer().await).await;
    assert_eq!((&first["effective_from"], &first["county"]), (&json!("2023-01-01"), &json!("469025")));
    assert_eq!(first["policy"]["min_resident_workers"], json!({"value": 3, "source": "六（三）"}));
    assert_eq!((first.etag(), &first["voided_at"]), ("\"v1\"", &json!(null)));
}

#[actix_web::test]
async fn a_version_is_set_with_one_event() {
    let lab = Lab::new().await;
    let (admin, before) = (lab.bureau_admin().await, lab.events().await);
    let body = policy_with("2024-01-01", &[("/min_resident_workers", json!({"value": 4, "source": "ours"}))]);
    let made = admin.post("/policies", &body).await.created();
    assert_eq!(made.headers["location"], format!("/api/v1/policies/{}", made.id()));
    assert_eq!((&made["policy"], &made["reason"]), (&body["policy"], &json!("县政府文件")));
    assert_eq!(admin.get(&format!("/policies/{}", made.id())).await.ok().body, made.body);
    assert_eq!(lab.events().await, before + 1);
    let event = lab.last_event().await;
    assert_eq!(
        (&event["action"], &event["changes"]),
        (&json!("policy.set"), &json!({"effective_from": "2024-01-01"}))
    );
}

#[actix_web::test]
async fn versions_are_listed_newest_day_of_effect_first_and_paged() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    for from in ["2025-01-01", "2022-06-01", "2024-01-01"] {
        set(&admin, from).await;
    }
    let (mut days, mut path) = (Vec::new(), "/policies?limit=3".to_owned());
    loop {
        let page = admin.get(&path).await.ok();
        days.extend(page.items().iter().map(|item| item["effective_from"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/policies?limit=3&after={next}");
    }
    assert_eq!(days, ["2025-01-01", "2024-01-01", "2023-01-01", "2022-06-01"]);
}

#[actix_web::test]
async fn voided_versions_stay_in_the_list_and_two_of_one_day_are_both_paged() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let wrong = set(&admin, "2024-01-01").await;
    void(&admin, &wrong).await.ok();
    let right = set(&admin, "2024-01-01").await;
    let (mut ids, mut path) = (Vec::new(), "/policies?limit=1".to_owned());
    loop {
        let page = admin.get(&path).await.ok();
        ids.push((page.items()[0]["id"].clone(), page.items()[0]["void_reason"].clone()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/policies?limit=1&after={next}");
    }
    assert_eq!(ids.len(), 3);
    assert!(ids.contains(&(wrong["id"].clone(), json!("录入有误"))));
    assert!(ids.contains(&(right["id"].clone(), Value::Null)));
}

#[actix_web::test]
async fn a_day_has_one_version() {
    let lab = Lab::new().await;
    let (admin, before) = (lab.bureau_admin().await, lab.events().await);
    let again = admin.post("/policies", &policy_with("2023-01-01", &[])).await.problem(409, "already_exists");
    assert_eq!(again["errors"][0]["pointer"], "/effective_from");
    assert!(again["clause"].is_null());
    assert_eq!((lab.events().await, admin.get("/policies").await.ok().items().len()), (before, 1));
}

#[actix_web::test]
async fn every_value_that_cannot_be_is_told_by_its_pointer() {
    let lab = Lab::new().await;
    let (admin, before) = (lab.bureau_admin().await, lab.events().await);
    let body = policy_with(
        "2024-01-01",
        &[
            ("/report_due_day/value", json!(31)),
            ("/min_resident_workers/value", json!(0)),
            ("/weights/value/bureau", json!("0.40")),
            ("/labour/value", json!("1.00")),
            (
                "/grade_bands/value",
                json!([{"grade": "pass", "from": "60.00"}, {"grade": "pass", "from": "70.00"}]),
            ),
            ("/clocks/mandatory_report_hours/value", json!(48)),
        ],
    );
    admin.post("/policies", &body).await.faults(&[
        "/policy/clocks/mandatory_report_hours/value out_of_range",
        "/policy/grade_bands/value bands_not_descending",
        "/policy/grade_bands/value bands_not_from_zero",
        "/policy/grade_bands/value grade_repeated",
        "/policy/min_resident_workers/value out_of_range",
        "/policy/report_due_day/value out_of_range",
        "/policy/standard_per_station/value parts_not_standard",
        "/policy/weights/value not_one_whole",
    ]);
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_policy_of_another_form_is_told_by_its_pointers() {
    let lab = Lab::new().await;
    let mut body = policy_with(
        "2024-02-30",
        &[
            ("/labour/value", json!(162_000)),
            ("/scoring_model/value", json!("lottery")),
            ("/report_due_day/value", json!(-1)),
        ],
    );
    body["policy"]["min_age"] = json!(18);
    body["policy"]["clocks"].as_object_mut().unwrap().remove("contest_days");
    lab.bureau_admin().await.post("/policies", &body).await.faults(&[
        "/effective_from wrong_format",
        "/policy/clocks/contest_days required",
        "/policy/labour/value wrong_type",
        "/policy/min_age unknown_field",
        "/policy/report_due_day/value too_small",
        "/policy/scoring_model/value unknown_value",
    ]);
}

#[actix_web::test]
async fn a_source_is_a_line_of_text() {
    let lab = Lab::new().await;
    let (admin, before) = (lab.bureau_admin().await, lab.events().await);
    for (source, code) in
        [("a\u{0}b", "wrong_format"), ("", "wrong_format"), (&*"四".repeat(101), "too_long")]
    {
        let body = policy_with("2024-01-01", &[("/labour/source", json!(source))]);
        admin.post("/policies", &body).await.faults(&[&format!("/policy/labour/source {code}")]);
    }
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_version_sent_twice_under_one_key_is_set_once() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let body = policy_with("2024-01-01", &[]);
    let first = admin.post_once("p-1", "/policies", &body).await.created();
    let before = lab.events().await;
    let again = admin.post_once("p-1", "/policies", &body).await.created();
    assert_eq!((again.bytes, &again.headers["idempotent-replayed"]), (first.bytes, &"true".to_owned()));
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn only_the_bureau_administrator_sets_and_voids() {
    let lab = Lab::new().await;
    let version = set(&lab.bureau_admin().await, "2024-01-01").await;
    let (officer, auditor) = (lab.bureau_officer().await, lab.person(Role::Auditor).await);
    for persona in [officer, auditor, lab.township_officer("469025100").await] {
        persona.post("/policies", &policy_with("2025-01-01", &[])).await.problem(403, "forbidden");
        void(&persona, &version).await.problem(403, "forbidden");
        persona.get(&format!("/policies/{}", version.id())).await.ok();
    }
    lab.anyone().get("/policies").await.problem(401, "unauthenticated");
    lab.person(Role::PlatformAdmin).await.get("/policies").await.problem(403, "forbidden");
}

#[actix_web::test]
async fn a_version_is_voided_once_with_its_reason() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let version = set(&admin, "2024-01-01").await;
    lab.at("2023-07-03T02:05:00Z");
    let before = lab.events().await;
    let voided = void(&admin, &version).await.ok();
    assert_eq!((&voided["void_reason"], &voided["version"]), (&json!("录入有误"), &json!(2)));
    assert_eq!((&voided["voided_at"], voided.etag()), (&json!("2023-07-03T02:05:00Z"), "\"v2\""));
    assert_eq!(lab.events().await, before + 1);
    assert_eq!(lab.last_event().await["action"], "policy.voided");
    void(&admin, &voided).await.problem(409, "conflict");
    assert_eq!(lab.events().await, before + 1);
}

#[actix_web::test]
async fn the_only_version_left_cannot_be_voided() {
    let lab = Lab::new().await;
    let (admin, before) = (lab.bureau_admin().await, lab.events().await);
    let first = of_the_plan(&admin).await;
    void(&admin, &first).await.problem(409, "conflict");
    assert_eq!(lab.events().await, before);
    let second = set(&admin, "2024-01-01").await;
    void(&admin, &first).await.ok();
    void(&admin, &second).await.problem(409, "conflict");
}

#[actix_web::test]
async fn of_two_voidings_at_once_one_leaves_the_other_its_version() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let mut last = of_the_plan(&admin).await;
    for day in 1..=5 {
        let second = set(&admin, &format!("2024-01-0{day}")).await;
        let (one, other) = futures_util::future::join(void(&admin, &last), void(&admin, &second)).await;
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} {}", one.body, other.body);
        last = if one.status == 200 { second } else { last };
    }
}

#[actix_web::test]
async fn a_voiding_needs_the_version_that_was_read_and_a_reason() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let version = set(&admin, "2024-01-01").await;
    let path = format!("/policies/{}/voiding", version.id());
    let before = lab.events().await;
    admin.post(&path, &json!({"reason": "x"})).await.problem(428, "precondition_required");
    let headers = [("content-type", "application/json"), ("if-match", "\"v9\"")];
    admin.send("POST", &path, &headers, b"{\"reason\":\"x\"}".to_vec()).await.problem(412, "stale");
    admin
        .move_on(&version, &path, &json!({"reason": " ", "by": 1}))
        .await
        .faults(&["/by unknown_field", "/reason wrong_format"]);
    admin.move_on(&version, &path, &json!({})).await.faults(&["/reason required"]);
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn another_countys_version_is_not_there() {
    let lab = Lab::new().await;
    let hidden = lab.elsewhere().await.policy;
    let (admin, before) = (lab.bureau_admin().await, lab.events().await);
    assert_eq!(admin.get("/policies").await.ok().items().len(), 1);
    for id in [hidden.to_string(), Uuid::nil().to_string(), "x".into()] {
        admin.get(&format!("/policies/{id}")).await.problem(404, "not_found");
        let headers = [("content-type", "application/json"), ("if-match", "*")];
        let path = format!("/policies/{id}/voiding");
        admin.send("POST", &path, &headers, b"{\"reason\":\"x\"}".to_vec()).await.problem(404, "not_found");
    }
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn another_countys_version_does_not_take_the_day_nor_count_as_one_left() {
    let lab = Lab::new().await;
    lab.elsewhere().await;
    let admin = lab.bureau_admin().await;
    void(&admin, &of_the_plan(&admin).await).await.problem(409, "conflict");
    set(&admin, "2022-01-01").await;
}

#[actix_web::test]
async fn the_province_reads_the_versions_of_the_county_it_names() {
    let lab = Lab::new().await;
    let hidden = lab.elsewhere().await.policy;
    let viewer = lab.person(Role::ProvinceViewer).await;
    assert_eq!(viewer.get("/policies?county=469026").await.ok().items()[0]["id"], json!(hidden));
    viewer.get(&format!("/policies/{hidden}?county=469026")).await.ok();
    viewer.get(&format!("/policies/{hidden}?county=469025")).await.problem(404, "not_found");
    viewer.get("/policies?county=440100").await.problem(404, "not_found");
}

#[actix_web::test]
async fn bad_cursors_of_versions_are_refused() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    // ["-200000-01-01","01890000-0000-7000-8000-000000000000"] is a day to chrono, but not to PostgreSQL; the other escapes its sign.
    let far = "WyItMjAwMDAwLTAxLTAxIiwiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAwIl0";
    let escaped = "WyJcdTAwMmQyMDAwMDAtMDEtMDEiLCIwMTg5MDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDAiXQ";
    for cursor in ["abc", "MQ", far, escaped] {
        admin.get(&format!("/policies?after={cursor}")).await.faults(&["/after bad_cursor"]);
    }
}
