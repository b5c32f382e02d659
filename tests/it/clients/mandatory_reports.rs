use super::{child, is_silent, path, put, told};
use crate::harness::{Answer, Lab, Persona, Site, Value, json, policy_with};

/// Signs seen half an hour before the lab's first instant.
fn signs(site: &Site<'_>) -> Value {
    json!({"station_id": site.station, "signs": ["violence", "neglect"], "seen_at": "2023-07-03T01:30:00Z",
        "description": "独居多年"})
}

fn reported(at: &str) -> Value {
    json!({"kind": "reported", "authority": "public_security", "taken_at": at})
}

fn way(report: &Answer, more: &str) -> String {
    format!("/mandatory-reports/{}{more}", report.id())
}

#[actix_web::test]
async fn signs_are_due_at_once_and_late_after_a_day() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.worker.post("/mandatory-reports", &signs(&site)).await.created();
    assert_eq!((&made["standing"], &made["due_at"]), (&json!("waiting"), &json!("2023-07-04T01:30:00Z")));
    lab.at("2023-07-04T01:30:01Z");
    let officer = lab.bureau_officer().await;
    let overdue = officer.get("/mandatory-reports?unreported=true").await.ok();
    assert_eq!((overdue.items().len(), &overdue.items()[0]["standing"]), (1, &json!("overdue")));
}

#[actix_web::test]
async fn the_first_report_to_an_authority_tells_whether_it_was_in_time() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.worker.post("/mandatory-reports", &signs(&site)).await.created();
    let step = site.worker.post(&way(&made, "/steps"), &reported("2023-07-03T01:45:00Z")).await.created();
    assert_eq!(
        (&step["standing"], &step["reported_at"]),
        (&json!("in_time"), &json!("2023-07-03T01:45:00Z"))
    );
    let helped = json!({"kind": "helped", "taken_at": "2023-07-03T02:00:00Z"});
    let step = site.lead.post(&way(&made, "/steps"), &helped).await.created();
    assert_eq!((step["steps"].as_array().unwrap().len(), &step["version"]), (2, &json!(3)));
    assert_eq!(site.lead.get("/mandatory-reports?unreported=true").await.ok().items().len(), 0);
}

#[actix_web::test]
async fn a_late_report_is_recorded_as_late_by_the_policys_hours() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let hours = policy_with("2023-07-01", &[("/clocks/mandatory_report_hours/value", json!(1))]);
    lab.bureau_admin().await.post("/policies", &hours).await.created();
    let early = but_seen(&site, "2023-07-03T00:00:00Z");
    let made = site.worker.post("/mandatory-reports", &early).await.created();
    let late = site.worker.post(&way(&made, "/steps"), &reported("2023-07-03T01:45:00Z")).await.created();
    assert_eq!(late["standing"], "late");
}

fn but_seen(site: &Site<'_>, at: &str) -> Value {
    super::but(signs(site), &json!({"seen_at": at}))
}

#[actix_web::test]
async fn what_cannot_be_is_refused() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let post = async |body: Value| site.worker.post("/mandatory-reports", &body).await;
    post(but_seen(&site, "2023-07-03T02:00:01Z")).await.faults(&["/seen_at in_future"]);
    post(super::but(signs(&site), &json!({"signs": ["neglect", "neglect"]})))
        .await
        .faults(&["/signs repeated"]);
    let elsewhere = json!({"station_id": lab.station("469025101").await, "client_id": site.station});
    let faults = ["/client_id unknown_reference", "/station_id unknown_reference"];
    post(super::but(signs(&site), &elsewhere)).await.faults(&faults);
    let made = post(signs(&site)).await.created();
    let step = async |body: Value| site.worker.post(&way(&made, "/steps"), &body).await;
    step(reported("2023-07-03T01:00:00Z")).await.faults(&["/taken_at too_early"]);
    step(reported("2023-07-03T03:00:00Z")).await.faults(&["/taken_at in_future"]);
    step(json!({"kind": "reported", "taken_at": "2023-07-03T02:00:00Z"}))
        .await
        .faults(&["/authority required"]);
}

#[actix_web::test]
async fn the_description_is_sealed_and_of_a_child_shown_under_an_approval_only() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let of = put(&lab, &site.worker, &child(&site)).await.created();
    let body = super::but(signs(&site), &json!({"client_id": of.id()}));
    lab.pass(chrono::TimeDelta::milliseconds(1));
    let made = site.worker.post("/mandatory-reports", &body).await.created();
    is_silent(&format!("{}{}", made.body, told(&lab).await));
    let emergency = json!({"client_id": of.id(), "reason": "核实伤情", "emergency": true});
    site.worker.post("/minor-access-approvals", &emergency).await.created();
    assert_eq!(site.worker.get(&way(&made, "")).await.ok()["description"], "独居多年");
    assert_eq!(site.lead.get(&way(&made, "")).await.ok()["description"], Value::Null);
    is_silent(
        &site.worker.get(&format!("/mandatory-reports?client_id={}", of.id())).await.ok().body.to_string(),
    );
    assert_eq!(site.worker.get(&path(&of, "")).await.ok()["withheld"], false);
}

#[actix_web::test]
async fn a_child_who_is_no_client_can_be_reported() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.worker.post("/mandatory-reports", &signs(&site)).await.created();
    let before = lab.events().await;
    assert_eq!(site.lead.get(&way(&made, "")).await.ok()["description"], "独居多年");
    assert_eq!(lab.events().await, before + 1, "a look at it is an event");
    let plain = "SELECT count(*) AS n FROM mandatory_reports r WHERE row_to_json(r)::text LIKE '%独居%'";
    assert_eq!(lab.number(plain).await, 0);
}

#[actix_web::test]
async fn a_wrong_report_is_voided_and_takes_no_further_step() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.worker.post("/mandatory-reports", &signs(&site)).await.created();
    let why = json!({"reason": "重复登记"});
    site.lead.post(&way(&made, "/voiding"), &why).await.problem(428, "precondition_required");
    let voided = site.lead.move_on(&made, &way(&made, "/voiding"), &why).await.ok();
    assert_eq!(voided["void_reason"], "重复登记");
    site.worker.post(&way(&made, "/steps"), &reported("2023-07-03T01:45:00Z")).await.problem(409, "conflict");
    site.lead.move_on(&voided, &way(&made, "/voiding"), &why).await.problem(409, "conflict");
}

#[actix_web::test]
async fn township_and_other_stations_know_nothing_of_it() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = site.worker.post("/mandatory-reports", &signs(&site)).await.created();
    site.officer.get("/mandatory-reports").await.problem(403, "forbidden");
    let elsewhere = lab.station("469025101").await;
    let rival = lab.other_contractor(&[elsewhere]).await;
    let worker = lab.posted_worker(rival, elsewhere).await;
    let stranger: Persona<'_> = lab.posted(stations::auth::role::Role::ResidentWorker, worker).await;
    stranger.get(&way(&made, "")).await.problem(404, "not_found");
    stranger.post(&way(&made, "/steps"), &reported("2023-07-03T01:45:00Z")).await.problem(404, "not_found");
    assert_eq!(stranger.get("/mandatory-reports").await.ok().items().len(), 0);
}
