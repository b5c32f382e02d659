use serde_json::json;

use crate::harness::{Lab, Site};

const EQUIPMENT: &str = "equipment";

#[actix_web::test]
async fn a_resident_worker_neither_ends_nor_voids_equipment() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(EQUIPMENT).await;
    for answer in site.change_as(&site.worker, &made, EQUIPMENT).await {
        answer.problem(403, "forbidden");
    }
    site.contractor
        .move_on(&made, &format!("/equipment/{}/end", made.id()), &json!({"to": "2023-07-01"}))
        .await
        .ok();
}

#[actix_web::test]
async fn equipment_ends_after_it_begins() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    site.record(EQUIPMENT, json!({"to": "2023-02-20"})).await.faults(&["/to too_early"]);
    let made = site.has(EQUIPMENT).await;
    site.end(&made, EQUIPMENT, "2023-02-20").await.faults(&["/to too_early"]);
    site.end(&made, EQUIPMENT, "２０２３-07-01").await.faults(&["/to wrong_format"]);
    assert_eq!(site.show(&made, EQUIPMENT).await.body, made.body);
}

#[actix_web::test]
async fn a_new_record_of_equipment_ends_the_one_it_replaces() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let former = site.has(EQUIPMENT).await;
    let before = lab.events().await;
    let next = site
        .record(
            EQUIPMENT,
            json!({"condition": "needs_repair", "from": "2023-05-01", "replaces": former.id()}),
        )
        .await
        .created();
    assert_eq!(
        (&next["from"], &next["to"], lab.events().await),
        (&json!("2023-05-01"), &json!(null), before + 1)
    );
    let former = site.show(&former, EQUIPMENT).await;
    assert_eq!((&former["to"], &former["version"]), (&json!("2023-05-01"), &json!(2)));
    assert_eq!(former["end_recorded_at"], next["recorded_at"]);
}

#[actix_web::test]
async fn what_has_ended_is_not_replaced() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let former = site.has(EQUIPMENT).await;
    let replacement = json!({"from": "2023-02-20", "replaces": former.id()});
    site.record(EQUIPMENT, replacement).await.faults(&["/replaces not_replaceable"]);
    site.end(&former, EQUIPMENT, "2023-04-01").await.ok();
    let replacement = json!({"from": "2023-05-01", "replaces": former.id()});
    site.record(EQUIPMENT, replacement).await.faults(&["/replaces not_replaceable"]);
    assert_eq!(lab.facts().await, 1);
}

#[actix_web::test]
async fn equipment_is_ended_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(EQUIPMENT).await;
    let ended = site.end(&made, EQUIPMENT, "2023-07-01").await.ok();
    assert_eq!((&ended["to"], ended.etag()), (&json!("2023-07-01"), "\"v2\""));
    let before = lab.events().await;
    site.end(&ended, EQUIPMENT, "2023-08-01").await.problem(409, "conflict");
    assert_eq!((site.show(&made, EQUIPMENT).await.body, lab.events().await), (ended.body, before));
}

#[actix_web::test]
async fn an_end_of_equipment_names_the_version_it_is_of() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(EQUIPMENT).await;
    let path = format!("/equipment/{}/end", made.id());
    site.officer.post(&path, &json!({"to": "2023-07-01"})).await.problem(428, "precondition_required");
    site.end(&made, EQUIPMENT, "2023-07-01").await.ok();
    site.end(&made, EQUIPMENT, "2023-07-01").await.problem(412, "stale");
}

#[actix_web::test]
async fn a_voiding_of_equipment_names_the_version_it_is_of() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(EQUIPMENT).await;
    let path = format!("/equipment/{}/voiding", made.id());
    site.officer.post(&path, &json!({"reason": "登记错误"})).await.problem(428, "precondition_required");
    site.end(&made, EQUIPMENT, "2023-07-01").await.ok();
    site.void(&made, EQUIPMENT, "登记错误").await.problem(412, "stale");
}

#[actix_web::test]
async fn a_voided_piece_of_equipment_is_not_ended() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(EQUIPMENT).await;
    let voided = site.void(&made, EQUIPMENT, "登记错误").await.ok();
    site.end(&voided, EQUIPMENT, "2023-07-01").await.problem(409, "conflict");
    assert_eq!(site.show(&made, EQUIPMENT).await["to"], json!(null));
}

#[actix_web::test]
async fn a_voided_piece_of_equipment_stays_readable_with_the_reason() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(EQUIPMENT).await;
    let before = lab.events().await;
    let voided = site.void(&made, EQUIPMENT, " 登记错误 ").await.ok();
    assert_eq!((&voided["void_reason"], voided.etag()), (&json!("登记错误"), "\"v2\""));
    assert_eq!((site.show(&made, EQUIPMENT).await.body, lab.events().await), (voided.body, before + 1));
}

#[actix_web::test]
async fn equipment_is_voided_once_and_with_a_reason() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(EQUIPMENT).await;
    site.void(&made, EQUIPMENT, " ").await.faults(&["/reason wrong_format"]);
    site.void(&made, EQUIPMENT, "a\0b").await.faults(&["/reason wrong_format"]);
    site.void(&made, EQUIPMENT, &"长".repeat(501)).await.faults(&["/reason too_long"]);
    let voided = site.void(&made, EQUIPMENT, "登记错误").await.ok();
    site.void(&voided, EQUIPMENT, "再次").await.problem(409, "conflict");
}

#[actix_web::test]
async fn an_end_and_a_voiding_sent_twice_under_one_key_happen_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.has(EQUIPMENT).await;
    for (action, body, tag) in
        [("end", json!({"to": "2023-07-01"}), "\"v1\""), ("voiding", json!({"reason": "有误"}), "\"v2\"")]
    {
        let headers = [("content-type", "application/json"), ("if-match", tag), ("idempotency-key", action)];
        let path = format!("/equipment/{}/{action}", made.id());
        let send = || site.officer.send("POST", &path, &headers, body.to_string().into_bytes());
        let (first, events) = (send().await.ok(), lab.events().await);
        assert_eq!((send().await.ok().bytes, lab.events().await), (first.bytes, events));
    }
}

#[actix_web::test]
async fn a_change_of_condition_replaces_the_record_and_the_past_stays() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let working = site.has(EQUIPMENT).await;
    let broken = json!({"condition": "unusable", "from": "2023-06-10", "replaces": working.id()});
    site.record(EQUIPMENT, broken).await.created();
    for (day, condition) in [("2023-06-09", "working"), ("2023-06-10", "unusable")] {
        let page = site.list(EQUIPMENT, &format!("as_of={day}")).await.ok();
        assert_eq!((page.items().len(), &page.items()[0]["condition"]), (1, &json!(condition)), "{day}");
    }
}
