//! What holds of every kind that can be ended: rooms, equipment, signage, institutions.

use serde_json::json;

use crate::harness::{Lab, Site};

const KINDS: [&str; 4] = ["rooms", "equipment", "signage", "institutions"];

#[actix_web::test]
async fn a_record_ends_after_it_begins() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for kind in KINDS {
        site.record(kind, json!({"to": "2023-02-20"})).await.faults(&["/to too_early"]);
        let made = site.has(kind).await;
        site.end(&made, kind, "2023-02-20").await.faults(&["/to too_early"]);
        site.end(&made, kind, "２０２３-07-01").await.faults(&["/to wrong_format"]);
        assert_eq!(site.show(&made, kind).await.body, made.body);
    }
}

#[actix_web::test]
async fn a_new_record_ends_the_one_it_replaces() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for kind in KINDS {
        let former = site.has(kind).await;
        let before = lab.events().await;
        let next = site.record(kind, json!({"from": "2023-05-01", "replaces": former.id()})).await.created();
        assert_eq!(
            (&next["from"], &next["to"], lab.events().await),
            (&json!("2023-05-01"), &json!(null), before + 1)
        );
        let former = site.show(&former, kind).await;
        assert_eq!((&former["to"], &former["version"]), (&json!("2023-05-01"), &json!(2)));
        assert_eq!(former["end_recorded_at"], next["recorded_at"]);
    }
}

#[actix_web::test]
async fn what_has_ended_is_not_replaced() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for kind in KINDS {
        let former = site.has(kind).await;
        let replacement = json!({"from": "2023-02-20", "replaces": former.id()});
        site.record(kind, replacement).await.faults(&["/replaces not_replaceable"]);
        site.end(&former, kind, "2023-04-01").await.ok();
        let replacement = json!({"from": "2023-05-01", "replaces": former.id()});
        site.record(kind, replacement).await.faults(&["/replaces not_replaceable"]);
        assert_eq!(site.list(kind, "").await.ok().items().len(), 1);
    }
}

#[actix_web::test]
async fn a_record_is_ended_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for kind in KINDS {
        let made = site.has(kind).await;
        let ended = site.end(&made, kind, "2023-07-01").await.ok();
        assert_eq!((&ended["to"], ended.etag()), (&json!("2023-07-01"), "\"v2\""));
        let before = lab.events().await;
        site.end(&ended, kind, "2023-08-01").await.problem(409, "conflict");
        assert_eq!((site.show(&made, kind).await.body, lab.events().await), (ended.body, before));
    }
}

#[actix_web::test]
async fn an_end_names_the_version_it_is_of() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for kind in KINDS {
        let made = site.has(kind).await;
        let path = format!("/{kind}/{}/end", made.id());
        site.officer.post(&path, &json!({"to": "2023-07-01"})).await.problem(428, "precondition_required");
        site.end(&made, kind, "2023-07-01").await.ok();
        site.end(&made, kind, "2023-07-01").await.problem(412, "stale");
    }
}

#[actix_web::test]
async fn a_voiding_names_the_version_it_is_of() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for kind in KINDS {
        let made = site.has(kind).await;
        let path = format!("/{kind}/{}/voiding", made.id());
        site.officer.post(&path, &json!({"reason": "登记错误"})).await.problem(428, "precondition_required");
        site.end(&made, kind, "2023-07-01").await.ok();
        site.void(&made, kind, "登记错误").await.problem(412, "stale");
    }
}

#[actix_web::test]
async fn a_voided_record_is_not_ended() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for kind in KINDS {
        let made = site.has(kind).await;
        let voided = site.void(&made, kind, "登记错误").await.ok();
        site.end(&voided, kind, "2023-07-01").await.problem(409, "conflict");
        assert_eq!(site.show(&made, kind).await["to"], json!(null));
    }
}

#[actix_web::test]
async fn a_voided_record_stays_readable_with_the_reason() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for kind in KINDS {
        let made = site.has(kind).await;
        let before = lab.events().await;
        let voided = site.void(&made, kind, " 登记错误 ").await.ok();
        assert_eq!((&voided["void_reason"], voided.etag()), (&json!("登记错误"), "\"v2\""));
        assert_eq!((site.show(&made, kind).await.body, lab.events().await), (voided.body, before + 1));
    }
}

#[actix_web::test]
async fn a_record_is_voided_once_and_with_a_reason() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for kind in KINDS {
        let made = site.has(kind).await;
        site.void(&made, kind, " ").await.faults(&["/reason wrong_format"]);
        site.void(&made, kind, "a\0b").await.faults(&["/reason wrong_format"]);
        site.void(&made, kind, &"长".repeat(501)).await.faults(&["/reason too_long"]);
        let voided = site.void(&made, kind, "登记错误").await.ok();
        site.void(&voided, kind, "再次").await.problem(409, "conflict");
    }
}

#[actix_web::test]
async fn an_end_and_a_voiding_sent_twice_under_one_key_happen_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for kind in KINDS {
        let made = site.has(kind).await;
        for (action, body, tag) in
            [("end", json!({"to": "2023-07-01"}), "\"v1\""), ("voiding", json!({"reason": "有误"}), "\"v2\"")]
        {
            let key = format!("{kind}-{action}");
            let headers =
                [("content-type", "application/json"), ("if-match", tag), ("idempotency-key", key.as_str())];
            let path = format!("/{kind}/{}/{action}", made.id());
            let send = || site.officer.send("POST", &path, &headers, body.to_string().into_bytes());
            let (first, events) = (send().await.ok(), lab.events().await);
            assert_eq!((send().await.ok().bytes, lab.events().await), (first.bytes, events));
        }
    }
}
