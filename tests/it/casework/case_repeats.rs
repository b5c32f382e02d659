//! A phone whose answer was lost sends again: it is done once.

use super::{SAID, Ward, goal, way};
use crate::harness::{Lab, json};

#[actix_web::test]
async fn an_assignment() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let to = json!({"worker_id": ward.lead, "from": "2023-07-02"});
    let done = ward.is_done_once(&case, &way(&case, "/lead-workers"), &to, "case.assigned").await;
    assert_eq!(done["leads"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn a_stage() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let stage = json!({"stage": "assessment", "on": "2023-07-02", "worker_id": ward.worker, "text": SAID});
    let done = ward.is_done_once(&case, &way(&case, "/stages"), &stage, "case.step_taken").await;
    assert_eq!((&done["state"], done["steps"].as_array().unwrap().len()), (&json!("assessed"), 1));
}

#[actix_web::test]
async fn a_closure() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let done =
        ward.is_done_once(&case, &way(&case, "/closure"), &ward.closure("moved"), "case.step_taken").await;
    assert_eq!((&done["state"], &done["version"]), (&json!("closed"), &json!(2)));
    assert_eq!(lab.event("case.step_taken").await["changes"]["reason"], "moved");
}

#[actix_web::test]
async fn a_referral() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let done = ward.is_done_once(&case, &way(&case, "/referral"), &ward.referral(), "case.step_taken").await;
    assert_eq!((&done["state"], &done["version"]), (&json!("referred"), &json!(2)));
    let event = lab.event("case.step_taken").await;
    assert_eq!(event["changes"]["client_consents"], json!(false));
    assert!(!event.to_string().contains("县人民医院"));
}

#[actix_web::test]
async fn a_reopening() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.staged(&["assessment"]).await;
    let wish = ward.closure("client_wish");
    let closed = ward.site.worker.move_on(&case, &way(&case, "/closure"), &wish).await.created();
    let again = json!({"reason": "再次求助", "on": "2023-07-03", "worker_id": ward.worker});
    let done = ward.is_done_once(&closed, &way(&case, "/reopening"), &again, "case.step_taken").await;
    assert_eq!((&done["state"], &done["ended_on"]), (&json!("assessed"), &json!(null)));
}

#[actix_web::test]
async fn the_voiding_of_a_step() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.staged(&["assessment"]).await;
    let path = format!("/case-steps/{}/voiding", case["steps"][0]["id"].as_str().unwrap());
    let done = ward.is_done_once(&case, &path, &json!({"reason": "日期有误"}), "case.step_voided").await;
    assert_eq!(done["state"], "accepted");
}

#[actix_web::test]
async fn a_goal() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let set = ward.is_done_once(&case, &way(&case, "/goals"), &goal(), "case_goal.set").await;
    assert_eq!((&set["goals"][0]["achieved"], set["goals"].as_array().unwrap().len()), (&json!(null), 1));
}

#[actix_web::test]
async fn an_outcome() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let set = ward.with_goal(&case).await;
    let path = format!("/case-goals/{}/outcomes", set["goals"][0]["id"].as_str().unwrap());
    let outcome = json!({"achieved": "partly", "after": SAID, "on": "2023-07-03"});
    let done = ward.is_done_once(&set, &path, &outcome, "case_goal.measured").await;
    assert_eq!(done["goals"][0]["outcomes"].as_array().unwrap().len(), 1);
    assert!(!lab.event("case_goal.measured").await.to_string().contains(SAID));
}

#[actix_web::test]
async fn the_voiding_of_a_goal() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let set = ward.with_goal(&case).await;
    let path = format!("/case-goals/{}/voiding", set["goals"][0]["id"].as_str().unwrap());
    let done = ward.is_done_once(&set, &path, &json!({"reason": "重复登记"}), "case_goal.voided").await;
    assert_eq!(done["goals"][0]["void_reason"], "重复登记");
}

#[actix_web::test]
async fn the_voiding_of_a_case() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let done = ward
        .is_done_once(&case, &way(&case, "/voiding"), &json!({"reason": "重复登记"}), "case.voided")
        .await;
    assert_eq!(ward.site.worker.get(&way(&case, "")).await.ok()["voided_at"], done["voided_at"]);
}
