use super::{SAID, Ward, way};
use crate::harness::{Lab, Value, json};

#[actix_web::test]
async fn a_case_is_accepted_for_a_client_of_the_station() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.accepted().await;
    assert_eq!((&made["state"], &made["ended_on"]), (&json!("accepted"), &Value::Null));
    assert_eq!(made["lead_worker_id"], json!(ward.worker));
    assert_eq!(made["presenting_problem"], SAID);
    assert_eq!(made.headers["location"], format!("/api/v1{}", way(&made, "")));
    let event = lab.event("case.accepted").await.to_string();
    assert!(event.contains(&ward.client.id().to_string()) && !event.contains(SAID), "{event}");
}

#[actix_web::test]
async fn what_cannot_be_is_refused() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let post = async |changes: Value| {
        ward.site.lead.post("/cases", &crate::clients::but(ward.case(), &changes)).await
    };
    post(json!({"accepted_on": "2023-07-04"})).await.faults(&["/accepted_on too_late"]);
    post(json!({"accepted_on": "2023-06-01"})).await.faults(&["/lead_worker_id not_employed"]);
    post(json!({"client_id": ward.worker, "station_id": ward.worker}))
        .await
        .faults(&["/client_id unknown_reference", "/station_id unknown_reference"]);
    post(json!({"lead_worker_id": ward.client.id()})).await.faults(&["/lead_worker_id unknown_reference"]);
    post(json!({"presenting_problem": " "})).await.is(422);
}

#[actix_web::test]
async fn a_client_of_another_station_has_no_case_here() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let second = lab.station("469025101").await;
    let contractor = lab.organisation_of(&ward.site.contractor).await;
    lab.agreement(contractor, &[second], "2023-06-30", "2026-06-30", "2023-06-30").await;
    let manager = lab.member(stations::auth::role::Role::ContractorManager, contractor).await;
    let body = crate::clients::but(ward.case(), &json!({"station_id": second}));
    manager.post("/cases", &body).await.faults(&["/client_id other_station"]);
}

#[actix_web::test]
async fn the_same_key_accepts_once() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let first = ward.site.lead.post_once("case-1", "/cases", &ward.case()).await.created();
    let again = ward.site.lead.post_once("case-1", "/cases", &ward.case()).await.created();
    assert_eq!((first.id(), lab.number("SELECT count(*) AS n FROM cases").await), (again.id(), 1));
}

#[actix_web::test]
async fn the_list_is_filtered_and_says_nothing_of_the_client() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.staged(&["assessment"]).await;
    for (query, found) in [
        ("state=assessed".to_owned(), 1),
        ("state=accepted".into(), 0),
        (format!("client={}", ward.client.id()), 1),
        (format!("client={}", ward.worker), 0),
        (format!("worker={}", ward.worker), 1),
        (format!("station={}", ward.site.station), 1),
        ("count=exact".into(), 1),
    ] {
        let list = ward.site.worker.get(&format!("/cases?{query}")).await.ok();
        assert_eq!(list.items().len(), found, "{query}");
        assert!(!list.body.to_string().contains(SAID));
    }
    let list = ward.site.worker.get("/cases").await.ok();
    assert_eq!(
        (&list.items()[0]["id"], &list.items()[0]["lead_worker_id"]),
        (&case["id"], &json!(ward.worker))
    );
}

#[actix_web::test]
async fn strangers_know_nothing_of_a_case() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let stranger = ward.stranger().await;
    stranger.get(&way(&case, "")).await.problem(404, "not_found");
    assert_eq!(stranger.get("/cases").await.ok().items().len(), 0);
    stranger.post("/cases", &ward.case()).await.is(422);
    let stage = json!({"stage": "assessment", "on": "2023-07-02", "worker_id": ward.worker, "text": "了解"});
    stranger.post(&way(&case, "/stages"), &stage).await.problem(404, "not_found");
    ward.site.officer.get("/cases").await.problem(403, "forbidden");
    lab.bureau_officer().await.post("/cases", &ward.case()).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn a_wrong_case_is_voided_and_takes_nothing_further() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let case = ward.accepted().await;
    let why = json!({"reason": "重复登记"});
    ward.site.lead.post(&way(&case, "/voiding"), &why).await.problem(428, "precondition_required");
    let voided = ward.site.lead.move_on(&case, &way(&case, "/voiding"), &why).await.ok();
    assert_eq!((&voided["void_reason"], &voided["version"]), (&json!("重复登记"), &json!(2)));
    ward.stage(&case, "assessment", "2023-07-02").await.problem(409, "conflict");
    ward.site.lead.move_on(&voided, &way(&case, "/voiding"), &why).await.problem(409, "conflict");
    assert_eq!(lab.event("case.voided").await["subject"]["id"], case["id"]);
}
