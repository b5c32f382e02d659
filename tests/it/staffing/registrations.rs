use stations::auth::role::Role;
use uuid::Uuid;

use crate::harness::{Answer, Lab, Staffed, Value, finding, json};

fn registration(from: &str) -> Value {
    json!({"number": "HN469025230001", "from": from})
}

/// A worker of the station with a certificate of 17 October 2020; the certificate.
async fn certified(at: &Staffed<'_>) -> (Uuid, Answer) {
    let worker = at.newcomer().await;
    let body = json!({"level": "social_worker", "number": worker.to_string(), "obtained_on": "2020-10-17"});
    (worker, at.manager.post(&format!("/workers/{worker}/certificates"), &body).await.created())
}

fn of(certificate: &Answer) -> String {
    format!("/certificates/{}/registrations", certificate.id())
}

#[actix_web::test]
async fn a_registration_is_recorded_shown_and_listed() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, certificate) = certified(&at).await;
    let before = lab.events().await;
    let made = at.manager.post(&of(&certificate), &registration("2021-01-04")).await.created();
    assert_eq!(lab.events().await, before + 1);
    assert_eq!(made.headers["location"], format!("/api/v1/registrations/{}", made.id()));
    assert_eq!(at.manager.get(&format!("/registrations/{}", made.id())).await.ok().body, made.body);
    let list = at.manager.get(&format!("{}?count=exact", of(&certificate))).await.ok();
    assert_eq!((list.items(), &list["total"]), ([made.body.clone()].as_slice(), &json!(1)));
}

#[actix_web::test]
async fn it_is_valid_for_three_years_and_their_last_day_unless_it_says_otherwise() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, certificate) = certified(&at).await;
    for (from, to) in [("2021-01-04", "2024-01-05"), ("2024-02-29", "2027-03-01")] {
        let made = at.manager.post(&of(&certificate), &registration(from)).await.created();
        assert_eq!(made["to"], to, "{from}");
    }
    let mut body = registration("2021-01-04");
    body["to"] = json!("2022-01-01");
    assert_eq!(at.manager.post(&of(&certificate), &body).await.created()["to"], "2022-01-01");
}

#[actix_web::test]
async fn what_is_registered_was_obtained_before() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, certificate) = certified(&at).await;
    at.manager.post(&of(&certificate), &registration("2020-10-16")).await.faults(&["/from too_early"]);
    at.manager.post(&of(&certificate), &registration("2020-10-17")).await.created();
}

#[actix_web::test]
async fn every_fault_of_a_registration_is_told_at_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, certificate) = certified(&at).await;
    let body = json!({"number": "1\n2", "from": "2021-02-29", "valid": true});
    let faults = ["/number wrong_format", "/from wrong_format", "/valid unknown_field"];
    at.manager.post(&of(&certificate), &body).await.faults(&faults);
    let body = json!({"number": "1", "from": "2021-02-28", "to": "2021-02-28"});
    at.manager.post(&of(&certificate), &body).await.faults(&["/to too_early"]);
}

#[actix_web::test]
async fn a_voided_certificate_is_registered_no_more() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, certificate) = certified(&at).await;
    let path = format!("/certificates/{}/voiding", certificate.id());
    at.manager.move_on(&certificate, &path, &json!({"reason": "他人证书"})).await.ok();
    at.manager.post(&of(&certificate), &registration("2021-01-04")).await.problem(409, "conflict");
}

#[actix_web::test]
async fn a_voided_registration_stays_readable_and_is_voided_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, certificate) = certified(&at).await;
    let made = at.manager.post(&of(&certificate), &registration("2021-01-04")).await.created();
    let path = format!("/registrations/{}", made.id());
    let reason = json!({"reason": "编号有误"});
    let voided = at.manager.move_on(&made, &format!("{path}/voiding"), &reason).await.ok();
    assert_eq!(at.manager.get(&path).await.ok()["void_reason"], "编号有误");
    at.manager.move_on(&voided, &format!("{path}/voiding"), &reason).await.problem(409, "conflict");
}

#[actix_web::test]
async fn a_voiding_of_a_registration_says_why_and_which_version() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, certificate) = certified(&at).await;
    let made = at.manager.post(&of(&certificate), &registration("2021-01-04")).await.created();
    let path = format!("/registrations/{}/voiding", made.id());
    at.manager.post(&path, &json!({"reason": "有误"})).await.problem(428, "precondition_required");
    at.manager.move_on(&made, &path, &json!({})).await.faults(&["/reason required"]);
    let old = [("content-type", "application/json"), ("if-match", "\"v7\"")];
    at.manager.send("POST", &path, &old, r#"{"reason":"有误"}"#.into()).await.problem(412, "stale");
}

#[actix_web::test]
async fn a_township_reads_the_registrations_of_its_station_and_records_none() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, certificate) = certified(&at).await;
    let made = at.manager.post(&of(&certificate), &registration("2021-01-04")).await.created();
    let (here, elsewhere) =
        (lab.township_officer("469025100").await, lab.township_officer("469025101").await);
    assert_eq!(here.get(&of(&certificate)).await.ok().items().len(), 1);
    here.post(&of(&certificate), &registration("2021-01-04")).await.problem(403, "forbidden");
    elsewhere.get(&of(&certificate)).await.problem(404, "not_found");
    elsewhere.get(&format!("/registrations/{}", made.id())).await.problem(404, "not_found");
}

#[actix_web::test]
async fn another_contractor_finds_no_registration() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, certificate) = certified(&at).await;
    let made = at.manager.post(&of(&certificate), &registration("2021-01-04")).await.created();
    let rival = lab.other_contractor(&[]).await;
    let rival = lab.member(Role::ContractorManager, rival).await;
    rival.get(&of(&certificate)).await.problem(404, "not_found");
    rival.post(&of(&certificate), &registration("2021-01-04")).await.problem(404, "not_found");
    let path = format!("/registrations/{}/voiding", made.id());
    rival.move_on(&made, &path, &json!({"reason": "有误"})).await.problem(404, "not_found");
}

#[actix_web::test]
async fn registrations_are_paged_in_the_order_of_recording() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, certificate) = certified(&at).await;
    let first = at.manager.post(&of(&certificate), &registration("2021-01-04")).await.created();
    lab.pass(chrono::TimeDelta::milliseconds(2));
    at.manager.post(&of(&certificate), &registration("2024-01-05")).await.created();
    let page = at.manager.get(&format!("{}?limit=1", of(&certificate))).await.ok();
    assert_eq!(page.items()[0]["id"], first["id"]);
    let next = format!("{}?limit=1&after={}", of(&certificate), page["next"].as_str().unwrap());
    assert_eq!(at.manager.get(&next).await.ok().items()[0]["from"], "2024-01-05");
}

#[actix_web::test]
async fn the_end_of_a_registration_falls_due_and_breaks_no_rule() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, certificate) = certified(&at).await;
    at.manager.post(&of(&certificate), &registration("2020-11-01")).await.created();
    let list = at.manager.get("/compliance/deadlines?within_days=122").await.ok();
    let due = list.items().iter().find(|due| due["causes"] == json!(["registration_ends"])).unwrap();
    assert_eq!((&due["on"], &due["rule"]), (&json!("2023-11-02"), &Value::Null));
    assert_eq!((&due["subject"]["id"], &due["opens_on"]), (&json!(worker), &json!("2023-08-01")));
    let s6 = finding(&at.verdict("as_of=2023-11-02").await, "S6");
    assert!(s6["message"].as_str().unwrap().ends_with("登记已于2023-11-01到期"), "{s6}");
    assert_eq!(s6["status"], "met");
}
