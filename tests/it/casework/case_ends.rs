use super::{Ward, way};
use crate::harness::{Lab, Value, json};

const WHOLE: [&str; 4] = ["assessment", "plan", "intervention", "evaluation"];

#[actix_web::test]
async fn goals_are_met_only_after_an_evaluation() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.staged(&WHOLE[..3]).await;
    let met = ward.closure("goals_met");
    ward.site.worker.move_on(&case, &way(&case, "/closure"), &met).await.problem(409, "conflict");
    let case = ward.stage(&case, "evaluation", "2023-07-03").await.created();
    let closed = ward.site.worker.move_on(&case, &way(&case, "/closure"), &met).await.created();
    assert_eq!((&closed["state"], &closed["ended_on"]), (&json!("closed"), &json!("2023-07-03")));
    assert_eq!(closed["steps"][4]["reason"], "goals_met");
}

#[actix_web::test]
async fn a_case_can_end_at_any_stage_by_the_clients_wish() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let wish = ward.closure("client_wish");
    ward.site.worker.post(&way(&case, "/closure"), &wish).await.problem(428, "precondition_required");
    let closed = ward.site.worker.move_on(&case, &way(&case, "/closure"), &wish).await.created();
    ward.site.worker.move_on(&case, &way(&case, "/closure"), &wish).await.problem(412, "stale");
    ward.site.worker.move_on(&closed, &way(&case, "/closure"), &wish).await.problem(409, "conflict");
    let goal = json!({"goal": "按时服药", "on": "2023-07-03"});
    ward.site.worker.post(&way(&case, "/goals"), &goal).await.problem(409, "conflict");
}

#[actix_web::test]
async fn nothing_of_a_case_is_later_than_its_end() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.staged(&["assessment"]).await;
    let mut early = ward.closure("moved");
    early["on"] = json!("2023-07-01");
    ward.site.worker.move_on(&case, &way(&case, "/closure"), &early).await.problem(409, "conflict");
    early["on"] = json!("2023-07-04");
    ward.site.worker.move_on(&case, &way(&case, "/closure"), &early).await.faults(&["/on too_late"]);
}

#[actix_web::test]
async fn a_referral_ends_the_case_and_tells_whether_the_client_consents() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let referred =
        ward.site.worker.move_on(&case, &way(&case, "/referral"), &ward.referral()).await.created();
    assert_eq!((&referred["state"], &referred["ended_on"]), (&json!("referred"), &json!("2023-07-03")));
    let step = &referred["steps"][0];
    assert_eq!((&step["client_consents"], &step["referred_to"]), (&json!(false), &json!("县人民医院")));
    assert_eq!(lab.bureau_officer().await.get(&way(&case, "")).await.ok()["steps"][0]["referred_to"], "***");
    ward.stage(&case, "assessment", "2023-07-03").await.problem(409, "conflict");
    let closure = ward.closure("referred");
    let closed = ward.site.worker.move_on(&referred, &way(&case, "/closure"), &closure).await.created();
    assert_eq!(closed["state"], "closed");
}

#[actix_web::test]
async fn closed_as_referred_needs_a_referral() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let closure = ward.closure("referred");
    let refused = ward.site.worker.move_on(&case, &way(&case, "/closure"), &closure).await;
    assert!(refused.problem(409, "conflict")["detail"].as_str().unwrap().contains("转介"));
    let mut mute = ward.referral();
    mute.as_object_mut().unwrap().remove("client_consents");
    ward.site
        .worker
        .move_on(&case, &way(&case, "/referral"), &mute)
        .await
        .faults(&["/client_consents required"]);
}

#[actix_web::test]
async fn a_closed_case_is_reopened_where_it_was() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.staged(&["assessment", "plan"]).await;
    let again = json!({"reason": "再次求助", "on": "2023-07-03", "worker_id": ward.worker});
    ward.site.lead.move_on(&case, &way(&case, "/reopening"), &again).await.problem(409, "conflict");
    let closed =
        ward.site.worker.move_on(&case, &way(&case, "/closure"), &ward.closure("other")).await.created();
    ward.site.lead.post(&way(&case, "/reopening"), &again).await.problem(428, "precondition_required");
    let open = ward.site.lead.move_on(&closed, &way(&case, "/reopening"), &again).await.created();
    assert_eq!((&open["state"], &open["ended_on"]), (&json!("planned"), &Value::Null));
    assert_eq!(open["steps"][3]["text"], "再次求助");
    ward.stage(&case, "intervention", "2023-07-03").await.created();
}

#[actix_web::test]
async fn only_the_station_and_its_contractor_end_cases() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let stranger = ward.stranger().await;
    let again = json!({"reason": "再次求助", "on": "2023-07-03", "worker_id": ward.worker});
    for (more, body) in
        [("/closure", ward.closure("moved")), ("/referral", ward.referral()), ("/reopening", again)]
    {
        stranger.move_on(&case, &way(&case, more), &body).await.problem(404, "not_found");
        let officer = lab.bureau_officer().await;
        officer.move_on(&case, &way(&case, more), &body).await.problem(403, "forbidden");
    }
}
