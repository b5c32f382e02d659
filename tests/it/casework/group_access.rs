//! Who works with groups and activities: the station and its contractor, whatever is done.

use super::{SAID, Ward};
use crate::harness::{Answer, Lab, json};

fn path(group: &Answer, more: &str) -> String {
    format!("/groups/{}{more}", group.id())
}

#[actix_web::test]
async fn a_group_is_opened_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    lab.anyone().post("/groups", &ward.group()).await.problem(401, "unauthenticated");
    lab.bureau_admin().await.post("/groups", &ward.group()).await.problem(403, "forbidden");
    ward.stranger().await.post("/groups", &ward.group()).await.faults(&["/station_id unknown_reference"]);
    assert_eq!(lab.number("SELECT count(*) AS n FROM groups").await, 0);
    ward.site.contractor.post("/groups", &ward.group()).await.created();
}

#[actix_web::test]
async fn a_leader_is_assigned_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let to = json!({"worker_id": ward.lead, "from": "2023-07-02"});
    ward.is_closed_to_others(&group, &path(&group, "/leaders"), &to).await;
}

#[actix_web::test]
async fn a_group_is_closed_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let body = json!({"on": "2023-07-03", "evaluation": SAID});
    ward.is_closed_to_others(&group, &path(&group, "/closing"), &body).await;
    assert_eq!(ward.site.worker.get(&path(&group, "")).await.ok()["closed_on"], json!(null));
}

#[actix_web::test]
async fn a_group_is_voided_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    ward.is_closed_to_others(&group, &path(&group, "/voiding"), &json!({"reason": "重复登记"})).await;
    let to = json!({"worker_id": ward.lead, "from": "2023-07-02"});
    ward.site.lead.move_on(&group, &path(&group, "/leaders"), &to).await.created();
    let why = json!({"reason": "重复登记"});
    ward.site.lead.move_on(&group, &path(&group, "/voiding"), &why).await.problem(412, "stale");
}

#[actix_web::test]
async fn members_join_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let body = json!({"client_id": ward.client.id(), "from": "2023-07-01"});
    ward.is_closed_to_others(&group, &path(&group, "/members"), &body).await;
}

#[actix_web::test]
async fn members_leave_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let member = ward.joined(&group, ward.client.id(), "2023-07-01").await.created();
    let (end, left) =
        (format!("/group-members/{}/end", member.id()), json!({"to": "2023-07-02", "reason": "moved"}));
    ward.is_closed_to_others(&member, &end, &left).await;
    ward.site.worker.post(&end, &left).await.problem(428, "precondition_required");
}

#[actix_web::test]
async fn memberships_are_voided_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let member = ward.joined(&group, ward.client.id(), "2023-07-01").await.created();
    let void = format!("/group-members/{}/voiding", member.id());
    ward.is_closed_to_others(&member, &void, &json!({"reason": "有误"})).await;
}

#[actix_web::test]
async fn sessions_are_recorded_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let body =
        json!({"number": 1, "held_on": "2023-07-02", "topic": "认识彼此", "worker_ids": [ward.worker]});
    ward.is_closed_to_others(&group, &path(&group, "/sessions"), &body).await;
}

#[actix_web::test]
async fn sessions_are_voided_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let session = ward.session(&group, 1, "2023-07-02").await.created();
    let void = format!("/group-sessions/{}/voiding", session.id());
    ward.is_closed_to_others(&session, &void, &json!({"reason": "未开展"})).await;
}

#[actix_web::test]
async fn an_activity_is_recorded_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    lab.anyone().post("/activities", &ward.activity()).await.problem(401, "unauthenticated");
    for office in [ward.site.officer.clone(), lab.bureau_officer().await] {
        office.post("/activities", &ward.activity()).await.problem(403, "forbidden");
    }
    ward.stranger()
        .await
        .post("/activities", &ward.activity())
        .await
        .faults(&["/station_id unknown_reference"]);
    assert_eq!(lab.number("SELECT count(*) AS n FROM activities").await, 0);
}

#[actix_web::test]
async fn an_activity_is_cancelled_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.site.worker.post("/activities", &ward.activity()).await.created();
    let path = format!("/activities/{}/cancellation", made.id());
    ward.is_closed_to_others(&made, &path, &json!({"reason": "台风"})).await;
}

#[actix_web::test]
async fn an_activity_is_voided_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.site.worker.post("/activities", &ward.activity()).await.created();
    let path = format!("/activities/{}/voiding", made.id());
    ward.is_closed_to_others(&made, &path, &json!({"reason": "重复登记"})).await;
}

#[actix_web::test]
async fn an_activity_is_changed_by_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.site.worker.post("/activities", &ward.activity()).await.created();
    let (path, change) = (format!("/activities/{}", made.id()), json!({"title": "防溺水"}));
    lab.anyone().patch(&made, &path, &change).await.problem(401, "unauthenticated");
    lab.bureau_officer().await.patch(&made, &path, &change).await.problem(403, "forbidden");
    ward.stranger().await.patch(&made, &path, &change).await.problem(404, "not_found");
    assert_eq!(ward.site.contractor.patch(&made, &path, &change).await.ok()["title"], "防溺水");
}
