use super::{Ward, way};
use crate::harness::{Lab, json};

#[actix_web::test]
async fn the_stages_lead_on_one_after_the_other() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let mut case = ward.accepted().await;
    for (stage, state) in [
        ("assessment", "assessed"),
        ("plan", "planned"),
        ("intervention", "in_intervention"),
        ("evaluation", "evaluated"),
    ] {
        case = ward.stage(&case, stage, "2023-07-02").await.created();
        assert_eq!(case["state"], state);
    }
    assert_eq!((&case["version"], case["steps"].as_array().unwrap().len()), (&json!(5), 4));
}

#[actix_web::test]
async fn a_stage_needs_the_one_before_it() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    for stage in ["plan", "intervention", "evaluation"] {
        ward.stage(&case, stage, "2023-07-02").await.problem(409, "conflict");
    }
    ward.stage(&case, "assessment", "2023-07-02").await.created();
    let early = ward.stage(&case, "plan", "2023-07-01").await.problem(409, "conflict");
    assert!(early["detail"].as_str().unwrap().contains("预估"), "{}", early.body);
    ward.stage(&case, "plan", "2023-07-02").await.created();
}

#[actix_web::test]
async fn a_revised_plan_leads_back_and_is_kept_beside_the_first() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.staged(&["assessment", "plan", "intervention"]).await;
    let back = ward.stage(&case, "plan", "2023-07-03").await.created();
    assert_eq!((&back["state"], back["steps"].as_array().unwrap().len()), (&json!("planned"), 4));
    assert_eq!(ward.stage(&case, "evaluation", "2023-07-03").await.created()["state"], "evaluated");
}

#[actix_web::test]
async fn what_is_recorded_late_stands_on_its_day() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.staged(&["assessment", "plan"]).await;
    let closed =
        ward.site.worker.move_on(&case, &way(&case, "/closure"), &ward.closure("moved")).await.created();
    let late = ward.stage(&closed, "intervention", "2023-07-02").await.created();
    assert_eq!((&late["state"], &late["steps"][2]["kind"]), (&json!("closed"), &json!("intervention")));
    ward.stage(&closed, "evaluation", "2023-07-03").await.problem(409, "conflict");
}

#[actix_web::test]
async fn what_cannot_be_of_day_and_worker_is_refused() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    ward.stage(&case, "assessment", "2023-07-04").await.faults(&["/on too_late"]);
    ward.stage(&case, "assessment", "2023-06-30").await.faults(&["/on too_early"]);
    let body = json!({"stage": "assessment", "on": "2023-07-02", "worker_id": case.id(), "text": "了解"});
    ward.site.worker.post(&way(&case, "/stages"), &body).await.faults(&["/worker_id unknown_reference"]);
    ward.stage(&case, "closure", "2023-07-02").await.is(422);
}

#[actix_web::test]
async fn the_event_tells_no_text() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.staged(&["assessment"]).await;
    let event = lab.event("case.step_taken").await;
    assert_eq!(
        (&event["changes"]["step"], &event["changes"]["state"]),
        (&json!("assessment"), &json!("assessed"))
    );
    assert_eq!(event["subject"]["id"], case["id"]);
    assert!(!event.to_string().contains(super::SAID));
}

#[actix_web::test]
async fn a_wrong_step_is_voided_unless_a_later_one_needs_it() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.staged(&["assessment", "plan"]).await;
    let path = |n: usize| format!("/case-steps/{}/voiding", case["steps"][n]["id"].as_str().unwrap());
    let why = json!({"reason": "日期有误"});
    ward.site.lead.post(&path(1), &why).await.problem(428, "precondition_required");
    ward.site.lead.move_on(&case, &path(0), &why).await.problem(409, "conflict");
    let voided = ward.site.lead.move_on(&case, &path(1), &why).await.ok();
    assert_eq!(
        (&voided["state"], &voided["steps"][1]["void_reason"]),
        (&json!("assessed"), &json!("日期有误"))
    );
    ward.site.lead.move_on(&voided, &path(1), &why).await.problem(409, "conflict");
    let again = ward.stage(&case, "plan", "2023-07-03").await.created();
    assert_eq!(again["steps"].as_array().unwrap().len(), 3);
    ward.stranger().await.move_on(&again, &path(0), &why).await.problem(404, "not_found");
}
