use super::{SAID, Ward};
use crate::harness::{Answer, Lab, json};

fn path(activity: &Answer, more: &str) -> String {
    format!("/activities/{}{more}", activity.id())
}

#[actix_web::test]
async fn what_is_wrong_with_an_activity_is_told_by_its_place() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let body = json!({"station_id": ward.site.station, "kind": "party", "starts_on": "2023-07-32", "village_code": "桥南"});
    let faults =
        ["/kind unknown_value", "/starts_on wrong_format", "/title required", "/village_code wrong_format"];
    ward.site.worker.post("/activities", &body).await.faults(&faults);
}

#[actix_web::test]
async fn what_is_wrong_with_a_change_is_told_by_its_place() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.site.worker.post("/activities", &ward.activity()).await.created();
    let change = json!({"kind": "party", "actual_participants": 100_001, "station_id": ward.site.station});
    let faults = ["/actual_participants too_large", "/kind unknown_field", "/station_id unknown_field"];
    ward.site.worker.patch(&made, &path(&made, ""), &change).await.faults(&faults);
}

#[actix_web::test]
async fn what_is_wrong_with_a_cancellation_or_voiding_is_told_by_its_place() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.site.worker.post("/activities", &ward.activity()).await.created();
    for more in ["/cancellation", "/voiding"] {
        ward.is_faulty(&made, &path(&made, more), &json!({}), &["/reason required"]).await;
    }
}

#[actix_web::test]
async fn an_activity_that_changed_is_not_cancelled_or_voided_unseen() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.site.worker.post("/activities", &ward.activity()).await.created();
    ward.site.worker.patch(&made, &path(&made, ""), &json!({"title": "防溺水"})).await.ok();
    for more in ["/cancellation", "/voiding"] {
        let why = json!({"reason": "台风"});
        ward.site.lead.move_on(&made, &path(&made, more), &why).await.problem(412, "stale");
        ward.site.lead.post(&path(&made, more), &why).await.problem(428, "precondition_required");
    }
}

#[actix_web::test]
async fn a_summary_can_be_written_anew_and_removed_and_no_event_tells_it() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.site.worker.post("/activities", &ward.activity()).await.created();
    let told = ward.site.worker.patch(&made, &path(&made, ""), &json!({"summary": SAID})).await.ok();
    assert_eq!(told["summary"], SAID);
    assert!(!lab.event("activity.changed").await.to_string().contains(SAID));
    let gone = ward.site.worker.patch(&told, &path(&made, ""), &json!({"summary": null})).await.ok();
    assert_eq!((&gone["summary"], &gone["version"]), (&json!(null), &json!(3)));
    assert_eq!(ward.site.worker.get(&path(&made, "")).await.ok()["summary"], json!(null));
}

#[actix_web::test]
async fn its_logs_are_counted_with_their_minutes() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.site.worker.post("/activities", &ward.activity()).await.created();
    ward.log("activity", made.id(), json!({"method": "community"})).await.created();
    ward.log("activity", made.id(), json!({"method": "community", "state": "draft"})).await.created();
    let seen = ward.site.worker.get(&path(&made, "")).await.ok();
    assert_eq!(seen["logs"], json!({"logs": 1, "minutes": 90}));
}
