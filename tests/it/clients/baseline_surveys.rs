use stations::auth::role::Role;

use super::but;
use crate::harness::{Lab, Site, Value, json};

fn survey(site: &Site<'_>) -> Value {
    json!({"station_id": site.station, "surveyed_on": "2023-07-02", "people_surveyed": 800,
        "counts": [{"category": "older_person", "people": 120}, {"category": "low_income", "people": 60}],
        "needs": [{"need": "助餐", "people": 35}]})
}

#[actix_web::test]
async fn a_survey_is_recorded_and_read_by_township_and_evaluators() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.worker.post("/baseline-surveys", &survey(&site)).await.created();
    assert_eq!((&made["counts"], &made["people_surveyed"]), (&survey(&site)["counts"], &json!(800)));
    let way = format!("/baseline-surveys/{}", made.id());
    for by in [&site.officer, &lab.bureau_officer().await, &lab.person(Role::BureauScorer).await] {
        assert_eq!(by.get(&way).await.ok().body, made.body);
    }
}

#[actix_web::test]
async fn a_later_survey_stands_beside_the_first() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    for _ in 0..3 {
        site.worker.post("/baseline-surveys", &survey(&site)).await.created();
    }
    let pages = site.officer.walk(&format!("/baseline-surveys?limit=2&station_id={}", site.station)).await;
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(site.officer.get("/baseline-surveys?count=exact").await.ok()["total"], 3);
}

#[actix_web::test]
async fn what_cannot_be_is_refused() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let post =
        async |changes: Value| site.worker.post("/baseline-surveys", &but(survey(&site), &changes)).await;
    let twice = json!([{"category": "other", "people": 1}, {"category": "other", "people": 2}]);
    post(json!({"counts": twice})).await.faults(&["/counts repeated"]);
    post(json!({"surveyed_on": "2023-07-04"})).await.faults(&["/surveyed_on too_late"]);
    post(json!({"station_id": lab.station("469025101").await}))
        .await
        .faults(&["/station_id unknown_reference"]);
    assert_eq!(post(json!({"people_surveyed": -1})).await.status, 422);
}

#[actix_web::test]
async fn a_wrong_survey_is_voided_once() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.worker.post("/baseline-surveys", &survey(&site)).await.created();
    let (way, why) = (format!("/baseline-surveys/{}/voiding", made.id()), json!({"reason": "重复登记"}));
    site.lead.post(&way, &why).await.problem(428, "precondition_required");
    let voided = site.lead.move_on(&made, &way, &why).await.ok();
    assert_eq!((&voided["void_reason"], voided.etag()), (&json!("重复登记"), "\"v2\""));
    site.lead.move_on(&voided, &way, &why).await.problem(409, "conflict");
    site.lead.move_on(&made, &way, &why).await.problem(412, "stale");
}

#[actix_web::test]
async fn only_the_stations_people_record_and_others_do_not_see_it() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.worker.post("/baseline-surveys", &survey(&site)).await.created();
    site.officer.post("/baseline-surveys", &survey(&site)).await.problem(403, "forbidden");
    let stranger = lab.township_officer("469025101").await;
    stranger.get(&format!("/baseline-surveys/{}", made.id())).await.problem(404, "not_found");
    assert_eq!(stranger.get("/baseline-surveys").await.ok().items().len(), 0);
}
