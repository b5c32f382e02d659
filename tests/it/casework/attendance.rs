use super::Ward;
use crate::harness::{Answer, Lab, Value, json};

fn path(session: &Answer) -> String {
    format!("/group-sessions/{}/attendance", session.id())
}

/// A group with two members since 1 July and a session on 2 July: the second member and the session.
async fn at_work(ward: &Ward<'_>) -> (Answer, Answer, uuid::Uuid) {
    let group = ward.opened().await;
    let second = ward.another().await;
    for client in [ward.client.id(), second] {
        ward.joined(&group, client, "2023-07-01").await.created();
    }
    let session = ward.session(&group, 1, "2023-07-02").await.created();
    (group, session, second)
}

fn sheet(rows: &[(uuid::Uuid, &str)]) -> Value {
    let row = |(client, standing): &(uuid::Uuid, &str)| json!({"client_id": client, "standing": standing});
    json!({"attendance": rows.iter().map(row).collect::<Vec<_>>()})
}

#[actix_web::test]
async fn who_was_there_makes_the_rate() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let (group, session, second) = at_work(&ward).await;
    let rows = sheet(&[(ward.client.id(), "present"), (second, "excused")]);
    let kept = ward.site.worker.put_over(&session, &path(&session), &rows).await.ok();
    assert_eq!((kept["attendance"].as_array().unwrap().len(), &kept["version"]), (2, &json!(2)));
    let seen = ward.site.worker.get(&format!("/groups/{}", group.id())).await.ok();
    assert_eq!(seen["attendance"], json!({"present": 1, "excused": 1, "absent": 0, "rate": "0.50"}));
    assert_eq!(lab.event("group_session.attended").await["changes"]["present"], 1);
}

#[actix_web::test]
async fn a_correction_counts_and_what_was_before_is_kept() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let (group, session, second) = at_work(&ward).await;
    let rows = sheet(&[(ward.client.id(), "absent"), (second, "absent")]);
    let kept = ward.site.worker.put_over(&session, &path(&session), &rows).await.ok();
    let mended = sheet(&[(ward.client.id(), "present")]);
    ward.site.worker.put_over(&kept, &path(&session), &mended).await.ok();
    let seen = ward.site.worker.get(&format!("/groups/{}", group.id())).await.ok();
    assert_eq!(seen["attendance"]["rate"], "1.00");
    assert_eq!(
        lab.number("SELECT count(*) AS n FROM group_attendance WHERE replaced_at IS NOT NULL").await,
        2
    );
}

#[actix_web::test]
async fn who_was_no_member_that_day_is_refused() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let (group, session, second) = at_work(&ward).await;
    let late = ward.another().await;
    ward.joined(&group, late, "2023-07-03").await.created();
    let rows = sheet(&[(second, "present"), (late, "present"), (ward.worker, "absent")]);
    let refused = ward.site.worker.put_over(&session, &path(&session), &rows).await;
    refused.faults(&["/attendance/1/client_id no_member", "/attendance/2/client_id no_member"]);
    let twice = sheet(&[(second, "present"), (second, "absent")]);
    let refused = ward.site.worker.put_over(&session, &path(&session), &twice).await;
    refused.faults(&["/attendance repeated"]);
}

#[actix_web::test]
async fn who_records_it_says_which_version_he_saw() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let (_, session, second) = at_work(&ward).await;
    let rows = sheet(&[(second, "present")]);
    ward.site.worker.put(&path(&session), &rows).await.problem(428, "precondition_required");
    ward.site.worker.put_over(&session, &path(&session), &rows).await.ok();
    ward.site.worker.put_over(&session, &path(&session), &rows).await.problem(412, "stale");
}

#[actix_web::test]
async fn strangers_and_voided_sessions() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let (_, session, second) = at_work(&ward).await;
    let rows = sheet(&[(second, "present")]);
    let stranger = ward.stranger().await;
    stranger.put_over(&session, &path(&session), &rows).await.problem(404, "not_found");
    let why = json!({"reason": "未开展"});
    let void = format!("/group-sessions/{}/voiding", session.id());
    let voided = ward.site.lead.move_on(&session, &void, &why).await.ok();
    ward.site.worker.put_over(&voided, &path(&session), &rows).await.problem(409, "conflict");
}
