use super::{SAID, Ward};
use crate::harness::{Lab, Value, json};

#[actix_web::test]
async fn an_activity_is_planned_for_a_day_or_several() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.site.worker.post("/activities", &ward.activity()).await.created();
    assert_eq!((&made["state"], &made["ends_on"]), (&json!("planned"), &json!("2023-07-02")));
    assert_eq!((&made["planned_participants"], &made["summary"]), (&json!(60), &Value::Null));
    let body = crate::clients::but(ward.activity(), &json!({"ends_on": "2023-07-05"}));
    assert_eq!(ward.site.lead.post("/activities", &body).await.created()["ends_on"], "2023-07-05");
    assert_eq!(lab.event("activity.recorded").await["changes"]["kind"], "publicity");
}

#[actix_web::test]
async fn one_that_was_held_is_recorded_with_its_summary_sealed() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let held = json!({"actual_participants": 72, "summary": SAID});
    let made =
        ward.site.worker.post("/activities", &crate::clients::but(ward.activity(), &held)).await.created();
    assert_eq!((&made["state"], &made["summary"]), (&json!("held"), &json!(SAID)));
    let plain = format!("SELECT count(*) AS n FROM activities a WHERE row_to_json(a)::text LIKE '%{SAID}%'");
    assert_eq!(lab.number(&plain).await, 0);
    assert!(!lab.event("activity.recorded").await.to_string().contains(SAID));
}

#[actix_web::test]
async fn what_cannot_be_is_refused() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let post = async |changes: Value| {
        ward.site.worker.post("/activities", &crate::clients::but(ward.activity(), &changes)).await
    };
    post(json!({"ends_on": "2023-07-01"})).await.faults(&["/ends_on too_early"]);
    post(json!({"starts_on": "2023-07-04", "actual_participants": 3}))
        .await
        .faults(&["/actual_participants too_early"]);
    post(json!({"village_code": "469025100999"})).await.faults(&["/village_code unknown_reference"]);
    post(json!({"station_id": ward.worker})).await.faults(&["/station_id unknown_reference"]);
    post(json!({"planned_participants": -1})).await.is(422);
}

#[actix_web::test]
async fn the_list_is_filtered_by_kind_and_days() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    ward.site.worker.post("/activities", &ward.activity()).await.created();
    for (query, found) in [
        ("kind=publicity".to_owned(), 1),
        ("kind=festival".into(), 0),
        ("from=2023-07-02&to=2023-07-03".into(), 1),
        ("from=2023-07-03".into(), 0),
        ("to=2023-07-02".into(), 0),
        (format!("station={}", ward.site.station), 1),
    ] {
        let list = ward.site.worker.get(&format!("/activities?{query}")).await.ok();
        assert_eq!(list.items().len(), found, "{query}");
    }
}

#[actix_web::test]
async fn strangers_know_nothing_of_it_and_the_bureau_reads_it() {
    let lab = Lab::new().await;
    let ward = Ward::of(&lab).await;
    let made = ward.site.worker.post("/activities", &ward.activity()).await.created();
    let path = format!("/activities/{}", made.id());
    let stranger = ward.stranger().await;
    stranger.get(&path).await.problem(404, "not_found");
    assert_eq!(stranger.get("/activities").await.ok().items().len(), 0);
    stranger
        .move_on(&made, &format!("{path}/voiding"), &json!({"reason": "有误"}))
        .await
        .problem(404, "not_found");
    assert_eq!(lab.bureau_officer().await.get(&path).await.ok()["title"], "防溺水宣传");
    ward.site.officer.get(&path).await.problem(403, "forbidden");
}
