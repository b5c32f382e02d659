use super::{SAID, Ward};
use crate::harness::{Answer, Lab, Value, json};

fn path(group: &Answer, more: &str) -> String {
    format!("/groups/{}{more}", group.id())
}

#[actix_web::test]
async fn a_group_is_opened() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.opened().await;
    assert_eq!((&made["kind"], &made["planned_sessions"]), (&json!("support"), &json!(6)));
    assert_eq!(
        (&made["members"], &made["sessions"], &made["closed_on"]),
        (&json!(0), &json!(0), &Value::Null)
    );
    assert_eq!(made["attendance"], json!({"present": 0, "excused": 0, "absent": 0, "rate": null}));
    assert_eq!(lab.event("group.opened").await["changes"]["leader"], json!(ward.worker));
}

#[actix_web::test]
async fn what_cannot_be_is_refused() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let post = async |changes: Value| {
        ward.site.worker.post("/groups", &crate::clients::but(ward.group(), &changes)).await
    };
    post(json!({"station_id": ward.worker})).await.faults(&["/station_id unknown_reference"]);
    post(json!({"leader_worker_id": ward.site.station}))
        .await
        .faults(&["/leader_worker_id unknown_reference"]);
    post(json!({"begins_on": "2023-06-01"})).await.faults(&["/leader_worker_id not_employed"]);
    post(json!({"planned_sessions": 0})).await.is(422);
    post(json!({"name": "两行\n名称"})).await.is(422);
}

#[actix_web::test]
async fn a_group_is_closed_with_its_evaluation_sealed() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.opened().await;
    ward.session(&made, 1, "2023-07-02").await.created();
    let close = async |on: &str| {
        let body = json!({"on": on, "evaluation": SAID});
        ward.site.worker.move_on(&made, &path(&made, "/closing"), &body).await
    };
    close("2023-07-01").await.faults(&["/on too_early"]);
    close("2023-07-04").await.faults(&["/on too_late"]);
    let closed = close("2023-07-03").await.ok();
    assert_eq!((&closed["closed_on"], &closed["evaluation"]), (&json!("2023-07-03"), &json!(SAID)));
    let plain = format!("SELECT count(*) AS n FROM groups g WHERE row_to_json(g)::text LIKE '%{SAID}%'");
    assert_eq!(lab.number(&plain).await, 0);
    close("2023-07-03").await.problem(409, "conflict");
}

#[actix_web::test]
async fn a_closed_group_takes_no_more_members_and_sessions() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.opened().await;
    let body = json!({"on": "2023-07-03", "evaluation": "目标达成"});
    ward.site.worker.post(&path(&made, "/closing"), &body).await.problem(428, "precondition_required");
    ward.site.worker.move_on(&made, &path(&made, "/closing"), &body).await.ok();
    ward.joined(&made, ward.client.id(), "2023-07-02").await.problem(409, "conflict");
    ward.session(&made, 1, "2023-07-02").await.problem(409, "conflict");
    assert_eq!(ward.site.worker.get("/groups?open=true").await.ok().items().len(), 0);
    assert_eq!(ward.site.worker.get("/groups?open=false&kind=support").await.ok().items().len(), 1);
}

#[actix_web::test]
async fn a_wrong_group_is_voided() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.opened().await;
    let why = json!({"reason": "重复登记"});
    ward.site.lead.post(&path(&made, "/voiding"), &why).await.problem(428, "precondition_required");
    let voided = ward.site.lead.move_on(&made, &path(&made, "/voiding"), &why).await.ok();
    assert_eq!((&voided["void_reason"], &voided["version"]), (&json!("重复登记"), &json!(2)));
    ward.joined(&made, ward.client.id(), "2023-07-02").await.problem(409, "conflict");
    ward.site.lead.move_on(&voided, &path(&made, "/voiding"), &why).await.problem(409, "conflict");
}

#[actix_web::test]
async fn strangers_know_nothing_of_it() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.opened().await;
    let session = ward.session(&made, 1, "2023-07-02").await.created();
    let stranger = ward.stranger().await;
    assert_eq!(stranger.get("/groups").await.ok().items().len(), 0);
    for more in ["", "/members", "/sessions"] {
        stranger.get(&path(&made, more)).await.problem(404, "not_found");
    }
    stranger.get(&format!("/group-sessions/{}", session.id())).await.problem(404, "not_found");
    let body = json!({"on": "2023-07-03", "evaluation": "目标达成"});
    stranger.move_on(&made, &path(&made, "/closing"), &body).await.problem(404, "not_found");
    assert_eq!(lab.bureau_officer().await.get(&path(&made, "")).await.ok()["name"], "隔代养育支持小组");
    ward.site.officer.get("/groups").await.problem(403, "forbidden");
}
