use serde_json::json;

use crate::harness::{Lab, Site};

const INSTITUTIONS: &str = "institutions";

#[actix_web::test]
async fn a_resident_worker_neither_ends_nor_voids_an_institution() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(INSTITUTIONS).await;
    for answer in site.change_as(&site.worker, &made, INSTITUTIONS).await {
        answer.problem(403, "forbidden");
    }
    site.contractor
        .move_on(&made, &format!("/institutions/{}/end", made.id()), &json!({"to": "2023-07-01"}))
        .await
        .ok();
}

#[actix_web::test]
async fn an_institution_ends_after_it_begins() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    site.record(INSTITUTIONS, json!({"to": "2023-02-20"})).await.faults(&["/to too_early"]);
    let made = site.has(INSTITUTIONS).await;
    site.end(&made, INSTITUTIONS, "2023-02-20").await.faults(&["/to too_early"]);
    site.end(&made, INSTITUTIONS, "２０２３-07-01").await.faults(&["/to wrong_format"]);
    assert_eq!(site.show(&made, INSTITUTIONS).await.body, made.body);
}

#[actix_web::test]
async fn a_new_record_of_an_institution_ends_the_one_it_replaces() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let former = site.has(INSTITUTIONS).await;
    let before = lab.events().await;
    let next = site
        .record(
            INSTITUTIONS,
            json!({"document_version": "2023-2", "from": "2023-05-01", "replaces": former.id()}),
        )
        .await
        .created();
    assert_eq!(
        (&next["from"], &next["to"], lab.events().await),
        (&json!("2023-05-01"), &json!(null), before + 1)
    );
    let former = site.show(&former, INSTITUTIONS).await;
    assert_eq!((&former["to"], &former["version"]), (&json!("2023-05-01"), &json!(2)));
    assert_eq!(former["end_recorded_at"], next["recorded_at"]);
}

#[actix_web::test]
async fn what_has_ended_is_not_replaced() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let former = site.has(INSTITUTIONS).await;
    let replacement = json!({"from": "2023-02-20", "replaces": former.id()});
    site.record(INSTITUTIONS, replacement).await.faults(&["/replaces not_replaceable"]);
    site.end(&former, INSTITUTIONS, "2023-04-01").await.ok();
    let replacement = json!({"from": "2023-05-01", "replaces": former.id()});
    site.record(INSTITUTIONS, replacement).await.faults(&["/replaces not_replaceable"]);
    assert_eq!(lab.facts().await, 1);
}

#[actix_web::test]
async fn an_institution_is_ended_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(INSTITUTIONS).await;
    let ended = site.end(&made, INSTITUTIONS, "2023-07-01").await.ok();
    assert_eq!((&ended["to"], ended.etag()), (&json!("2023-07-01"), "\"v2\""));
    let before = lab.events().await;
    site.end(&ended, INSTITUTIONS, "2023-08-01").await.problem(409, "conflict");
    assert_eq!((site.show(&made, INSTITUTIONS).await.body, lab.events().await), (ended.body, before));
}

#[actix_web::test]
async fn an_end_of_an_institution_names_the_version_it_is_of() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(INSTITUTIONS).await;
    let path = format!("/institutions/{}/end", made.id());
    site.officer.post(&path, &json!({"to": "2023-07-01"})).await.problem(428, "precondition_required");
    site.end(&made, INSTITUTIONS, "2023-07-01").await.ok();
    site.end(&made, INSTITUTIONS, "2023-07-01").await.problem(412, "stale");
}

#[actix_web::test]
async fn a_voiding_of_an_institution_names_the_version_it_is_of() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(INSTITUTIONS).await;
    let path = format!("/institutions/{}/voiding", made.id());
    site.officer.post(&path, &json!({"reason": "登记错误"})).await.problem(428, "precondition_required");
    site.end(&made, INSTITUTIONS, "2023-07-01").await.ok();
    site.void(&made, INSTITUTIONS, "登记错误").await.problem(412, "stale");
}

#[actix_web::test]
async fn a_voided_institution_is_not_ended() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(INSTITUTIONS).await;
    let voided = site.void(&made, INSTITUTIONS, "登记错误").await.ok();
    site.end(&voided, INSTITUTIONS, "2023-07-01").await.problem(409, "conflict");
    assert_eq!(site.show(&made, INSTITUTIONS).await["to"], json!(null));
}

#[actix_web::test]
async fn a_voided_institution_stays_readable_with_the_reason() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(INSTITUTIONS).await;
    let before = lab.events().await;
    let voided = site.void(&made, INSTITUTIONS, " 登记错误 ").await.ok();
    assert_eq!((&voided["void_reason"], voided.etag()), (&json!("登记错误"), "\"v2\""));
    assert_eq!((site.show(&made, INSTITUTIONS).await.body, lab.events().await), (voided.body, before + 1));
}

#[actix_web::test]
async fn an_institution_is_voided_once_and_with_a_reason() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(INSTITUTIONS).await;
    site.void(&made, INSTITUTIONS, " ").await.faults(&["/reason wrong_format"]);
    site.void(&made, INSTITUTIONS, "a\0b").await.faults(&["/reason wrong_format"]);
    site.void(&made, INSTITUTIONS, &"长".repeat(501)).await.faults(&["/reason too_long"]);
    let voided = site.void(&made, INSTITUTIONS, "登记错误").await.ok();
    site.void(&voided, INSTITUTIONS, "再次").await.problem(409, "conflict");
}

#[actix_web::test]
async fn an_end_and_a_voiding_sent_twice_under_one_key_happen_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(INSTITUTIONS).await;
    for (action, body, tag) in
        [("end", json!({"to": "2023-07-01"}), "\"v1\""), ("voiding", json!({"reason": "有误"}), "\"v2\"")]
    {
        let headers = [("content-type", "application/json"), ("if-match", tag), ("idempotency-key", action)];
        let path = format!("/institutions/{}/{action}", made.id());
        let send = || site.officer.send("POST", &path, &headers, body.to_string().into_bytes());
        let (first, events) = (send().await.ok(), lab.events().await);
        assert_eq!((send().await.ok().bytes, lab.events().await), (first.bytes, events));
    }
}

#[actix_web::test]
async fn a_new_version_of_a_document_takes_the_place_of_the_former() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let first = site.has(INSTITUTIONS).await;
    let second = json!({"document_version": "2023-2", "from": "2023-07-01", "replaces": first.id()});
    site.record(INSTITUTIONS, second).await.created();
    for (day, version) in [("2023-06-30", "2023-1"), ("2023-07-01", "2023-2")] {
        let page = site.list(INSTITUTIONS, &format!("as_of={day}")).await.ok();
        assert_eq!((page.items().len(), &page.items()[0]["document_version"]), (1, &json!(version)), "{day}");
    }
}
