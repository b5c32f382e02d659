use super::{adult, child, is_silent, path, put, told};
use crate::harness::{Lab, Site, json};

#[actix_web::test]
async fn what_is_shown_may_be_sent_back_by_anybody_and_changes_nothing() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let before = lab.events().await;
    for by in [&site.worker, &site.contractor] {
        let seen = by.get(&path(&made, "")).await.ok();
        let echo = json!({"name": seen["name"], "identity_number": seen["identity_number"], "phone": seen["phone"],
            "address": seen["address"], "needs": seen["needs"], "notes": seen["notes"], "birth_date": seen["birth_date"]});
        assert_eq!(by.patch(&seen, &path(&made, ""), &echo).await.ok().body, seen.body);
    }
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_change_is_an_event_of_field_names() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    lab.pass(chrono::TimeDelta::milliseconds(1));
    let body = json!({"phone": "13987654321", "notes": null});
    let changed = site.worker.patch(&made, &path(&made, ""), &body).await.ok();
    assert_eq!((&changed["phone"], &changed["notes"]), (&json!("139****4321"), &json!(null)));
    let event = told(&lab).await;
    assert!(event.contains(r#"["phone","notes"]"#) && !event.contains("4321"), "{event}");
    is_silent(&event);
}

#[actix_web::test]
async fn the_version_is_required_and_must_be_the_one_that_stands() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let body = json!({"phone": "13987654321"});
    let headers = [("content-type", "application/json")];
    let bare = site.worker.send("PATCH", &path(&made, ""), &headers, body.to_string().into_bytes()).await;
    bare.problem(428, "precondition_required");
    // The lead's answer has another tag, because it shows more or less, and the version in it counts.
    let seen = site.contractor.get(&path(&made, "")).await.ok();
    assert_ne!(seen.etag(), made.etag());
    site.worker.patch(&seen, &path(&made, ""), &body).await.ok();
    site.worker.patch(&made, &path(&made, ""), &json!({"phone": null})).await.problem(412, "stale");
}

#[actix_web::test]
async fn what_contradicts_is_refused_by_pointer() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    for (body, fault) in [
        (json!({"birth_date": "1992-03-06"}), "/birth_date contradiction"),
        (json!({"birth_date": "2023-07-04"}), "/birth_date too_late"),
        (json!({"phone": "1381234567"}), "/phone wrong_length"),
        (json!({"phone": "139****5678"}), "/phone wrong_character"),
        (json!({"village_code": "469025100009"}), "/village_code unknown_reference"),
        (json!({"station_id": site.station}), "/station_id unknown_field"),
    ] {
        site.worker.patch(&made, &path(&made, ""), &body).await.faults(&[fault]);
    }
}

#[actix_web::test]
async fn a_child_is_not_overwritten_by_who_may_not_see_it() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &child(&site)).await.created();
    site.worker.patch(&made, &path(&made, ""), &json!({"phone": null})).await.problem(403, "forbidden");
    let stranger = lab.bureau_officer().await;
    stranger.patch(&made, &path(&made, ""), &json!({"phone": null})).await.problem(403, "forbidden");
}
