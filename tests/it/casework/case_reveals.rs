use super::{SAID, Ward, way};
use crate::harness::{Answer, Lab, Persona, Value, json};

async fn reveal(by: &Persona<'_>, case: &Answer, fields: &[&str]) -> Answer {
    by.lab.pass(chrono::TimeDelta::milliseconds(1));
    by.post(&way(case, "/reveals"), &json!({"fields": fields, "purpose": "核查投诉"})).await
}

/// A case with a stage and a goal.
async fn told(ward: &Ward<'_>) -> Answer {
    let case = ward.staged(&["assessment"]).await;
    let goal = json!({"goal": SAID, "measure": "量表", "on": "2023-07-02"});
    ward.site.worker.post(&way(&case, "/goals"), &goal).await.created()
}

#[actix_web::test]
async fn the_bureau_reads_what_it_asks_for_and_the_event_proves_it() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = told(&ward).await;
    let officer = lab.bureau_officer().await;
    let before = lab.events().await;
    let shown = reveal(&officer, &case, &["presenting_problem", "steps"]).await.ok();
    assert_eq!((&shown["presenting_problem"], &shown["steps"][0]["text"]), (&json!(SAID), &json!(SAID)));
    assert_eq!((&shown["goals"], lab.events().await), (&Value::Null, before + 1));
    assert_eq!(shown.headers["cache-control"], "no-store");
    let event = lab.event("case.revealed").await;
    assert_eq!(event["changes"]["fields"], json!(["presenting_problem", "steps"]));
    assert_eq!(
        (&event["subject"]["id"], &event["changes"]["client"]),
        (&case["id"], &json!(ward.client.id()))
    );
    assert!(!event.to_string().contains(SAID) && !event.to_string().contains("核查"), "{event}");
}

#[actix_web::test]
async fn goals_are_shown_to_the_contractors_manager_and_the_auditor() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = told(&ward).await;
    for reader in [ward.site.contractor.clone(), lab.person(stations::auth::role::Role::Auditor).await] {
        let shown = reveal(&reader, &case, &["goals"]).await.ok();
        assert_eq!(
            (&shown["goals"][0]["goal"], &shown["goals"][0]["measure"]),
            (&json!(SAID), &json!("量表"))
        );
        assert_eq!((&shown["presenting_problem"], &shown["steps"]), (&Value::Null, &Value::Null));
    }
}

#[actix_web::test]
async fn fields_and_purpose_are_required_and_nothing_is_kept_for_a_retry() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let (case, officer) = (ward.accepted().await, lab.bureau_officer().await);
    let path = way(&case, "/reveals");
    officer.post(&path, &json!({})).await.faults(&["/fields required", "/purpose required"]);
    let twice = json!({"fields": ["steps", "steps"], "purpose": "核查投诉"});
    officer.post(&path, &twice).await.faults(&["/fields repeated"]);
    let body = json!({"fields": ["steps"], "purpose": "核查投诉"});
    officer.post_once("k", &path, &body).await.faults(&["/Idempotency-Key not_allowed"]);
    assert_eq!(lab.number("SELECT count(*) AS n FROM reveals").await, 0);
}

#[actix_web::test]
async fn who_may_not_read_the_case_reveals_nothing() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    reveal(&lab.anyone(), &case, &["steps"]).await.problem(401, "unauthenticated");
    reveal(&ward.site.officer, &case, &["steps"]).await.problem(403, "forbidden");
    reveal(&ward.stranger().await, &case, &["steps"]).await.problem(404, "not_found");
    assert_eq!(lab.number("SELECT count(*) AS n FROM reveals").await, 0);
}

#[actix_web::test]
async fn of_a_child_an_approval_is_needed_and_the_event_names_it() {
    let lab = Lab::new().await;
    let ward = Ward::with_child(&lab).await;
    let case = ward.accepted().await;
    let officer = lab.bureau_officer().await;
    reveal(&officer, &case, &["presenting_problem"]).await.problem(403, "forbidden");
    let emergency = json!({"client_id": ward.client.id(), "reason": "今晚未归", "emergency": true});
    let access = officer.post("/minor-access-approvals", &emergency).await.created();
    let shown = reveal(&officer, &case, &["presenting_problem"]).await.ok();
    assert_eq!(shown["presenting_problem"], SAID);
    assert_eq!(lab.event("case.revealed").await["changes"]["approval"], access["id"]);
}

#[actix_web::test]
async fn reveals_of_cases_and_clients_are_counted_together() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let (case, officer) = (ward.accepted().await, lab.bureau_officer().await);
    for _ in 0..29 {
        reveal(&officer, &case, &["presenting_problem"]).await.ok();
    }
    let path = format!("/clients/{}/reveals", ward.client.id());
    officer.post(&path, &json!({"fields": ["phone"], "purpose": "核对"})).await.ok();
    reveal(&officer, &case, &["presenting_problem"]).await.problem(429, "too_many_requests");
}

/// The client, moved to another station after its case was closed; the case as it was closed.
async fn moved_away(ward: &Ward<'_>) -> Answer {
    let case = told(ward).await;
    let elsewhere = ward.lab.station("469025102").await;
    let clerk = ward.lab.bureau_officer().await;
    let (path, to) = (
        format!("/clients/{}/moves", ward.client.id()),
        json!({"station_id": elsewhere, "on": "2023-07-03", "reason": "随家庭迁居"}),
    );
    clerk.move_on(&ward.client, &path, &to).await.problem(409, "conflict");
    let closed =
        ward.site.worker.move_on(&case, &way(&case, "/closure"), &ward.closure("moved")).await.created();
    clerk.move_on(&ward.client, &path, &to).await.created();
    closed
}

#[actix_web::test]
async fn of_a_client_who_moved_the_old_station_keeps_the_days_and_reads_no_texts() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = moved_away(&ward).await;
    let seen = ward.site.worker.get(&way(&case, "")).await.ok();
    assert_eq!((&seen["state"], &seen["withheld"]), (&json!("closed"), &json!(true)));
    assert_eq!((&seen["steps"][0]["kind"], &seen["steps"][0]["text"]), (&json!("assessment"), &Value::Null));
    reveal(&ward.site.worker, &case, &["steps"]).await.problem(404, "not_found");
    assert_eq!(reveal(&lab.bureau_officer().await, &case, &["steps"]).await.ok()["steps"][0]["text"], SAID);
}

#[actix_web::test]
async fn and_its_case_does_not_go_on_there() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = moved_away(&ward).await;
    let again = json!({"reason": "再次求助", "on": "2023-07-03", "worker_id": ward.worker});
    ward.site.lead.move_on(&case, &way(&case, "/reopening"), &again).await.problem(409, "conflict");
    let step = format!("/case-steps/{}/voiding", case["steps"][1]["id"].as_str().unwrap());
    ward.site.lead.move_on(&case, &step, &json!({"reason": "误"})).await.problem(409, "conflict");
}

#[actix_web::test]
async fn a_member_of_a_group_does_not_move_before_it_left() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let group = ward.opened().await;
    let member = ward.joined(&group, ward.client.id(), "2023-07-01").await.created();
    let (path, clerk) = (format!("/clients/{}/moves", ward.client.id()), lab.bureau_officer().await);
    let elsewhere = lab.station("469025102").await;
    let to = json!({"station_id": elsewhere, "on": "2023-07-03", "reason": "随家庭迁居"});
    clerk.move_on(&ward.client, &path, &to).await.problem(409, "conflict");
    let left = json!({"to": "2023-07-03", "reason": "moved"});
    ward.site.worker.move_on(&member, &format!("/group-members/{}/end", member.id()), &left).await.ok();
    clerk.move_on(&ward.client, &path, &to).await.created();
    ward.joined(&group, ward.client.id(), "2023-07-03").await.faults(&["/client_id unknown_reference"]);
}
