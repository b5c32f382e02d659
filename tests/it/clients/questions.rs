use super::{adult, child, path, put};
use crate::harness::{Answer, Lab, Site, json};

async fn questions(site: &Site<'_>, client: &Answer) -> serde_json::Value {
    site.worker.get(&path(client, "")).await.ok()["questions"].clone()
}

#[actix_web::test]
async fn an_adults_consent_answers_the_question() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    assert_eq!(made["questions"], json!(["consent_missing"]));
    let consent =
        json!({"by": "self", "text_version": "2023-1", "channel": "paper", "given_on": "2023-07-02"});
    site.worker.post(&path(&made, "/consents"), &consent).await.created();
    assert_eq!(questions(&site, &made).await, json!([]));
}

#[actix_web::test]
async fn a_withdrawn_consent_asks_again() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let consent =
        json!({"by": "self", "text_version": "2023-1", "channel": "paper", "given_on": "2023-07-02"});
    let fact = site.worker.post(&path(&made, "/consents"), &consent).await.created();
    site.worker.move_on(&fact, &super::fact_path(&fact, "/end"), &json!({"to": "2023-07-03"})).await.ok();
    assert_eq!(questions(&site, &made).await, json!(["consent_missing"]));
}

#[actix_web::test]
async fn under_fourteen_the_guardian_consents_or_it_is_said_why_not() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &child(&site)).await.created();
    let own = json!({"by": "self", "text_version": "2023-1", "channel": "spoken", "given_on": "2023-07-02"});
    site.worker.post(&path(&made, "/consents"), &own).await.created();
    assert_eq!(questions(&site, &made).await, json!(["guardian_consent_missing"]));
    let why = json!({"by": "guardian", "why_not": "父母在外务工，电话不通", "given_on": "2023-07-03"});
    site.worker.post(&path(&made, "/consents"), &why).await.created();
    assert_eq!(questions(&site, &made).await, json!([]));
}

#[actix_web::test]
async fn without_a_date_of_birth_it_is_asked_and_a_childs_category_protects() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let mut body =
        json!({"station_id": site.station, "kind": "person", "name": "某人", "since": "2023-07-01"});
    let made = put(&lab, &site.worker, &body).await.created();
    assert_eq!(
        (&made["questions"], &made["minor"]),
        (&json!(["consent_missing", "birth_unknown"]), &json!(false))
    );
    body["categories"] = json!(["child_in_difficulty"]);
    let made = put(&lab, &site.worker, &body).await.created();
    assert_eq!(made["questions"], json!(["guardian_consent_missing", "birth_unknown"]));
    assert_eq!((&made["minor"], &made["name"]), (&json!(true), &json!(null)));
}
