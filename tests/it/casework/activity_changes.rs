use super::Ward;
use crate::harness::{Answer, Lab, Value, json};

fn path(activity: &Answer, more: &str) -> String {
    format!("/activities/{}{more}", activity.id())
}

#[actix_web::test]
async fn who_came_and_what_came_of_it_is_added() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.site.worker.post("/activities", &ward.activity()).await.created();
    let change = json!({"actual_participants": 72, "summary": "家长踊跃参加", "title": "防溺水宣传日"});
    let held = ward.site.worker.patch(&made, &path(&made, ""), &change).await.ok();
    assert_eq!((&held["state"], &held["summary"]), (&json!("held"), &json!("家长踊跃参加")));
    assert_eq!((&held["title"], &held["version"]), (&json!("防溺水宣传日"), &json!(2)));
    let event = lab.event("activity.changed").await;
    assert_eq!(event["changes"]["fields"], json!(["title", "actual_participants", "summary"]));
}

#[actix_web::test]
async fn null_removes_and_what_is_the_same_changes_nothing() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.site.worker.post("/activities", &ward.activity()).await.created();
    let same = ward.site.worker.patch(&made, &path(&made, ""), &json!({"title": "防溺水宣传"})).await.ok();
    assert_eq!(same["version"], 1);
    let gone =
        ward.site.worker.patch(&made, &path(&made, ""), &json!({"planned_participants": null})).await.ok();
    assert_eq!((&gone["planned_participants"], &gone["version"]), (&Value::Null, &json!(2)));
    ward.site.worker.patch(&gone, &path(&made, ""), &json!({"title": null})).await.is(422);
}

#[actix_web::test]
async fn a_change_of_what_cannot_be_or_was_not_seen_is_refused() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.site.worker.post("/activities", &ward.activity()).await.created();
    let change = async |body: Value| ward.site.worker.patch(&made, &path(&made, ""), &body).await;
    change(json!({"starts_on": "2023-07-03"})).await.faults(&["/ends_on too_early"]);
    change(json!({"village_code": "469025100999"})).await.faults(&["/village_code unknown_reference"]);
    change(json!({"ends_on": "2023-07-03"})).await.ok();
    change(json!({"ends_on": "2023-07-04"})).await.problem(412, "stale");
}

#[actix_web::test]
async fn what_was_not_held_is_cancelled_with_a_reason() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.site.worker.post("/activities", &ward.activity()).await.created();
    let why = json!({"reason": "台风"});
    ward.site.worker.post(&path(&made, "/cancellation"), &why).await.problem(428, "precondition_required");
    let off = ward.site.worker.move_on(&made, &path(&made, "/cancellation"), &why).await.ok();
    assert_eq!((&off["state"], &off["cancel_reason"]), (&json!("cancelled"), &json!("台风")));
    ward.site.worker.move_on(&off, &path(&made, "/cancellation"), &why).await.problem(409, "conflict");
    let change = json!({"actual_participants": 3});
    ward.site.worker.patch(&off, &path(&made, ""), &change).await.problem(409, "conflict");
    assert_eq!(lab.event("activity.cancelled").await["subject"]["id"], made["id"]);
}

#[actix_web::test]
async fn what_was_held_is_voided_not_cancelled() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let body = crate::clients::but(ward.activity(), &json!({"actual_participants": 72}));
    let made = ward.site.worker.post("/activities", &body).await.created();
    let why = json!({"reason": "重复登记"});
    ward.site.worker.move_on(&made, &path(&made, "/cancellation"), &why).await.problem(409, "conflict");
    let voided = ward.site.lead.move_on(&made, &path(&made, "/voiding"), &why).await.ok();
    assert_eq!(voided["void_reason"], "重复登记");
    ward.site.lead.move_on(&voided, &path(&made, "/voiding"), &why).await.problem(409, "conflict");
    ward.site.lead.patch(&voided, &path(&made, ""), &json!({"title": "宣传"})).await.problem(409, "conflict");
}
