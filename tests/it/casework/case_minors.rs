use super::{SAID, Ward, way};
use crate::harness::{Lab, Persona, Value, json};

/// Whether the child is withheld from somebody.
async fn withheld(ward: &Ward<'_>, from: &Persona<'_>) -> bool {
    from.get(&format!("/clients/{}", ward.client.id())).await.ok()["withheld"] == true
}

#[actix_web::test]
async fn a_case_assigned_by_somebody_responsible_opens_the_child_to_the_lead_worker_alone() {
    let lab = Lab::new().await;
    let ward = Ward::with_child(&lab).await;
    assert!(withheld(&ward, &ward.site.worker).await);
    let case = ward.accepted().await;
    assert!(!withheld(&ward, &ward.site.worker).await && withheld(&ward, &ward.site.lead).await);
    let seen = ward.site.worker.get(&way(&case, "")).await.ok();
    assert_eq!((&seen["presenting_problem"], &seen["withheld"]), (&json!(SAID), &json!(false)));
    let other = ward.site.lead.get(&way(&case, "")).await.ok();
    assert_eq!((&other["presenting_problem"], &other["withheld"]), (&Value::Null, &json!(true)));
    assert_eq!(lab.event("client.viewed").await["changes"]["approval"], case["id"]);
}

#[actix_web::test]
async fn nobody_opens_a_child_to_himself() {
    let lab = Lab::new().await;
    let ward = Ward::with_child(&lab).await;
    let own = ward.site.worker.post("/cases", &ward.case()).await.created();
    assert!(own["withheld"] == true && withheld(&ward, &ward.site.worker).await);
    let body = crate::clients::but(ward.case(), &json!({"lead_worker_id": ward.lead}));
    ward.site.lead.post("/cases", &body).await.created();
    assert!(withheld(&ward, &ward.site.lead).await);
    ward.site.worker.post("/cases", &body).await.created();
    assert!(withheld(&ward, &ward.site.lead).await, "a colleague is not responsible");
}

#[actix_web::test]
async fn the_child_is_closed_again_with_the_case() {
    let lab = Lab::new().await;
    let ward = Ward::with_child(&lab).await;
    let case = ward.accepted().await;
    let closed =
        ward.site.worker.move_on(&case, &way(&case, "/closure"), &ward.closure("moved")).await.created();
    assert!(closed["withheld"] == true && withheld(&ward, &ward.site.worker).await);
    let again = json!({"reason": "再次求助", "on": "2023-07-03", "worker_id": ward.worker});
    ward.site.lead.move_on(&closed, &way(&case, "/reopening"), &again).await.created();
    assert!(!withheld(&ward, &ward.site.worker).await);
    let seen = ward.site.lead.get(&way(&case, "")).await.ok();
    let why = json!({"reason": "重复登记"});
    ward.site.lead.move_on(&seen, &way(&case, "/voiding"), &why).await.ok();
    assert!(withheld(&ward, &ward.site.worker).await);
}

#[actix_web::test]
async fn and_when_another_worker_leads() {
    let lab = Lab::new().await;
    let ward = Ward::with_child(&lab).await;
    let case = ward.accepted().await;
    let to = json!({"worker_id": ward.lead, "from": "2023-07-02"});
    ward.site.contractor.move_on(&case, &way(&case, "/lead-workers"), &to).await.created();
    assert!(withheld(&ward, &ward.site.worker).await && !withheld(&ward, &ward.site.lead).await);
}

#[actix_web::test]
async fn an_assignment_opens_for_twelve_months() {
    let lab = Lab::new().await;
    let ward = Ward::with_child(&lab).await;
    ward.accepted().await;
    for (now, expected) in [("2024-06-30T15:59:59Z", false), ("2024-06-30T16:00:00Z", true)] {
        lab.at(now);
        let token = Some(lab.token("469025", ward.site.worker.id).await);
        let worker = Persona { token, ..ward.site.worker.clone() };
        assert_eq!(withheld(&ward, &worker).await, expected, "{now}");
    }
}
