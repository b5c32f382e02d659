use stations::auth::role::Role;
use uuid::Uuid;

use crate::harness::{Answer, Lab, Staffed, json};

/// A worker hired and posted here from 1 July 2023.
pub async fn posted(at: &Staffed<'_>) -> (Uuid, Answer) {
    let worker = at.hire("1992-03-05", "labour_contract").await;
    (worker, at.post(worker, "2023-07-01").await.created())
}

#[actix_web::test]
async fn a_posting_is_recorded_and_shown() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    let before = lab.events().await;
    let made = at.post(worker, "2023-07-01").await.created();
    assert_eq!(lab.events().await, before + 1);
    assert_eq!(made.headers["location"], format!("/api/v1/postings/{}", made.id()));
    assert_eq!(
        (&made["role"], &made["from"], &made["to"]),
        (&json!("resident"), &json!("2023-07-01"), &json!(null))
    );
    assert_eq!(at.manager.get(&format!("/postings/{}", made.id())).await.ok().body, made.body);
}

#[actix_web::test]
async fn a_worker_whom_no_labour_contract_binds_is_posted_all_the_same() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = lab.worker().await;
    lab.bureau_officer().await.post("/postings", &at.posting(worker, "2023-07-01")).await.created();
    assert_eq!(at.status("S2", "").await, "breach");
}

#[actix_web::test]
async fn a_contractor_posts_only_its_own_workers_to_its_own_stations() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    let elsewhere = lab.station("469025101").await;
    let before = lab.events().await;
    for (worker, station, faults) in [
        (lab.worker().await, at.station, &["/worker_id unknown_reference"][..]),
        (worker, elsewhere, &["/station_id unknown_reference"]),
        (lab.worker().await, elsewhere, &["/worker_id unknown_reference", "/station_id unknown_reference"]),
    ] {
        let body = json!({"worker_id": worker, "station_id": station, "role": "lead", "from": "2023-07-01"});
        at.manager.post("/postings", &body).await.faults(faults);
    }
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_worker_of_another_county_cannot_be_posted() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let body = at.posting(lab.worker_elsewhere().await, "2023-07-01");
    let answer = lab.bureau_admin().await.post("/postings", &body).await;
    answer.faults(&["/worker_id unknown_reference"]);
}

#[actix_web::test]
async fn every_fault_is_told_at_once() {
    let lab = Lab::new().await;
    let body = json!({"worker_id": "x", "role": "boss", "from": "２０２３-07-01", "to": 2023, "hours": 40});
    let faults = [
        "/worker_id wrong_format",
        "/station_id required",
        "/role unknown_value",
        "/from wrong_format",
        "/to wrong_type",
        "/hours unknown_field",
    ];
    lab.bureau_officer().await.post("/postings", &body).await.faults(&faults);
}

#[actix_web::test]
async fn a_posting_ends_after_it_begins() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, made) = posted(&at).await;
    let mut body = at.posting(worker, "2023-07-01");
    body["to"] = json!("2023-06-30");
    at.manager.post("/postings", &body).await.faults(&["/to too_early"]);
    let path = format!("/postings/{}/end", made.id());
    at.manager.move_on(&made, &path, &json!({"to": "2023-07-01"})).await.faults(&["/to too_early"]);
    at.manager.move_on(&made, &path, &json!({"to": null})).await.faults(&["/to wrong_type"]);
}

#[actix_web::test]
async fn a_posting_is_ended_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, made) = posted(&at).await;
    let path = format!("/postings/{}", made.id());
    let ended = at.manager.move_on(&made, &format!("{path}/end"), &json!({"to": "2023-10-01"})).await.ok();
    assert_eq!((&ended["to"], ended.etag()), (&json!("2023-10-01"), "\"v2\""));
    let before = lab.events().await;
    let again = json!({"to": "2023-11-01"});
    at.manager.move_on(&ended, &format!("{path}/end"), &again).await.problem(409, "conflict");
    assert_eq!(at.manager.get(&path).await.ok()["to"], "2023-10-01");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn an_end_that_was_agreed_at_first_is_not_replaced() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let mut body = at.posting(at.hire("1992-03-05", "labour_contract").await, "2023-07-01");
    body["to"] = json!("2024-07-01");
    let made = at.manager.post("/postings", &body).await.created();
    let path = format!("/postings/{}/end", made.id());
    at.manager.move_on(&made, &path, &json!({"to": "2024-01-01"})).await.problem(409, "conflict");
}

#[actix_web::test]
async fn an_end_and_a_voiding_say_which_version_they_are_of() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, made) = posted(&at).await;
    for (action, body) in [("end", json!({"to": "2024-01-01"})), ("voiding", json!({"reason": "有误"}))] {
        let path = format!("/postings/{}/{action}", made.id());
        at.manager.post(&path, &body).await.problem(428, "precondition_required");
        let old = [("content-type", "application/json"), ("if-match", "\"v9\"")];
        let bytes = serde_json::to_vec(&body).unwrap();
        at.manager.send("POST", &path, &old, bytes).await.problem(412, "stale");
    }
}

#[actix_web::test]
async fn a_posting_is_voided_once_and_with_a_reason() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, made) = posted(&at).await;
    let path = format!("/postings/{}/voiding", made.id());
    at.manager.move_on(&made, &path, &json!({"reason": " "})).await.faults(&["/reason wrong_format"]);
    let voided = at.manager.move_on(&made, &path, &json!({"reason": "站点有误"})).await.ok();
    assert_eq!(voided["void_reason"], "站点有误");
    let before = lab.events().await;
    at.manager.move_on(&voided, &path, &json!({"reason": "再次"})).await.problem(409, "conflict");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn the_postings_of_other_stations_are_out_of_reach() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, made) = posted(&at).await;
    let elsewhere = lab.station("469025101").await;
    let rival = lab.other_contractor(&[elsewhere]).await;
    let rival = lab.member(Role::ContractorManager, rival).await;
    let path = format!("/postings/{}", made.id());
    for stranger in [&rival, &lab.township_officer("469025101").await] {
        stranger.get(&path).await.problem(404, "not_found");
        assert_eq!(stranger.get("/postings").await.ok().items().len(), 0);
    }
    let end = json!({"to": "2024-01-01"});
    rival.move_on(&made, &format!("{path}/end"), &end).await.problem(404, "not_found");
    let reason = json!({"reason": "有误"});
    rival.move_on(&made, &format!("{path}/voiding"), &reason).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_township_reads_the_postings_of_its_station_and_changes_none() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, made) = posted(&at).await;
    let township = lab.township_officer("469025100").await;
    township.get(&format!("/postings/{}", made.id())).await.ok();
    township.post("/postings", &at.posting(worker, "2023-07-01")).await.problem(403, "forbidden");
    let path = format!("/postings/{}/end", made.id());
    township.move_on(&made, &path, &json!({"to": "2024-01-01"})).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn postings_are_filtered_paged_and_counted() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    lab.place(lab.worker().await, lab.station("469025101").await, "lead", "2023-07-01").await;
    let officer = lab.bureau_officer().await;
    let path = format!("/postings?station_id={}&limit=2&count=exact", at.station);
    let page = officer.get(&path).await.ok();
    assert_eq!((page.items().len(), &page["total"]), (2, &json!(3)));
    let next = officer.get(&format!("{path}&after={}", page["next"].as_str().unwrap())).await.ok();
    assert_eq!((next.items().len(), &next["next"]), (1, &json!(null)));
}

#[actix_web::test]
async fn a_posting_sent_twice_under_one_key_is_recorded_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let body = at.posting(at.hire("1992-03-05", "labour_contract").await, "2023-07-01");
    let first = at.manager.post_once("p-1", "/postings", &body).await.created();
    let before = lab.events().await;
    let again = at.manager.post_once("p-1", "/postings", &body).await.created();
    assert_eq!((again.bytes, lab.events().await), (first.bytes, before));
    at.manager.post_once("p-2", "/postings", &body).await.problem(409, "overlapping_posting");
}

#[actix_web::test]
async fn a_contractor_cannot_end_the_posting_of_its_worker_at_anothers_station() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let elsewhere = lab.station("469025101").await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    let body = json!({"worker_id": worker, "station_id": elsewhere, "role": "lead", "from": "2023-07-01"});
    let made = lab.bureau_officer().await.post("/postings", &body).await.created();
    let path = format!("/postings/{}", made.id());
    let end = json!({"to": "2024-01-01"});
    at.manager.move_on(&made, &format!("{path}/end"), &end).await.problem(404, "not_found");
    let reason = json!({"reason": "有误"});
    at.manager.move_on(&made, &format!("{path}/voiding"), &reason).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_contractor_cannot_end_the_posting_of_anothers_worker_at_its_station() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let body = at.posting(lab.worker().await, "2023-07-01");
    let made = lab.bureau_officer().await.post("/postings", &body).await.created();
    let path = format!("/postings/{}", made.id());
    at.manager.get(&path).await.ok();
    let end = json!({"to": "2024-01-01"});
    at.manager.move_on(&made, &format!("{path}/end"), &end).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_township_does_not_see_whom_it_never_had() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, made) = posted(&at).await;
    let township = lab.township_officer("469025100").await;
    township.get(&format!("/workers/{worker}")).await.ok();
    let void = format!("/postings/{}/voiding", made.id());
    at.manager.move_on(&made, &void, &json!({"reason": "站点有误"})).await.ok();
    township.get(&format!("/workers/{worker}")).await.problem(404, "not_found");
}
