use super::{SAID, Ward, way};
use crate::harness::{Answer, Lab, Value, json};

fn goal() -> Value {
    json!({"goal": SAID, "measure": "孤独感量表", "before": "18", "on": "2023-07-02"})
}

fn of(case: &Answer, more: &str) -> String {
    format!("/case-goals/{}{more}", case["goals"][0]["id"].as_str().unwrap())
}

#[actix_web::test]
async fn a_goal_has_a_measure_and_what_was_measured_before() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let set = ward.site.worker.post(&way(&case, "/goals"), &goal()).await.created();
    let goal = &set["goals"][0];
    assert_eq!(
        (&goal["measure"], &goal["before"], &goal["achieved"]),
        (&json!("孤独感量表"), &json!("18"), &Value::Null)
    );
    assert_eq!(set["version"], 2);
    let masked = lab.bureau_officer().await.get(&way(&case, "")).await.ok();
    assert_eq!((&masked["goals"][0]["goal"], &masked["goals"][0]["before"]), (&json!("***"), &json!("***")));
    let event = lab.event("case_goal.set").await.to_string();
    assert!(!event.contains(SAID) && !event.contains("孤独感"), "{event}");
}

#[actix_web::test]
async fn a_goal_is_set_while_the_case_goes_on() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let post = async |on: &str| {
        let mut body = goal();
        body["on"] = json!(on);
        ward.site.worker.post(&way(&case, "/goals"), &body).await
    };
    post("2023-06-30").await.faults(&["/on too_early"]);
    post("2023-07-04").await.faults(&["/on too_late"]);
    post("2023-07-02").await.created();
    ward.stranger().await.post(&way(&case, "/goals"), &goal()).await.problem(404, "not_found");
}

#[actix_web::test]
async fn the_latest_outcome_tells_how_far_the_goal_was_reached() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let case = ward.site.worker.post(&way(&case, "/goals"), &goal()).await.created();
    let measure = async |achieved: &str, on: &str| {
        let body = json!({"achieved": achieved, "after": "9", "on": on});
        ward.site.worker.post(&of(&case, "/outcomes"), &body).await
    };
    measure("fully", "2023-07-03").await.created();
    let earlier = measure("not", "2023-07-02").await.created();
    let goal = &earlier["goals"][0];
    assert_eq!((&goal["achieved"], goal["outcomes"].as_array().unwrap().len()), (&json!("fully"), 2));
    assert_eq!(
        (&goal["outcomes"][0]["achieved"], &goal["outcomes"][1]["after"]),
        (&json!("not"), &json!("9"))
    );
    assert_eq!(earlier["version"], 4);
}

#[actix_web::test]
async fn an_outcome_is_not_before_its_goal_and_may_follow_the_end() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let case = ward.site.worker.post(&way(&case, "/goals"), &goal()).await.created();
    let outcome = |on: &str| json!({"achieved": "partly", "on": on});
    let path = of(&case, "/outcomes");
    ward.site.worker.post(&path, &outcome("2023-07-01")).await.faults(&["/on too_early"]);
    ward.site.worker.post(&path, &outcome("2023-07-04")).await.faults(&["/on too_late"]);
    ward.site.worker.move_on(&case, &way(&case, "/closure"), &ward.closure("moved")).await.created();
    ward.site.worker.post(&path, &outcome("2023-07-03")).await.created();
    ward.stranger().await.post(&path, &outcome("2023-07-03")).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_wrong_goal_is_voided_and_measured_no_more() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let case = ward.site.worker.post(&way(&case, "/goals"), &goal()).await.created();
    let why = json!({"reason": "重复登记"});
    ward.site.lead.post(&of(&case, "/voiding"), &why).await.problem(428, "precondition_required");
    let voided = ward.site.lead.move_on(&case, &of(&case, "/voiding"), &why).await.ok();
    assert_eq!((&voided["goals"][0]["void_reason"], &voided["version"]), (&json!("重复登记"), &json!(3)));
    let outcome = json!({"achieved": "partly", "on": "2023-07-03"});
    ward.site.worker.post(&of(&case, "/outcomes"), &outcome).await.problem(409, "conflict");
    ward.site.lead.move_on(&case, &of(&case, "/voiding"), &why).await.problem(409, "conflict");
}
