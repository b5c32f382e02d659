use super::Ward;
use crate::harness::{Answer, Lab, Value, json};

fn path(member: &Answer, more: &str) -> String {
    format!("/group-members/{}{more}", member.id())
}

#[actix_web::test]
async fn clients_of_the_station_join_from_a_day_on() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let member = ward.joined(&group, ward.client.id(), "2023-07-02").await.created();
    assert_eq!((&member["from"], &member["to"]), (&json!("2023-07-02"), &Value::Null));
    let list = ward.site.worker.get(&format!("/groups/{}/members?count=exact", group.id())).await.ok();
    assert_eq!((&list["total"], &list.items()[0]["id"]), (&json!(1), &member["id"]));
    let seen = ward.site.worker.get(&format!("/groups/{}", group.id())).await.ok();
    assert_eq!(seen["members"], 1);
}

#[actix_web::test]
async fn nobody_is_in_a_group_twice_on_a_day() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let first = ward.joined(&group, ward.client.id(), "2023-07-01").await.created();
    ward.joined(&group, ward.client.id(), "2023-07-02").await.problem(409, "already_exists");
    let left = json!({"to": "2023-07-02", "reason": "own_wish"});
    ward.site.worker.move_on(&first, &path(&first, "/end"), &left).await.ok();
    ward.joined(&group, ward.client.id(), "2023-07-02").await.created();
}

#[actix_web::test]
async fn what_cannot_be_of_a_member_is_refused() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    ward.joined(&group, ward.client.id(), "2023-06-30").await.faults(&["/from too_early"]);
    ward.joined(&group, ward.client.id(), "2023-07-04").await.faults(&["/from too_late"]);
    ward.joined(&group, ward.worker, "2023-07-02").await.faults(&["/client_id unknown_reference"]);
    let body = json!({"client_id": ward.client.id(), "from": "2023-07-02"});
    let there = format!("/groups/{}/members", group.id());
    ward.stranger().await.post(&there, &body).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_member_leaves_once_with_a_reason() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let member = ward.joined(&group, ward.client.id(), "2023-07-01").await.created();
    let leave = async |to: &str| {
        let body = json!({"to": to, "reason": "moved"});
        ward.site.worker.move_on(&member, &path(&member, "/end"), &body).await
    };
    leave("2023-07-01").await.faults(&["/to too_early"]);
    let left = leave("2023-07-03").await.ok();
    assert_eq!((&left["to"], &left["leaving_reason"]), (&json!("2023-07-03"), &json!("moved")));
    leave("2023-07-03").await.problem(412, "stale");
    let body = json!({"to": "2023-07-03", "reason": "moved"});
    ward.site.worker.move_on(&left, &path(&member, "/end"), &body).await.problem(409, "conflict");
    assert_eq!(lab.event("group_member.left").await["changes"]["reason"], "moved");
}

#[actix_web::test]
async fn a_wrong_membership_is_voided_and_can_be_recorded_anew() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let member = ward.joined(&group, ward.client.id(), "2023-07-01").await.created();
    let why = json!({"reason": "日期有误"});
    ward.site.lead.post(&path(&member, "/voiding"), &why).await.problem(428, "precondition_required");
    ward.stranger().await.move_on(&member, &path(&member, "/voiding"), &why).await.problem(404, "not_found");
    let voided = ward.site.lead.move_on(&member, &path(&member, "/voiding"), &why).await.ok();
    assert_eq!(voided["void_reason"], "日期有误");
    ward.site.lead.move_on(&voided, &path(&member, "/voiding"), &why).await.problem(409, "conflict");
    ward.joined(&group, ward.client.id(), "2023-07-02").await.created();
}
