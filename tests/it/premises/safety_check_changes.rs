use serde_json::json;

use crate::harness::{Lab, Site};

const CHECKS: &str = "safety-checks";

#[actix_web::test]
async fn a_check_is_not_ended() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(CHECKS).await;
    site.end(&made, CHECKS, "2023-07-01").await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_check_does_not_replace_another() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(CHECKS).await;
    site.record(CHECKS, json!({"replaces": made.id()})).await.faults(&["/replaces unknown_field"]);
    site.record(CHECKS, json!({"checked_on": "2023-05-01"})).await.created();
    assert_eq!(site.show(&made, CHECKS).await.body, made.body);
}

#[actix_web::test]
async fn a_voided_check_stays_readable_with_the_reason() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(CHECKS).await;
    let before = lab.events().await;
    let voided = site.void(&made, CHECKS, "检查的是另一站点").await.ok();
    assert_eq!((&voided["void_reason"], voided.etag()), (&json!("检查的是另一站点"), "\"v2\""));
    assert_eq!((site.show(&made, CHECKS).await.body, lab.events().await), (voided.body, before + 1));
    assert_eq!(site.list(CHECKS, "as_of=2023-03-01").await.ok().items().len(), 0);
}

#[actix_web::test]
async fn a_check_is_voided_once_and_with_a_reason() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(CHECKS).await;
    site.void(&made, CHECKS, "\n").await.faults(&["/reason wrong_format"]);
    let voided = site.void(&made, CHECKS, "登记错误").await.ok();
    let before = lab.events().await;
    site.void(&voided, CHECKS, "再次").await.problem(409, "conflict");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_voiding_of_a_check_names_the_version_it_is_of() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(CHECKS).await;
    let path = format!("/safety-checks/{}/voiding", made.id());
    site.officer.post(&path, &json!({"reason": "有误"})).await.problem(428, "precondition_required");
    let old = [("content-type", "application/json"), ("if-match", "\"v2\"")];
    let body = json!({"reason": "有误"}).to_string().into_bytes();
    site.officer.send("POST", &path, &old, body).await.problem(412, "stale");
}

#[actix_web::test]
async fn nobody_who_is_checked_voids_a_check() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(CHECKS).await;
    for (other, status) in [
        (&site.contractor, 403),
        (&site.lead, 403),
        (&site.worker, 403),
        (&lab.township_officer("469025101").await, 404),
    ] {
        for answer in site.change_as(other, &made, CHECKS).await {
            answer.is(status);
        }
    }
}

#[actix_web::test]
async fn a_voiding_of_a_check_sent_twice_under_one_key_happens_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(CHECKS).await;
    let headers = [("content-type", "application/json"), ("if-match", "\"v1\""), ("idempotency-key", "v-1")];
    let path = format!("/safety-checks/{}/voiding", made.id());
    let send =
        || site.officer.send("POST", &path, &headers, json!({"reason": "有误"}).to_string().into_bytes());
    let (first, events) = (send().await.ok(), lab.events().await);
    assert_eq!((send().await.ok().bytes, lab.events().await), (first.bytes, events));
}

#[actix_web::test]
async fn a_check_has_an_address_of_its_own() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let (check, room) = (site.has(CHECKS).await, site.has("rooms").await);
    site.officer.get(&format!("/rooms/{}", check.id())).await.problem(404, "not_found");
    site.officer.get(&format!("/safety-checks/{}", room.id())).await.problem(404, "not_found");
    site.void(&room, CHECKS, "有误").await.problem(404, "not_found");
}
