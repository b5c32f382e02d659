use stations::auth::role::Role;

use crate::harness::{Lab, json};

#[actix_web::test]
async fn two_stations_on_a_day_are_refused_with_the_reason_and_nothing_is_left() {
    let lab = Lab::new().await;
    let (one, two) = (lab.station("469025100").await, lab.station("469025101").await);
    let (officer, contractor) = (lab.bureau_officer().await, lab.contractor(&[one, two]).await);
    let worker = lab.posted_worker(contractor, one).await;
    let before = lab.events().await;
    let body = json!({"worker_id": worker, "station_id": two, "role": "resident", "from": "2023-08-01"});
    let refused = officer.post("/postings", &body).await.problem(409, "overlapping_posting");
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.contains("2023-07-01") && detail.contains("牙叉镇"), "{detail}");
    assert_eq!(refused.body.get("clause"), None);
    assert_eq!(lab.events().await, before);
    let all = officer.get(&format!("/postings?worker_id={worker}")).await.ok();
    assert_eq!(all.items().len(), 1);
}

#[actix_web::test]
async fn where_the_worker_is_stays_hidden_from_who_may_not_know() {
    let lab = Lab::new().await;
    let (one, two) = (lab.station("469025100").await, lab.station("469025101").await);
    let contractor = lab.contractor(&[two]).await;
    let worker = lab.posted_worker(contractor, one).await;
    let manager = lab.member(Role::ContractorManager, contractor).await;
    let body = json!({"worker_id": worker, "station_id": two, "role": "lead", "from": "2023-06-01", "to": "2023-07-02"});
    let refused = manager.post("/postings", &body).await.problem(409, "overlapping_posting");
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.contains("2023-07-01") && !detail.contains("牙叉镇"), "{detail}");
}

#[actix_web::test]
async fn the_day_after_the_last_is_free() {
    let lab = Lab::new().await;
    let (one, two) = (lab.station("469025100").await, lab.station("469025101").await);
    let (officer, contractor) = (lab.bureau_officer().await, lab.contractor(&[one, two]).await);
    let worker = lab.worker().await;
    lab.employ(worker, contractor, "2023-06-30").await;
    for (station, from, to) in [(one, "2023-07-01", "2023-08-01"), (two, "2023-08-01", "2023-09-01")] {
        let body =
            json!({"worker_id": worker, "station_id": station, "role": "lead", "from": from, "to": to});
        officer.post("/postings", &body).await.created();
    }
}

#[actix_web::test]
async fn a_contractor_posts_its_own_workers_to_its_own_stations() {
    let lab = Lab::new().await;
    let (own, other) = (lab.station("469025100").await, lab.station("469025101").await);
    let contractor = lab.contractor(&[own]).await;
    let (mine, stranger) = (lab.worker().await, lab.worker().await);
    lab.employ(mine, contractor, "2023-06-30").await;
    let manager = lab.member(Role::ContractorManager, contractor).await;
    let before = lab.events().await;
    let body = |worker, station| json!({"worker_id": worker, "station_id": station, "role": "lead", "from": "2023-07-01"});
    manager
        .post("/postings", &body(stranger, other))
        .await
        .faults(&["/worker_id unknown_reference", "/station_id unknown_reference"]);
    assert_eq!(lab.events().await, before);
    let made = manager.post("/postings", &body(mine, own)).await.created();
    assert_eq!(manager.get(&format!("/postings/{}", made.id())).await.ok().etag(), made.etag());
    assert_eq!(lab.events().await, before + 1);
}

/// Facts are recorded, rules judge: S2 says what is wrong.
#[actix_web::test]
async fn a_worker_without_an_employment_is_posted_all_the_same() {
    let lab = Lab::new().await;
    let station = lab.operating("469025100").await;
    lab.contractor(&[station]).await;
    let (officer, worker) = (lab.bureau_officer().await, lab.worker().await);
    let body = json!({"worker_id": worker, "station_id": station, "role": "lead", "from": "2023-07-01"});
    officer.post("/postings", &body).await.created();
    assert_eq!(officer.verdict(station, "").await.finding("S2")["status"], "breach");
}

#[actix_web::test]
async fn a_posting_is_ended_once_and_after_it_began() {
    let lab = Lab::new().await;
    let (officer, station) = (lab.bureau_officer().await, lab.station("469025100").await);
    let path = format!("/postings/{}", lab.place(lab.worker().await, station, "lead", "2023-07-01").await);
    let (seen, end) = (officer.get(&path).await.ok(), format!("{path}/end"));
    officer.move_on(&seen, &end, &json!({"to": "2023-07-01"})).await.faults(&["/to too_early"]);
    officer.post(&end, &json!({"to": "2023-08-01"})).await.problem(428, "precondition_required");
    let ended = officer.move_on(&seen, &end, &json!({"to": "2023-08-01"})).await.ok();
    officer.move_on(&seen, &end, &json!({"to": "2023-09-01"})).await.problem(412, "stale");
    officer.move_on(&ended, &end, &json!({"to": "2023-09-01"})).await.problem(409, "conflict");
    assert_eq!(officer.get(&path).await.ok()["to"], "2023-08-01");
}

#[actix_web::test]
async fn a_voided_posting_stays_readable_and_makes_room() {
    let lab = Lab::new().await;
    let (officer, station) = (lab.bureau_officer().await, lab.station("469025100").await);
    let worker = lab.worker().await;
    let path = format!("/postings/{}", lab.place(worker, station, "lead", "2023-07-01").await);
    let (seen, reason) = (officer.get(&path).await.ok(), json!({"reason": "登记有误"}));
    let voided = officer.move_on(&seen, &format!("{path}/voiding"), &reason).await.ok();
    assert_eq!(voided["void_reason"], "登记有误");
    officer.move_on(&voided, &format!("{path}/voiding"), &reason).await.problem(409, "conflict");
    officer
        .move_on(&voided, &format!("{path}/end"), &json!({"to": "2023-08-01"}))
        .await
        .problem(409, "conflict");
    let body = json!({"worker_id": worker, "station_id": station, "role": "resident", "from": "2023-07-01"});
    officer.post("/postings", &body).await.created();
}

#[actix_web::test]
async fn every_fault_of_a_posting_is_told_by_its_place() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let body = json!({"worker_id": "x", "role": "boss", "from": "2023-02-30", "until": "2023-08-01"});
    officer.post("/postings", &body).await.problem(422, "invalid");
    let nobody = "00000000-0000-7000-8000-000000000000";
    let body = json!({"worker_id": nobody, "station_id": nobody, "role": "lead", "from": "2023-07-01", "to": "2023-07-01"});
    officer.post("/postings", &body).await.faults(&["/to too_early"]);
}

#[actix_web::test]
async fn a_township_sees_the_postings_of_its_station_and_changes_none() {
    let lab = Lab::new().await;
    let (own, other) = (lab.station("469025100").await, lab.station("469025101").await);
    let mine = lab.place(lab.worker().await, own, "lead", "2023-07-01").await;
    let others = lab.place(lab.worker().await, other, "lead", "2023-07-01").await;
    let officer = lab.township_officer("469025100").await;
    let seen = officer.get(&format!("/postings/{mine}")).await.ok();
    officer.get(&format!("/postings/{others}")).await.problem(404, "not_found");
    assert_eq!(officer.get("/postings").await.ok().items().len(), 1);
    let end = format!("/postings/{mine}/end");
    officer.move_on(&seen, &end, &json!({"to": "2023-08-01"})).await.problem(403, "forbidden");
}
