use serde_json::json;

use crate::harness::{Lab, Site};

const SIGNAGE: &str = "signage";

#[actix_web::test]
async fn a_resident_worker_neither_ends_nor_voids_a_signboard() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(SIGNAGE).await;
    for answer in site.change_as(&site.worker, &made, SIGNAGE).await {
        answer.problem(403, "forbidden");
    }
    site.contractor
        .move_on(&made, &format!("/signage/{}/end", made.id()), &json!({"to": "2023-07-01"}))
        .await
        .ok();
}

#[actix_web::test]
async fn a_signboard_ends_after_it_begins() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    site.record(SIGNAGE, json!({"to": "2023-02-20"})).await.faults(&["/to too_early"]);
    let made = site.has(SIGNAGE).await;
    site.end(&made, SIGNAGE, "2023-02-20").await.faults(&["/to too_early"]);
    site.end(&made, SIGNAGE, "２０２３-07-01").await.faults(&["/to wrong_format"]);
    assert_eq!(site.show(&made, SIGNAGE).await.body, made.body);
}

#[actix_web::test]
async fn a_new_record_of_a_signboard_ends_the_one_it_replaces() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let former = site.has(SIGNAGE).await;
    let before = lab.events().await;
    let next = site
        .record(
            SIGNAGE,
            json!({"text": "白沙黎族自治县牙叉镇社工站", "from": "2023-05-01", "replaces": former.id()}),
        )
        .await
        .created();
    assert_eq!(
        (&next["from"], &next["to"], lab.events().await),
        (&json!("2023-05-01"), &json!(null), before + 1)
    );
    let former = site.show(&former, SIGNAGE).await;
    assert_eq!((&former["to"], &former["version"]), (&json!("2023-05-01"), &json!(2)));
    assert_eq!(former["end_recorded_at"], next["recorded_at"]);
}

#[actix_web::test]
async fn what_has_ended_is_not_replaced() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let former = site.has(SIGNAGE).await;
    let replacement = json!({"from": "2023-02-20", "replaces": former.id()});
    site.record(SIGNAGE, replacement).await.faults(&["/replaces not_replaceable"]);
    site.end(&former, SIGNAGE, "2023-04-01").await.ok();
    let replacement = json!({"from": "2023-05-01", "replaces": former.id()});
    site.record(SIGNAGE, replacement).await.faults(&["/replaces not_replaceable"]);
    assert_eq!(lab.facts().await, 1);
}

#[actix_web::test]
async fn a_signboard_is_ended_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(SIGNAGE).await;
    let ended = site.end(&made, SIGNAGE, "2023-07-01").await.ok();
    assert_eq!((&ended["to"], ended.etag()), (&json!("2023-07-01"), "\"v2\""));
    let before = lab.events().await;
    site.end(&ended, SIGNAGE, "2023-08-01").await.problem(409, "conflict");
    assert_eq!((site.show(&made, SIGNAGE).await.body, lab.events().await), (ended.body, before));
}

#[actix_web::test]
async fn an_end_of_a_signboard_names_the_version_it_is_of() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(SIGNAGE).await;
    let path = format!("/signage/{}/end", made.id());
    site.officer.post(&path, &json!({"to": "2023-07-01"})).await.problem(428, "precondition_required");
    site.end(&made, SIGNAGE, "2023-07-01").await.ok();
    site.end(&made, SIGNAGE, "2023-07-01").await.problem(412, "stale");
}

#[actix_web::test]
async fn a_voiding_of_a_signboard_names_the_version_it_is_of() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(SIGNAGE).await;
    let path = format!("/signage/{}/voiding", made.id());
    site.officer.post(&path, &json!({"reason": "登记错误"})).await.problem(428, "precondition_required");
    site.end(&made, SIGNAGE, "2023-07-01").await.ok();
    site.void(&made, SIGNAGE, "登记错误").await.problem(412, "stale");
}

#[actix_web::test]
async fn a_voided_signboard_is_not_ended() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(SIGNAGE).await;
    let voided = site.void(&made, SIGNAGE, "登记错误").await.ok();
    site.end(&voided, SIGNAGE, "2023-07-01").await.problem(409, "conflict");
    assert_eq!(site.show(&made, SIGNAGE).await["to"], json!(null));
}

#[actix_web::test]
async fn a_voided_signboard_stays_readable_with_the_reason() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(SIGNAGE).await;
    let before = lab.events().await;
    let voided = site.void(&made, SIGNAGE, " 登记错误 ").await.ok();
    assert_eq!((&voided["void_reason"], voided.etag()), (&json!("登记错误"), "\"v2\""));
    assert_eq!((site.show(&made, SIGNAGE).await.body, lab.events().await), (voided.body, before + 1));
}

#[actix_web::test]
async fn a_signboard_is_voided_once_and_with_a_reason() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(SIGNAGE).await;
    site.void(&made, SIGNAGE, " ").await.faults(&["/reason wrong_format"]);
    site.void(&made, SIGNAGE, "a\0b").await.faults(&["/reason wrong_format"]);
    site.void(&made, SIGNAGE, &"长".repeat(501)).await.faults(&["/reason too_long"]);
    let voided = site.void(&made, SIGNAGE, "登记错误").await.ok();
    site.void(&voided, SIGNAGE, "再次").await.problem(409, "conflict");
}

#[actix_web::test]
async fn an_end_and_a_voiding_sent_twice_under_one_key_happen_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(SIGNAGE).await;
    for (action, body, tag) in
        [("end", json!({"to": "2023-07-01"}), "\"v1\""), ("voiding", json!({"reason": "有误"}), "\"v2\"")]
    {
        let headers = [("content-type", "application/json"), ("if-match", tag), ("idempotency-key", action)];
        let path = format!("/signage/{}/{action}", made.id());
        let send = || site.officer.send("POST", &path, &headers, body.to_string().into_bytes());
        let (first, events) = (send().await.ok(), lab.events().await);
        assert_eq!((send().await.ok().bytes, lab.events().await), (first.bytes, events));
    }
}
