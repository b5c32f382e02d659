use super::{Ward, way};
use crate::harness::{Lab, Value, json};

#[actix_web::test]
async fn a_log_belongs_to_a_case_and_is_found_by_it() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.staged(&["assessment", "plan"]).await;
    let log = ward.log("case", case.id(), json!({"method": "visit"})).await.created();
    assert_eq!((&log["belongs_to"], &log["marks"]), (&json!({"kind": "case", "id": case.id()}), &json!([])));
    let mine = ward.site.worker.get(&format!("/service-logs?case={}", case.id())).await.ok();
    assert_eq!((mine.items().len(), &mine.items()[0]["id"]), (1, &log["id"]));
    assert_eq!(ward.site.worker.get(&format!("/service-logs?case={}", log.id())).await.ok().items().len(), 0);
    assert_eq!(lab.event("service_log.recorded").await["changes"]["belongs_to"]["id"], case["id"]);
}

#[actix_web::test]
async fn work_on_a_case_before_its_plan_is_kept_and_marked() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.staged(&["assessment"]).await;
    let early = ward.log("case", case.id(), json!({"method": "case"})).await.created();
    assert_eq!(early["marks"], json!(["before_plan"]));
    assert_eq!(ward.log("case", case.id(), json!({"method": "visit"})).await.created()["marks"], json!([]));
    ward.stage(&case, "plan", "2023-07-02").await.created();
    assert_eq!(ward.log("case", case.id(), json!({"method": "case"})).await.created()["marks"], json!([]));
}

#[actix_web::test]
async fn another_method_and_other_days_are_refused() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let log = async |changes: Value| ward.log("case", case.id(), changes).await;
    log(json!({"method": "group"})).await.faults(&["/method wrong_method"]);
    log(json!({"method": "case", "served_on": "2023-06-30"})).await.faults(&["/served_on outside_its_days"]);
    let mut closure = ward.closure("moved");
    closure["on"] = json!("2023-07-01");
    ward.site.worker.move_on(&case, &way(&case, "/closure"), &closure).await.created();
    log(json!({"method": "outreach"})).await.faults(&["/method wrong_method", "/served_on outside_its_days"]);
    log(json!({"method": "referral", "served_on": "2023-07-01"})).await.created();
}

#[actix_web::test]
async fn what_is_not_there_beyond_reach_or_voided_is_unknown() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let faults = ["/belongs_to/id unknown_reference"];
    for kind in ["group_session", "activity"] {
        ward.log(kind, case.id(), json!({"method": "group"})).await.faults(&faults);
    }
    let why = json!({"reason": "重复登记"});
    ward.site.worker.move_on(&case, &way(&case, "/voiding"), &why).await.ok();
    ward.log("case", case.id(), json!({"method": "case"})).await.faults(&faults);
}

#[actix_web::test]
async fn a_log_of_a_group_is_of_its_session_and_its_day() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let session = ward.session(&group, 1, "2023-07-02").await.created();
    let log = ward.log("group_session", session.id(), json!({"method": "group"})).await.created();
    assert_eq!(log["belongs_to"]["kind"], "group_session");
    let late = json!({"method": "group", "served_on": "2023-07-03"});
    ward.log("group_session", session.id(), late).await.faults(&["/served_on outside_its_days"]);
    let mine = ward.site.worker.get(&format!("/service-logs?group={}", group.id())).await.ok();
    assert_eq!((mine.items().len(), &mine.items()[0]["id"]), (1, &log["id"]));
    let seen = ward.site.worker.get(&format!("/groups/{}", group.id())).await.ok();
    assert_eq!(seen["logs"], json!({"logs": 1, "minutes": 90}));
}

#[actix_web::test]
async fn a_log_of_an_activity_may_be_of_another_day() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let activity = ward.site.worker.post("/activities", &ward.activity()).await.created();
    let before = json!({"method": "community", "served_on": "2023-07-01"});
    ward.log("activity", activity.id(), before).await.created();
    ward.log("activity", activity.id(), json!({"method": "visit"})).await.faults(&["/method wrong_method"]);
    let list = ward.site.worker.get(&format!("/service-logs?activity={}", activity.id())).await.ok();
    assert_eq!(list.items().len(), 1);
    let seen = ward.site.worker.get(&format!("/activities/{}", activity.id())).await.ok();
    assert_eq!(seen["logs"], json!({"logs": 1, "minutes": 90}));
}

#[actix_web::test]
async fn a_draft_is_moved_to_a_case_and_out_of_it() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let log = ward.log("case", case.id(), json!({"method": "case", "state": "draft"})).await.created();
    let path = format!("/service-logs/{}", log.id());
    let out = ward.site.worker.patch(&log, &path, &json!({"belongs_to": null})).await.ok();
    assert_eq!((&out["belongs_to"], &out["marks"]), (&Value::Null, &json!([])));
    let back = json!({"belongs_to": {"kind": "case", "id": case.id()}});
    let back = ward.site.worker.patch(&out, &path, &back).await.ok();
    assert_eq!(back["belongs_to"]["id"], case["id"]);
    let other = ward.site.worker.patch(&back, &path, &json!({"method": "group"})).await;
    other.faults(&["/method wrong_method"]);
}

#[actix_web::test]
async fn the_same_log_again_is_the_same() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let log = ward.log("case", case.id(), json!({"method": "case"})).await.created();
    let body = json!({"station_id": ward.site.station, "item_code": "1.1", "served_on": "2023-07-02",
        "workers": [{"worker_id": ward.worker, "minutes": 90}], "people_served": 3, "summary": "跟进",
        "method": "case", "belongs_to": {"kind": "case", "id": case.id()}});
    let path = format!("/service-logs/{}", log.id());
    ward.site.worker.put(&path, &body).await.ok();
    let alone = crate::clients::but(body, &json!({"belongs_to": null}));
    ward.site.worker.put(&path, &alone).await.problem(409, "already_exists");
}
