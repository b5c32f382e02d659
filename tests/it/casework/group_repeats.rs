//! A phone whose answer was lost sends again: it is done once.

use super::{SAID, Ward};
use crate::harness::{Answer, Lab, json};

fn path(group: &Answer, more: &str) -> String {
    format!("/groups/{}{more}", group.id())
}

#[actix_web::test]
async fn a_group() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let first = ward.site.worker.post_once("group-1", "/groups", &ward.group()).await.created();
    let again = ward.site.worker.post_once("group-1", "/groups", &ward.group()).await.created();
    assert_eq!((first.id(), lab.number("SELECT count(*) AS n FROM groups").await), (again.id(), 1));
    let other = crate::clients::but(ward.group(), &json!({"name": "另一小组"}));
    assert!(ward.site.worker.post_once("group-1", "/groups", &other).await.status >= 400);
}

#[actix_web::test]
async fn a_change_of_leader() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let to = json!({"worker_id": ward.lead, "from": "2023-07-02"});
    let done = ward.is_done_once(&group, &path(&group, "/leaders"), &to, "group.assigned").await;
    assert_eq!(done["leaders"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn a_closing() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let body = json!({"on": "2023-07-03", "evaluation": SAID});
    let done = ward.is_done_once(&group, &path(&group, "/closing"), &body, "group.closed").await;
    assert_eq!((&done["closed_on"], &done["version"]), (&json!("2023-07-03"), &json!(2)));
    assert!(!lab.event("group.closed").await.to_string().contains(SAID));
}

#[actix_web::test]
async fn the_voiding_of_a_group() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let why = json!({"reason": "重复登记"});
    ward.is_done_once(&group, &path(&group, "/voiding"), &why, "group.voided").await;
    let list = ward.site.worker.get("/groups").await.ok();
    assert_eq!(list.items()[0]["void_reason"], "重复登记");
}

#[actix_web::test]
async fn a_membership() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let body = json!({"client_id": ward.client.id(), "from": "2023-07-01"});
    ward.is_done_once(&group, &path(&group, "/members"), &body, "group_member.joined").await;
    let event = lab.event("group_member.joined").await;
    assert_eq!(
        (&event["changes"]["client"], &event["changes"]["from"]),
        (&json!(ward.client.id()), &json!("2023-07-01"))
    );
    assert_eq!(lab.number("SELECT count(*) AS n FROM group_members").await, 1);
}

#[actix_web::test]
async fn a_leaving() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let member = ward.joined(&group, ward.client.id(), "2023-07-01").await.created();
    let (end, left) =
        (format!("/group-members/{}/end", member.id()), json!({"to": "2023-07-02", "reason": "finished"}));
    let done = ward.is_done_once(&member, &end, &left, "group_member.left").await;
    assert_eq!((&done["to"], &done["version"]), (&json!("2023-07-02"), &json!(2)));
    assert_eq!(ward.site.worker.get(&path(&group, "")).await.ok()["members"], 0);
}

#[actix_web::test]
async fn the_voiding_of_a_membership() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let member = ward.joined(&group, ward.client.id(), "2023-07-01").await.created();
    let void = format!("/group-members/{}/voiding", member.id());
    ward.is_done_once(&member, &void, &json!({"reason": "有误"}), "group_member.voided").await;
    assert_eq!(ward.site.worker.get(&path(&group, "")).await.ok()["members"], 0);
}

#[actix_web::test]
async fn a_session() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let body =
        json!({"number": 1, "held_on": "2023-07-02", "topic": "认识彼此", "worker_ids": [ward.worker]});
    ward.is_done_once(&group, &path(&group, "/sessions"), &body, "group_session.recorded").await;
    let event = lab.event("group_session.recorded").await;
    assert_eq!(
        (&event["changes"]["number"], &event["changes"]["workers"]),
        (&json!(1), &json!([ward.worker]))
    );
    assert_eq!(ward.site.worker.get(&path(&group, "")).await.ok()["sessions"], 1);
}

#[actix_web::test]
async fn the_voiding_of_a_session() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let session = ward.session(&group, 1, "2023-07-02").await.created();
    let void = format!("/group-sessions/{}/voiding", session.id());
    ward.is_done_once(&session, &void, &json!({"reason": "未开展"}), "group_session.voided").await;
    assert_eq!(ward.site.worker.get(&path(&group, "")).await.ok()["sessions"], 0);
}

#[actix_web::test]
async fn an_activity() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let first = ward.site.worker.post_once("act-1", "/activities", &ward.activity()).await.created();
    let again = ward.site.worker.post_once("act-1", "/activities", &ward.activity()).await.created();
    assert_eq!((first.id(), lab.number("SELECT count(*) AS n FROM activities").await), (again.id(), 1));
}

#[actix_web::test]
async fn a_cancellation() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.site.worker.post("/activities", &ward.activity()).await.created();
    let path = format!("/activities/{}/cancellation", made.id());
    let done = ward.is_done_once(&made, &path, &json!({"reason": "台风"}), "activity.cancelled").await;
    assert_eq!((&done["state"], &done["version"]), (&json!("cancelled"), &json!(2)));
}

#[actix_web::test]
async fn the_voiding_of_an_activity() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.site.worker.post("/activities", &ward.activity()).await.created();
    let path = format!("/activities/{}/voiding", made.id());
    ward.is_done_once(&made, &path, &json!({"reason": "重复登记"}), "activity.voided").await;
    assert_eq!(lab.event("activity.voided").await["changes"]["station"], json!(ward.site.station));
}
