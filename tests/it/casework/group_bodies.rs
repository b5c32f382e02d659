//! What is wrong with what is sent is told by its place, all of it at once, and nothing is done.

use super::{SAID, Ward};
use crate::harness::{Answer, Lab, json};

fn path(group: &Answer, more: &str) -> String {
    format!("/groups/{}{more}", group.id())
}

#[actix_web::test]
async fn of_a_group() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let body = json!({"station_id": ward.site.station, "name": "支持小组", "kind": "secret", "leader_worker_id": ward.worker,
        "planned_sessions": 101, "begins_on": "2023-13-01", "leader": "王小梅"});
    let faults = [
        "/begins_on wrong_format",
        "/kind unknown_value",
        "/leader unknown_field",
        "/planned_sessions too_large",
        "/purpose required",
    ];
    ward.site.worker.post("/groups", &body).await.faults(&faults);
}

#[actix_web::test]
async fn of_a_closing() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let faults = ["/evaluation required", "/on wrong_format"];
    ward.is_faulty(&group, &path(&group, "/closing"), &json!({"on": "today"}), &faults).await;
}

#[actix_web::test]
async fn of_a_membership() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let body = json!({"client_id": "符海燕", "to": "2023-07-03"});
    let faults = ["/client_id wrong_format", "/from required", "/to unknown_field"];
    ward.is_faulty(&group, &path(&group, "/members"), &body, &faults).await;
}

#[actix_web::test]
async fn of_a_leaving() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let member = ward.joined(&group, ward.client.id(), "2023-07-01").await.created();
    let end = format!("/group-members/{}/end", member.id());
    let faults = ["/reason unknown_value", "/to required"];
    ward.is_faulty(&member, &end, &json!({"reason": "bored"}), &faults).await;
}

#[actix_web::test]
async fn of_a_session() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let body = json!({"number": 201, "held_on": "2023-07-02", "topic": "两行\n主题", "worker_ids": []});
    let faults = ["/number too_large", "/topic wrong_format", "/worker_ids too_few"];
    ward.is_faulty(&group, &path(&group, "/sessions"), &body, &faults).await;
}

#[actix_web::test]
async fn of_an_attendance() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    ward.joined(&group, ward.client.id(), "2023-07-01").await.created();
    let session = ward.session(&group, 1, "2023-07-02").await.created();
    let sheet = json!({"attendance": [{"client_id": ward.client.id(), "standing": "asleep"}]});
    let there = format!("/group-sessions/{}/attendance", session.id());
    ward.site
        .worker
        .put_over(&session, &there, &sheet)
        .await
        .faults(&["/attendance/0/standing unknown_value"]);
    let seen = ward.site.worker.get(&format!("/group-sessions/{}", session.id())).await.ok();
    assert_eq!((&seen["attendance"], &seen["version"]), (&json!([]), &json!(1)));
}

#[actix_web::test]
async fn of_the_voidings() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let member = ward.joined(&group, ward.client.id(), "2023-07-01").await.created();
    let session = ward.session(&group, 1, "2023-07-02").await.created();
    for (seen, room) in [(&member, "group-members"), (&session, "group-sessions"), (&group, "groups")] {
        let void = format!("/{room}/{}/voiding", seen.id());
        ward.is_faulty(seen, &void, &json!({"why": SAID}), &["/reason required", "/why unknown_field"]).await;
    }
}

#[actix_web::test]
async fn what_is_not_there_is_not_found() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let (group, why) = (ward.opened().await, json!({"reason": "重复登记"}));
    for room in ["groups", "group-members", "group-sessions", "activities"] {
        let void = format!("/{room}/{}/voiding", ward.client.id());
        ward.site.lead.move_on(&group, &void, &why).await.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn a_member_or_session_that_changed_is_not_voided_unseen() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let member = ward.joined(&group, ward.client.id(), "2023-07-01").await.created();
    let session = ward.session(&group, 1, "2023-07-02").await.created();
    let left = json!({"to": "2023-07-03", "reason": "moved"});
    ward.site.worker.move_on(&member, &format!("/group-members/{}/end", member.id()), &left).await.ok();
    let sheet = json!({"attendance": [{"client_id": ward.client.id(), "standing": "present"}]});
    let there = format!("/group-sessions/{}", session.id());
    ward.site.worker.put_over(&session, &format!("{there}/attendance"), &sheet).await.ok();
    let why = json!({"reason": "有误"});
    let void = format!("/group-members/{}/voiding", member.id());
    ward.site.lead.move_on(&member, &void, &why).await.problem(412, "stale");
    ward.site.lead.move_on(&session, &format!("{there}/voiding"), &why).await.problem(412, "stale");
}
