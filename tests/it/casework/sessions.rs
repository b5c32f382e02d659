use super::Ward;
use crate::harness::{Lab, Value, json};

#[actix_web::test]
async fn a_session_has_a_number_a_day_a_topic_and_who_led_it() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let made = ward.session(&group, 1, "2023-07-02").await.created();
    assert_eq!((&made["number"], &made["worker_ids"]), (&json!(1), &json!([ward.worker])));
    let seen = ward.site.lead.get(&format!("/group-sessions/{}", made.id())).await.ok();
    assert_eq!((&seen["topic"], &seen["attendance"]), (&json!("认识彼此"), &json!([])));
    let list = ward.site.lead.get(&format!("/groups/{}/sessions", group.id())).await.ok();
    assert_eq!(list.items()[0]["id"], made["id"]);
    assert_eq!(ward.site.lead.get(&format!("/groups/{}", group.id())).await.ok()["sessions"], 1);
}

#[actix_web::test]
async fn a_number_is_there_once() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let first = ward.session(&group, 1, "2023-07-01").await.created();
    ward.session(&group, 1, "2023-07-02").await.problem(409, "already_exists");
    let why = json!({"reason": "重复登记"});
    let path = format!("/group-sessions/{}/voiding", first.id());
    ward.site.lead.move_on(&first, &path, &why).await.ok();
    ward.session(&group, 1, "2023-07-02").await.created();
}

#[actix_web::test]
async fn what_cannot_be_of_a_session_is_refused() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    ward.session(&group, 1, "2023-07-04").await.faults(&["/held_on too_late"]);
    ward.session(&group, 1, "2023-06-30").await.faults(&["/held_on too_early"]);
    ward.session(&group, 0, "2023-07-02").await.is(422);
    let path = format!("/groups/{}/sessions", group.id());
    let body = |workers: Value| json!({"number": 1, "held_on": "2023-07-02", "topic": "认识", "worker_ids": workers});
    let twice = body(json!([ward.worker, ward.worker]));
    ward.site.worker.post(&path, &twice).await.faults(&["/worker_ids repeated"]);
    let nobody = body(json!([ward.worker, group.id()]));
    ward.site.worker.post(&path, &nobody).await.faults(&["/worker_ids/1 unknown_reference"]);
    ward.stranger().await.post(&path, &body(json!([ward.worker]))).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_voided_session_counts_no_more() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let made = ward.session(&group, 1, "2023-07-02").await.created();
    let path = format!("/group-sessions/{}/voiding", made.id());
    let why = json!({"reason": "未开展"});
    ward.site.lead.post(&path, &why).await.problem(428, "precondition_required");
    ward.stranger().await.move_on(&made, &path, &why).await.problem(404, "not_found");
    let voided = ward.site.lead.move_on(&made, &path, &why).await.ok();
    assert_eq!(voided["void_reason"], "未开展");
    assert_eq!(ward.site.lead.get(&format!("/groups/{}", group.id())).await.ok()["sessions"], 0);
    ward.site.lead.move_on(&voided, &path, &why).await.problem(409, "conflict");
}
