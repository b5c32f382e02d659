use super::{Ward, way};
use crate::harness::{Lab, Value, json};

#[actix_web::test]
async fn another_worker_leads_from_a_day_on() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let to = json!({"worker_id": ward.lead, "from": "2023-07-02"});
    let moved = ward.site.lead.move_on(&case, &way(&case, "/lead-workers"), &to).await.created();
    assert_eq!((&moved["lead_worker_id"], &moved["version"]), (&json!(ward.lead), &json!(2)));
    assert_eq!((&moved["leads"][0]["to"], &moved["leads"][1]["to"]), (&json!("2023-07-02"), &Value::Null));
    assert_eq!(lab.event("case.assigned").await["changes"]["lead"], json!(ward.lead));
}

#[actix_web::test]
async fn the_change_is_after_the_first_day_of_who_leads_and_not_after_today() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    for (from, fault) in [("2023-07-01", "/from too_early"), ("2023-07-04", "/from too_late")] {
        let to = json!({"worker_id": ward.lead, "from": from});
        ward.site.lead.move_on(&case, &way(&case, "/lead-workers"), &to).await.faults(&[fault]);
    }
    let nobody = json!({"worker_id": case.id(), "from": "2023-07-02"});
    let answer = ward.site.lead.move_on(&case, &way(&case, "/lead-workers"), &nobody).await;
    answer.faults(&["/worker_id unknown_reference"]);
}

#[actix_web::test]
async fn a_case_that_has_ended_is_led_by_nobody_else() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let closed =
        ward.site.worker.move_on(&case, &way(&case, "/closure"), &ward.closure("moved")).await.created();
    let to = json!({"worker_id": ward.lead, "from": "2023-07-03"});
    ward.site.lead.move_on(&closed, &way(&case, "/lead-workers"), &to).await.problem(409, "conflict");
}

#[actix_web::test]
async fn who_changes_the_lead_says_which_version_he_saw() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let to = json!({"worker_id": ward.lead, "from": "2023-07-02"});
    ward.site.lead.post(&way(&case, "/lead-workers"), &to).await.problem(428, "precondition_required");
    ward.stage(&case, "assessment", "2023-07-02").await.created();
    ward.site.lead.move_on(&case, &way(&case, "/lead-workers"), &to).await.problem(412, "stale");
}

#[actix_web::test]
async fn strangers_assign_nobody() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let to = json!({"worker_id": ward.lead, "from": "2023-07-02"});
    ward.stranger().await.move_on(&case, &way(&case, "/lead-workers"), &to).await.problem(404, "not_found");
}
