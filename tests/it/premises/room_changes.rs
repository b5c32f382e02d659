use serde_json::json;

use crate::harness::{Lab, Site};

const ROOMS: &str = "rooms";

#[actix_web::test]
async fn only_the_township_and_the_bureau_end_and_void_rooms() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(ROOMS).await;
    for other in [&site.contractor, &site.lead, &site.worker] {
        for answer in site.change_as(other, &made, ROOMS).await {
            answer.problem(403, "forbidden");
        }
    }
    assert_eq!(site.show(&made, ROOMS).await.body, made.body);
}

#[actix_web::test]
async fn a_room_ends_after_it_begins() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    site.record(ROOMS, json!({"to": "2023-02-20"})).await.faults(&["/to too_early"]);
    let made = site.has(ROOMS).await;
    site.end(&made, ROOMS, "2023-02-20").await.faults(&["/to too_early"]);
    site.end(&made, ROOMS, "２０２３-07-01").await.faults(&["/to wrong_format"]);
    assert_eq!(site.show(&made, ROOMS).await.body, made.body);
}

#[actix_web::test]
async fn a_new_record_of_a_room_ends_the_one_it_replaces() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let former = site.has(ROOMS).await;
    let before = lab.events().await;
    let next = site
        .record(
            ROOMS,
            json!({"functions": ["office", "casework_room"], "from": "2023-05-01", "replaces": former.id()}),
        )
        .await
        .created();
    assert_eq!(
        (&next["from"], &next["to"], lab.events().await),
        (&json!("2023-05-01"), &json!(null), before + 1)
    );
    let former = site.show(&former, ROOMS).await;
    assert_eq!((&former["to"], &former["version"]), (&json!("2023-05-01"), &json!(2)));
    assert_eq!(former["end_recorded_at"], next["recorded_at"]);
}

#[actix_web::test]
async fn what_has_ended_is_not_replaced() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let former = site.has(ROOMS).await;
    let replacement = json!({"from": "2023-02-20", "replaces": former.id()});
    site.record(ROOMS, replacement).await.faults(&["/replaces not_replaceable"]);
    site.end(&former, ROOMS, "2023-04-01").await.ok();
    let replacement = json!({"from": "2023-05-01", "replaces": former.id()});
    site.record(ROOMS, replacement).await.faults(&["/replaces not_replaceable"]);
    assert_eq!(lab.facts().await, 1);
}

#[actix_web::test]
async fn a_room_is_ended_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(ROOMS).await;
    let ended = site.end(&made, ROOMS, "2023-07-01").await.ok();
    assert_eq!((&ended["to"], ended.etag()), (&json!("2023-07-01"), "\"v2\""));
    let before = lab.events().await;
    site.end(&ended, ROOMS, "2023-08-01").await.problem(409, "conflict");
    assert_eq!((site.show(&made, ROOMS).await.body, lab.events().await), (ended.body, before));
}

#[actix_web::test]
async fn an_end_of_a_room_names_the_version_it_is_of() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(ROOMS).await;
    let path = format!("/rooms/{}/end", made.id());
    site.officer.post(&path, &json!({"to": "2023-07-01"})).await.problem(428, "precondition_required");
    site.end(&made, ROOMS, "2023-07-01").await.ok();
    site.end(&made, ROOMS, "2023-07-01").await.problem(412, "stale");
}

#[actix_web::test]
async fn a_voiding_of_a_room_names_the_version_it_is_of() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(ROOMS).await;
    let path = format!("/rooms/{}/voiding", made.id());
    site.officer.post(&path, &json!({"reason": "登记错误"})).await.problem(428, "precondition_required");
    site.end(&made, ROOMS, "2023-07-01").await.ok();
    site.void(&made, ROOMS, "登记错误").await.problem(412, "stale");
}

#[actix_web::test]
async fn a_voided_room_is_not_ended() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(ROOMS).await;
    let voided = site.void(&made, ROOMS, "登记错误").await.ok();
    site.end(&voided, ROOMS, "2023-07-01").await.problem(409, "conflict");
    assert_eq!(site.show(&made, ROOMS).await["to"], json!(null));
}

#[actix_web::test]
async fn a_voided_room_stays_readable_with_the_reason() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(ROOMS).await;
    let before = lab.events().await;
    let voided = site.void(&made, ROOMS, " 登记错误 ").await.ok();
    assert_eq!((&voided["void_reason"], voided.etag()), (&json!("登记错误"), "\"v2\""));
    assert_eq!((site.show(&made, ROOMS).await.body, lab.events().await), (voided.body, before + 1));
}

#[actix_web::test]
async fn a_room_is_voided_once_and_with_a_reason() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(ROOMS).await;
    site.void(&made, ROOMS, " ").await.faults(&["/reason wrong_format"]);
    site.void(&made, ROOMS, "a\0b").await.faults(&["/reason wrong_format"]);
    site.void(&made, ROOMS, &"长".repeat(501)).await.faults(&["/reason too_long"]);
    let voided = site.void(&made, ROOMS, "登记错误").await.ok();
    site.void(&voided, ROOMS, "再次").await.problem(409, "conflict");
}

#[actix_web::test]
async fn an_end_and_a_voiding_sent_twice_under_one_key_happen_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(ROOMS).await;
    for (action, body, tag) in
        [("end", json!({"to": "2023-07-01"}), "\"v1\""), ("voiding", json!({"reason": "有误"}), "\"v2\"")]
    {
        let headers = [("content-type", "application/json"), ("if-match", tag), ("idempotency-key", action)];
        let path = format!("/rooms/{}/{action}", made.id());
        let send = || site.officer.send("POST", &path, &headers, body.to_string().into_bytes());
        let (first, events) = (send().await.ok(), lab.events().await);
        assert_eq!((send().await.ok().bytes, lab.events().await), (first.bytes, events));
    }
}
