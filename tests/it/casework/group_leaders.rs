use super::Ward;
use crate::harness::{Answer, Lab, Value, json};

fn path(group: &Answer) -> String {
    format!("/groups/{}/leaders", group.id())
}

#[actix_web::test]
async fn another_worker_leads_from_a_day_on_and_who_did_before_is_kept() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    assert_eq!(
        (&group["leaders"][0]["worker_id"], &group["leaders"][0]["from"]),
        (&json!(ward.worker), &json!("2023-07-01"))
    );
    let to = json!({"worker_id": ward.lead, "from": "2023-07-02"});
    let changed = ward.site.lead.move_on(&group, &path(&group), &to).await.created();
    assert_eq!((&changed["leader_worker_id"], &changed["version"]), (&json!(ward.lead), &json!(2)));
    let [before, now] = changed["leaders"].as_array().unwrap().as_slice() else { panic!("{}", changed.body) };
    assert_eq!((&before["to"], &now["to"]), (&json!("2023-07-02"), &Value::Null));
    assert_eq!(
        (&now["assigned_by"], before["end_recorded_at"].is_null()),
        (&json!(ward.site.lead.id), false)
    );
    let list = ward.site.worker.get("/groups").await.ok();
    assert_eq!(list.items()[0]["leader_worker_id"], json!(ward.lead));
}

#[actix_web::test]
async fn the_event_tells_who_leads_and_from_when() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let to = json!({"worker_id": ward.lead, "from": "2023-07-03"});
    ward.site.worker.move_on(&group, &path(&group), &to).await.created();
    let event = lab.event("group.assigned").await;
    assert_eq!(
        (&event["subject"]["id"], &event["changes"]),
        (&group["id"], &json!({"leader": ward.lead, "from": "2023-07-03"}))
    );
}

#[actix_web::test]
async fn the_change_is_after_the_first_day_of_who_leads_and_not_after_today() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    for (from, fault) in [("2023-07-01", "/from too_early"), ("2023-07-04", "/from too_late")] {
        let to = json!({"worker_id": ward.lead, "from": from});
        ward.is_faulty(&group, &path(&group), &to, &[fault]).await;
    }
    let nobody = json!({"worker_id": group.id(), "from": "2023-07-02"});
    ward.is_faulty(&group, &path(&group), &nobody, &["/worker_id unknown_reference"]).await;
    ward.is_faulty(&group, &path(&group), &json!({}), &["/from required", "/worker_id required"]).await;
}

#[actix_web::test]
async fn who_is_not_employed_that_day_does_not_lead() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    lab.end_employments(ward.lead, "2023-07-02").await;
    let to = json!({"worker_id": ward.lead, "from": "2023-07-02"});
    ward.site.worker.move_on(&group, &path(&group), &to).await.faults(&["/worker_id not_employed"]);
}

#[actix_web::test]
async fn who_changes_the_leader_says_which_version_he_saw() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let to = json!({"worker_id": ward.lead, "from": "2023-07-02"});
    ward.site.lead.post(&path(&group), &to).await.problem(428, "precondition_required");
    ward.site.lead.move_on(&group, &path(&group), &to).await.created();
    ward.site.lead.move_on(&group, &path(&group), &to).await.problem(412, "stale");
}

#[actix_web::test]
async fn a_closed_group_keeps_its_leader() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let body = json!({"on": "2023-07-03", "evaluation": "目标达成"});
    let closed =
        ward.site.worker.move_on(&group, &format!("/groups/{}/closing", group.id()), &body).await.ok();
    let to = json!({"worker_id": ward.lead, "from": "2023-07-02"});
    ward.site.lead.move_on(&closed, &path(&group), &to).await.problem(409, "conflict");
}
