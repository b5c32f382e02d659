use super::{NUMBER, adult, child, is_silent, path, put, told};
use crate::harness::{Answer, Lab, Persona, Site, json};

async fn reveal(lab: &Lab, by: &Persona<'_>, client: &Answer, fields: &[&str]) -> Answer {
    lab.pass(chrono::TimeDelta::milliseconds(1));
    by.post(&path(client, "/reveals"), &json!({"fields": fields, "purpose": "陪同就医"})).await
}

#[actix_web::test]
async fn a_reveal_shows_what_was_asked_for_and_is_proved() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let guardian =
        json!({"name": "符大山", "phone": "13700000000", "relation": "sibling", "from": "2023-07-01"});
    site.worker.post(&path(&made, "/guardians"), &guardian).await.created();
    let before = lab.events().await;
    let fields = ["identity_number", "address", "guardian_phone"];
    let answer = reveal(&lab, &site.worker, &made, &fields).await.ok();
    let values = json!([{"field": "identity_number", "value": NUMBER}, {"field": "address", "value": "桥南路1号"},
        {"field": "guardian_phone", "value": "13700000000"}]);
    assert_eq!((&answer["values"], lab.events().await), (&values, before + 1));
    assert_eq!(answer.headers["cache-control"], "no-store");
    let event = told(&lab).await;
    assert!(event.contains("client.revealed") && event.contains("purpose_sha256"), "{event}");
    is_silent(&event);
}

#[actix_web::test]
async fn fields_and_purpose_are_required_and_nothing_is_kept_for_a_retry() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let way = path(&made, "/reveals");
    site.worker.post(&way, &json!({})).await.faults(&["/fields required", "/purpose required"]);
    let twice = json!({"fields": ["phone", "phone"], "purpose": "陪同就医"});
    site.worker.post(&way, &twice).await.faults(&["/fields repeated"]);
    let body = json!({"fields": ["phone"], "purpose": "陪同就医"});
    site.worker.post_once("k", &way, &body).await.faults(&["/Idempotency-Key not_allowed"]);
    assert_eq!(lab.number("SELECT count(*) AS n FROM reveals").await, 0);
}

#[actix_web::test]
async fn who_may_not_see_the_client_is_refused() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    reveal(&lab, &site.officer, &made, &["name"]).await.problem(403, "forbidden");
    reveal(&lab, &lab.anyone(), &made, &["name"]).await.problem(401, "unauthenticated");
    let officer = lab.bureau_officer().await;
    assert_eq!(reveal(&lab, &officer, &made, &["name"]).await.ok()["values"][0]["value"], "符海燕");
}

#[actix_web::test]
async fn a_childs_values_need_an_approval_and_the_event_names_it() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &child(&site)).await.created();
    reveal(&lab, &site.worker, &made, &["name"]).await.problem(403, "forbidden");
    let emergency = json!({"client_id": made.id(), "reason": "今晚未归", "emergency": true});
    let access = site.worker.post("/minor-access-approvals", &emergency).await.created();
    assert_eq!(reveal(&lab, &site.worker, &made, &["name"]).await.ok()["values"][0]["value"], "小禾苗");
    assert!(told(&lab).await.contains(&access.id().to_string()));
    // It opens for who asked, and for nobody else.
    reveal(&lab, &site.lead, &made, &["name"]).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn reveals_of_clients_and_workers_are_counted_together() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let admin = lab.bureau_admin().await;
    let worker = admin.post("/workers", &json!({"name": "甲", "phone": "13700000000"})).await.created();
    for _ in 0..29 {
        reveal(&lab, &admin, &made, &["phone"]).await.ok();
    }
    let way = format!("/workers/{}/reveals", worker.id());
    admin.post(&way, &json!({"fields": ["phone"], "purpose": "核对"})).await.ok();
    reveal(&lab, &admin, &made, &["phone"]).await.problem(429, "too_many_requests");
}
