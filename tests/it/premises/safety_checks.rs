use serde_json::{Value, json};

use crate::harness::{Lab, Site, policy_with, valid, valid_but};

const CHECKS: &str = "safety-checks";

/// A check that passed and whose last day is left out.
fn undated(checked_on: &str) -> Value {
    json!({"checked_on": checked_on, "valid_until": null})
}

#[actix_web::test]
async fn a_check_is_recorded_and_shown() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let before = lab.events().await;
    let made = site.has(CHECKS).await;
    assert_eq!(lab.events().await, before + 1);
    assert_eq!(made.headers["location"], format!("/api/v1/safety-checks/{}", made.id()));
    assert_eq!((&made["from"], &made["to"]), (&json!("2023-02-20"), &json!("2024-02-20")));
    assert_eq!((&made["valid_until"], &made["valid_until_source"]), (&json!("2024-02-19"), &json!("given")));
    assert_eq!(site.show(&made, CHECKS).await.body, made.body);
}

#[actix_web::test]
async fn a_check_that_passed_is_valid_as_long_as_the_policy_says() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.record(CHECKS, undated("2023-02-20")).await.created();
    assert_eq!((&made["valid_until"], &made["valid_until_source"]), (&json!("2024-02-20"), &json!("policy")));
    assert_eq!(made["to"], "2024-02-21");
}

#[actix_web::test]
async fn the_policy_is_that_of_the_day_of_the_check() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let half = policy_with("2023-06-01", &[("/fire_check_interval_months/value", json!(6))]);
    lab.bureau_admin().await.post("/policies", &half).await.created();
    for (checked_on, until) in [("2023-05-31", "2024-05-31"), ("2023-06-01", "2023-12-01")] {
        let made = site.record(CHECKS, undated(checked_on)).await.created();
        assert_eq!(made["valid_until"], until, "{checked_on}");
    }
}

#[actix_web::test]
async fn without_a_policy_the_last_day_is_given() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    site.record(CHECKS, undated("2022-12-31")).await.faults(&["/valid_until required"]);
    let given = json!({"checked_on": "2022-12-31", "valid_until": "2023-12-31"});
    assert_eq!(site.record(CHECKS, given).await.created()["to"], "2024-01-01");
}

#[actix_web::test]
async fn a_failed_check_says_why_and_has_no_last_day() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let failed = json!({"result": "failed", "findings": "灭火器过期\n疏散通道堵塞", "valid_until": null});
    let made = site.record(CHECKS, failed).await.created();
    let none = [&made["to"], &made["valid_until"], &made["valid_until_source"]];
    assert_eq!((none, &made["findings"]), ([&json!(null); 3], &json!("灭火器过期\n疏散通道堵塞")));
    let faults = ["/findings required", "/valid_until not_applicable"];
    site.record(CHECKS, json!({"result": "failed"})).await.faults(&faults);
}

#[actix_web::test]
async fn a_check_that_passed_may_have_findings() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.record(CHECKS, json!({"findings": "建议增加应急灯"})).await.created();
    assert_eq!((&made["result"], &made["findings"]), (&json!("passed"), &json!("建议增加应急灯")));
}

#[actix_web::test]
async fn a_check_is_valid_beyond_its_day_which_is_not_after_today() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    site.record(CHECKS, json!({"valid_until": "2023-02-20"})).await.faults(&["/valid_until too_early"]);
    site.record(CHECKS, undated("2023-07-04")).await.faults(&["/checked_on too_late"]);
    site.record(CHECKS, undated("2023-07-03")).await.created();
    assert_eq!(site.record(CHECKS, json!({"valid_until": "2023-02-21"})).await.created()["to"], "2023-02-22");
}

#[actix_web::test]
async fn every_fault_of_a_check_is_told_at_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let body = json!({"kind": "gas", "checked_on": "2023-02-30", "checked_by": "a\0b", "result": "good",
        "findings": " ", "valid_until": 2024, "attachments": ["x"],
        "to": "2024-01-01", "valid_until_source": "given"});
    site.officer.post(&site.all(CHECKS), &body).await.faults(&[
        "/kind unknown_value",
        "/checked_on wrong_format",
        "/checked_by wrong_format",
        "/result unknown_value",
        "/findings wrong_format",
        "/valid_until wrong_type",
        "/attachments/0 wrong_format",
        "/to unknown_field",
        "/valid_until_source unknown_field",
    ]);
    let required = ["/kind required", "/checked_on required", "/checked_by required", "/result required"];
    site.officer.post(&site.all(CHECKS), &json!({})).await.faults(&required);
}

#[actix_web::test]
async fn the_township_and_the_bureau_record_checks_and_nobody_who_is_checked() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for checked in [&site.contractor, &site.lead, &site.worker] {
        checked.post(&site.all(CHECKS), &valid(CHECKS)).await.problem(403, "forbidden");
    }
    lab.bureau_officer().await.post(&site.all(CHECKS), &valid(CHECKS)).await.created();
    assert_eq!(lab.facts().await, 1);
}

#[actix_web::test]
async fn another_township_neither_sees_nor_records_checks() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(CHECKS).await;
    let neighbour = lab.township_officer("469025101").await;
    neighbour.get(&site.all(CHECKS)).await.problem(404, "not_found");
    neighbour.post(&site.all(CHECKS), &valid(CHECKS)).await.problem(404, "not_found");
    neighbour.get(&format!("/safety-checks/{}", made.id())).await.problem(404, "not_found");
}

#[actix_web::test]
async fn checks_are_listed_paged_and_counted() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for _ in 0..3 {
        site.has(CHECKS).await;
    }
    let page = site.list(CHECKS, "limit=1&count=exact").await.ok();
    assert_eq!((page.items().len(), &page["total"]), (1, &json!(3)));
    let next = site.list(CHECKS, &format!("after={}", page["next"].as_str().unwrap())).await.ok();
    assert_eq!((next.items().len(), &next["total"]), (2, &json!(null)));
}

#[actix_web::test]
async fn the_list_of_a_day_has_the_checks_valid_on_it() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    site.has(CHECKS).await;
    let failed =
        json!({"checked_on": "2023-05-01", "result": "failed", "findings": "无", "valid_until": null});
    site.record(CHECKS, failed).await.created();
    for (day, held) in
        [("2023-02-19", 0), ("2023-02-20", 1), ("2023-05-01", 2), ("2024-02-19", 2), ("2024-02-20", 1)]
    {
        assert_eq!(site.list(CHECKS, &format!("as_of={day}")).await.ok().items().len(), held, "{day}");
    }
}

#[actix_web::test]
async fn the_list_of_checks_is_asked_what_it_knows() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    site.list(CHECKS, "as_of=today&kind=fire_safety")
        .await
        .faults(&["/as_of wrong_format", "/kind unknown_field"]);
    site.list(CHECKS, "limit=201").await.faults(&["/limit too_large"]);
}

#[actix_web::test]
async fn who_works_at_the_station_reads_its_checks() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(CHECKS).await;
    for reader in [&site.contractor, &site.lead, &site.worker] {
        assert_eq!(reader.get(&site.all(CHECKS)).await.ok().items(), std::slice::from_ref(&made.body));
        assert_eq!(reader.get(&format!("/safety-checks/{}", made.id())).await.ok().body, made.body);
    }
}

#[actix_web::test]
async fn a_check_sent_twice_under_one_key_is_recorded_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let first = site.officer.post_once("c-1", &site.all(CHECKS), &valid(CHECKS)).await.created();
    let before = lab.events().await;
    let again = site.officer.post_once("c-1", &site.all(CHECKS), &valid(CHECKS)).await.created();
    assert_eq!((again.bytes, lab.events().await, lab.facts().await), (first.bytes, before, 1));
}

#[actix_web::test]
async fn the_file_of_a_stranger_leaves_no_check() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let (own, strange) = (lab.uploaded(site.officer.id).await, lab.uploaded(site.worker.id).await);
    let before = lab.events().await;
    site.record(CHECKS, json!({"attachments": [strange]}))
        .await
        .faults(&["/attachments/0 unknown_reference"]);
    site.record(CHECKS, json!({"attachments": [own, own]})).await.faults(&["/attachments repeated"]);
    assert_eq!((lab.events().await, lab.facts().await), (before, 0));
    assert_eq!(
        site.record(CHECKS, json!({"attachments": [own]})).await.created()["attachments"],
        json!([own])
    );
}

#[actix_web::test]
async fn a_check_that_did_not_change_is_not_sent_again() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(CHECKS).await;
    let (path, seen) = (format!("/safety-checks/{}", made.id()), [("if-none-match", made.etag())]);
    assert_eq!(site.officer.send("HEAD", &path, &[], vec![]).await.ok().etag(), made.etag());
    site.officer.send("GET", &path, &seen, vec![]).await.is(304);
    site.void(&made, CHECKS, "登记错误").await.ok();
    site.officer.send("GET", &path, &seen, vec![]).await.ok();
}

#[actix_web::test]
async fn a_check_is_of_a_station_that_is_there() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    for station in ["01890000-0000-7000-8000-000000000000", "nowhere"] {
        let path = format!("/stations/{station}/safety-checks");
        officer.post(&path, &valid_but(CHECKS, &json!({}))).await.problem(404, "not_found");
    }
}
