use chrono::TimeDelta;
use stations::auth::role::Role;
use uuid::Uuid;

use super::register::record;
use crate::harness::{Answer, Lab, Persona, json};

/// A draft for a station.
pub async fn draft(admin: &Persona<'_>, contractor: Uuid, station: Uuid) -> Answer {
    record(admin, contractor, &[station], json!({"signed_on": null, "number": "草-01"})).await.created()
}

/// The path of an agreement.
pub fn path(of: &Answer) -> String {
    format!("/agreements/{}", of.id())
}

#[actix_web::test]
async fn a_draft_is_changed_and_the_event_names_the_fields() {
    let lab = Lab::new().await;
    let (admin, one, other) =
        (lab.bureau_admin().await, lab.station("469025100").await, lab.station("469025101").await);
    let made = draft(&admin, lab.organisation("contractor", 0).await, one).await;
    assert_eq!(made["state"], "draft");
    lab.pass(TimeDelta::milliseconds(5));
    let target = json!({"item_code": "1.2", "wording": null, "quantity": 120, "unit": "人次"});
    let change = json!({"price": null, "station_ids": [one, other], "targets": [target], "number": "草-01"});
    let seen = admin.patch(&made, &path(&made), &change).await.ok();
    assert_eq!((&seen["price"], &seen["station_ids"]), (&json!(null), &json!([one, other])));
    assert_eq!((&seen["targets"], seen.etag()), (&json!([target]), "\"v2\""));
    let event = lab.last_event().await;
    assert_eq!(event["changes"], json!({"fields": ["price", "station_ids", "targets"]}));
}

#[actix_web::test]
async fn a_draft_reserves_nothing_and_covers_nothing() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let (one, other) = (lab.organisation("contractor", 0).await, lab.organisation("contractor", 1).await);
    let made = draft(&admin, one, station).await;
    record(&admin, other, &[station], json!({})).await.created();
    assert_eq!(lab.member(Role::ContractorManager, one).await.get("/stations").await.ok().items().len(), 0);
    assert_eq!(lab.member(Role::ContractorManager, other).await.get("/stations").await.ok().items().len(), 1);
    let township = lab.township_officer("469025100").await;
    township.get(&path(&made)).await.problem(404, "not_found");
}

#[actix_web::test]
async fn references_and_days_of_a_change_are_judged() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let made = draft(&admin, lab.organisation("contractor", 0).await, station).await;
    let before = lab.events().await;
    let wrong = json!({
        "contractor_id": Uuid::nil(), "station_ids": [station, station], "project_cycle_id": Uuid::max(),
        "targets": [{"item_code": "99.9", "quantity": 1, "unit": "次"}],
    });
    admin.patch(&made, &path(&made), &wrong).await.faults(&[
        "/contractor_id unknown_reference",
        "/station_ids/1 repeated",
        "/project_cycle_id unknown_reference",
        "/targets/0/item_code unknown_reference",
    ]);
    let backwards = json!({"from": "2026-06-30"});
    admin.patch(&made, &path(&made), &backwards).await.faults(&["/to too_early"]);
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_target_is_an_item_or_a_wording() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let made = draft(&admin, lab.organisation("contractor", 0).await, station).await;
    let target = |item, wording| json!({"targets": [{"item_code": item, "wording": wording, "quantity": 12, "unit": "场"}]});
    for (item, wording) in [(json!("1.2"), json!("社区活动")), (json!(null), json!(null))] {
        let answer = admin.patch(&made, &path(&made), &target(item, wording)).await;
        answer.faults(&["/targets/0/item_code one_of_two"]);
    }
    let seen = admin.patch(&made, &path(&made), &target(json!(null), json!("社区活动"))).await.ok();
    assert_eq!(seen["targets"][0]["wording"], "社区活动");
}

#[actix_web::test]
async fn a_signed_agreement_is_not_changed_like_a_draft() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let made = record(&admin, lab.organisation("contractor", 0).await, &[station], json!({})).await.created();
    let before = lab.events().await;
    admin.patch(&made, &path(&made), &json!({"price": "1.00"})).await.problem(409, "conflict");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_change_needs_the_version_and_the_bureau_in_charge() {
    let lab = Lab::new().await;
    let (admin, station) = (lab.bureau_admin().await, lab.station("469025100").await);
    let contractor = lab.organisation("contractor", 0).await;
    let made = draft(&admin, contractor, station).await;
    admin.patch(&made, &path(&made), &json!({"to": "2026-07-01"})).await.ok();
    admin.patch(&made, &path(&made), &json!({"to": "2026-07-02"})).await.problem(412, "stale");
    let manager = lab.member(Role::ContractorManager, contractor).await;
    manager.get(&path(&made)).await.ok();
    manager.patch(&made, &path(&made), &json!({"to": "2026-07-02"})).await.problem(403, "forbidden");
}
