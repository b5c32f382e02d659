//! What is wrong with what is sent is told by its place, all of it at once, and nothing is done.

use super::{SAID, Ward, way};
use crate::harness::{Lab, json};

#[actix_web::test]
async fn of_an_acceptance() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let body = json!({"station_id": "x", "client_id": ward.client.id(), "accepted_on": "2023-02-30", "note": "多余"});
    let faults = [
        "/accepted_on wrong_format",
        "/lead_worker_id required",
        "/note unknown_field",
        "/presenting_problem required",
        "/station_id wrong_format",
    ];
    ward.site.lead.post("/cases", &body).await.faults(&faults);
}

#[actix_web::test]
async fn of_an_assignment() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let faults = ["/from required", "/to unknown_field", "/worker_id wrong_format"];
    let body = json!({"worker_id": "王小梅", "to": "2023-07-03"});
    ward.is_faulty(&case, &way(&case, "/lead-workers"), &body, &faults).await;
}

#[actix_web::test]
async fn of_a_stage() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let body = json!({"stage": "nap", "on": "2023-02-30", "worker_id": ward.worker});
    let faults = ["/on wrong_format", "/stage unknown_value", "/text required"];
    ward.is_faulty(&case, &way(&case, "/stages"), &body, &faults).await;
}

#[actix_web::test]
async fn of_a_closure() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let body = json!({"reason": "tired", "on": "3 July", "summary": SAID});
    let faults = ["/on wrong_format", "/reason unknown_value", "/worker_id required"];
    ward.is_faulty(&case, &way(&case, "/closure"), &body, &faults).await;
}

#[actix_web::test]
async fn of_a_referral() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let body = crate::clients::but(ward.referral(), &json!({"on": "2023-07-04"}));
    ward.is_faulty(&case, &way(&case, "/referral"), &body, &["/on too_late"]).await;
    let body =
        json!({"reason": SAID, "on": "2023-07-03", "worker_id": ward.worker, "client_consents": "yes"});
    let faults = ["/client_consents wrong_type", "/referred_to required"];
    ward.is_faulty(&case, &way(&case, "/referral"), &body, &faults).await;
}

#[actix_web::test]
async fn of_a_reopening() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let wish = ward.closure("client_wish");
    let closed = ward.site.worker.move_on(&case, &way(&case, "/closure"), &wish).await.created();
    let path = way(&case, "/reopening");
    let faults = ["/on required", "/reason required", "/worker_id required"];
    ward.is_faulty(&closed, &path, &json!({}), &faults).await;
    let late = json!({"reason": "再次求助", "on": "2023-07-04", "worker_id": ward.worker});
    ward.is_faulty(&closed, &path, &late, &["/on too_late"]).await;
}

#[actix_web::test]
async fn of_a_goal() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let body = json!({"measure": "两行\n量表", "on": "2023-07-02"});
    let faults = ["/goal required", "/measure wrong_format"];
    ward.is_faulty(&case, &way(&case, "/goals"), &body, &faults).await;
}

#[actix_web::test]
async fn of_an_outcome() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let set = ward.with_goal(&case).await;
    let path = format!("/case-goals/{}/outcomes", set["goals"][0]["id"].as_str().unwrap());
    let body = json!({"achieved": "mostly", "on": "2023-07-03"});
    ward.is_faulty(&set, &path, &body, &["/achieved unknown_value"]).await;
}

#[actix_web::test]
async fn of_the_voidings() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.staged(&["assessment"]).await;
    let case = ward.with_goal(&case).await;
    let step = format!("/case-steps/{}/voiding", case["steps"][0]["id"].as_str().unwrap());
    let goal = format!("/case-goals/{}/voiding", case["goals"][0]["id"].as_str().unwrap());
    for path in [way(&case, "/voiding"), step, goal] {
        ward.is_faulty(&case, &path, &json!({}), &["/reason required"]).await;
    }
    assert_eq!(ward.site.worker.get(&way(&case, "")).await.ok()["version"], case["version"]);
}

#[actix_web::test]
async fn what_is_not_there_is_not_found() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let (case, why) = (ward.accepted().await, json!({"reason": "重复登记"}));
    let nothing = ward.client.id();
    for path in ["cases", "case-steps", "case-goals"] {
        let path = format!("/{path}/{nothing}/voiding");
        ward.site.lead.move_on(&case, &path, &why).await.problem(404, "not_found");
    }
}
