use stations::auth::role::Role;
use uuid::Uuid;

use crate::harness::{Answer, Lab, Staffed, Value, json};

fn absence(worker: Uuid, kind: &str) -> Value {
    json!({"worker_id": worker, "kind": kind, "from": "2023-07-10", "to": "2023-07-20"})
}

/// A worker of the station, away for ten days.
async fn away(at: &Staffed<'_>, kind: &str) -> (Uuid, Answer) {
    let worker = at.newcomer().await;
    (worker, at.manager.post("/absences", &absence(worker, kind)).await.created())
}

#[actix_web::test]
async fn an_absence_is_recorded_shown_and_listed() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let before = lab.events().await;
    let (worker, made) = away(&at, "annual").await;
    assert_eq!(lab.events().await, before + 1);
    assert_eq!(made.headers["location"], format!("/api/v1/absences/{}", made.id()));
    assert_eq!(at.manager.get(&format!("/absences/{}", made.id())).await.ok().body, made.body);
    let list = at.manager.get(&format!("/absences?worker_id={worker}&count=exact")).await.ok();
    assert_eq!((list.items(), &list["total"]), ([made.body.clone()].as_slice(), &json!(1)));
}

#[actix_web::test]
async fn the_kind_says_whether_the_law_protects() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    for (kind, protected) in [("maternity", true), ("sick", true), ("personal", false), ("secondment", false)]
    {
        assert_eq!(away(&at, kind).await.1["protected_by_law"], protected, "{kind}");
    }
}

#[actix_web::test]
async fn an_event_of_an_absence_does_not_tell_why() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    away(&at, "sick").await;
    let event = lab.last_event().await.to_string();
    assert!(event.contains("absence.recorded") && !event.contains("sick"), "{event}");
}

#[actix_web::test]
async fn nobody_is_away_twice_on_a_day() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, made) = away(&at, "annual").await;
    let before = lab.events().await;
    at.manager.post("/absences", &absence(worker, "sick")).await.problem(409, "conflict");
    assert_eq!(lab.events().await, before);
    let next = json!({"worker_id": worker, "kind": "sick", "from": "2023-07-20"});
    at.manager.post("/absences", &next).await.created();
    let path = format!("/absences/{}/voiding", made.id());
    at.manager.move_on(&made, &path, &json!({"reason": "wrong_kind"})).await.ok();
    at.manager.post("/absences", &absence(worker, "sick")).await.created();
}

#[actix_web::test]
async fn an_open_absence_is_ended_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let body = json!({"worker_id": at.newcomer().await, "kind": "sick", "from": "2023-07-01"});
    let made = at.manager.post("/absences", &body).await.created();
    let path = format!("/absences/{}/end", made.id());
    let ended = at.manager.move_on(&made, &path, &json!({"to": "2023-07-04"})).await.ok();
    assert_eq!((&ended["to"], ended["end_recorded_at"].is_null()), (&json!("2023-07-04"), false));
    let again = at.manager.move_on(&ended, &path, &json!({"to": "2023-07-05"})).await;
    again.problem(409, "conflict");
}

#[actix_web::test]
async fn an_absence_ends_after_it_began() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.newcomer().await;
    let mut body = absence(worker, "annual");
    body["to"] = json!("2023-07-10");
    at.manager.post("/absences", &body).await.faults(&["/to too_early"]);
    body["to"] = Value::Null;
    let made = at.manager.post("/absences", &body).await.created();
    let path = format!("/absences/{}/end", made.id());
    at.manager.move_on(&made, &path, &json!({"to": "2023-07-10"})).await.faults(&["/to too_early"]);
}

#[actix_web::test]
async fn an_end_names_the_version_it_has_seen() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let body = json!({"worker_id": at.newcomer().await, "kind": "sick", "from": "2023-07-01"});
    let made = at.manager.post("/absences", &body).await.created();
    let path = format!("/absences/{}/end", made.id());
    at.manager.post(&path, &json!({"to": "2023-07-04"})).await.problem(428, "precondition_required");
    let old = [("content-type", "application/json"), ("if-match", "\"v7\"")];
    at.manager.send("POST", &path, &old, r#"{"to":"2023-07-04"}"#.into()).await.problem(412, "stale");
}

#[actix_web::test]
async fn every_fault_of_an_absence_is_told_at_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let body = json!({"worker_id": "x", "kind": "holiday", "from": "2023-02-29", "reason": "流感"});
    let faults =
        ["/worker_id wrong_format", "/kind unknown_value", "/from wrong_format", "/reason unknown_field"];
    at.manager.post("/absences", &body).await.faults(&faults);
}

#[actix_web::test]
async fn a_voided_absence_stays_readable_and_is_voided_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, made) = away(&at, "annual").await;
    let path = format!("/absences/{}", made.id());
    let reason = json!({"reason": "not_happened"});
    let voided = at.manager.move_on(&made, &format!("{path}/voiding"), &reason).await.ok();
    assert_eq!(at.manager.get(&path).await.ok()["void_reason"], "not_happened");
    at.manager.move_on(&voided, &format!("{path}/voiding"), &reason).await.problem(409, "conflict");
    at.manager.move_on(&voided, &format!("{path}/end"), &json!({"to": "2023-07-15"})).await.is(409);
}

#[actix_web::test]
async fn a_voiding_of_an_absence_has_no_room_for_words() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, made) = away(&at, "sick").await;
    let path = format!("/absences/{}/voiding", made.id());
    at.manager.move_on(&made, &path, &json!({"reason": "住院"})).await.faults(&["/reason unknown_value"]);
    at.manager.post(&path, &json!({"reason": "wrong_day"})).await.problem(428, "precondition_required");
}

#[actix_web::test]
async fn who_is_away_on_a_day() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, made) = away(&at, "annual").await;
    let officer = lab.bureau_officer().await;
    for (day, count) in [("2023-07-09", 0), ("2023-07-10", 1), ("2023-07-19", 1), ("2023-07-20", 0)] {
        let list = officer.get(&format!("/absences?as_of={day}")).await.ok();
        assert_eq!(list.items().len(), count, "{day}");
    }
    let path = format!("/absences/{}/voiding", made.id());
    officer.move_on(&made, &path, &json!({"reason": "wrong_day"})).await.ok();
    assert_eq!(officer.get("/absences?as_of=2023-07-10").await.ok().items().len(), 0);
}

#[actix_web::test]
async fn who_reads_the_worker_does_not_read_why_he_is_away() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, made) = away(&at, "maternity").await;
    let township = lab.township_officer("469025100").await;
    let lead = lab.posted(Role::StationLead, worker).await;
    for nobody in [&township, &lead] {
        nobody.get("/absences").await.problem(403, "forbidden");
        nobody.get(&format!("/absences/{}", made.id())).await.problem(403, "forbidden");
    }
    assert_eq!(lab.person(Role::Auditor).await.get("/absences").await.ok().items().len(), 1);
}

#[actix_web::test]
async fn another_contractor_finds_no_absence() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, made) = away(&at, "annual").await;
    let rival = lab.other_contractor(&[]).await;
    let rival = lab.member(Role::ContractorManager, rival).await;
    assert_eq!(rival.get("/absences").await.ok().items().len(), 0);
    let one = format!("/absences/{}", made.id());
    rival.get(&one).await.problem(404, "not_found");
    rival.move_on(&made, &format!("{one}/end"), &json!({"to": "2023-07-15"})).await.problem(404, "not_found");
    let reason = json!({"reason": "wrong_day"});
    rival.move_on(&made, &format!("{one}/voiding"), &reason).await.problem(404, "not_found");
    rival.post("/absences", &absence(worker, "sick")).await.faults(&["/worker_id unknown_reference"]);
}

#[actix_web::test]
async fn a_former_employer_sees_no_absence_any_more() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, made) = away(&at, "annual").await;
    lab.run("UPDATE employments SET valid_to = '2023-07-03'").await;
    assert_eq!(at.manager.get("/absences").await.ok().items().len(), 0);
    at.manager.get(&format!("/absences/{}", made.id())).await.problem(404, "not_found");
    let body = absence(worker, "sick");
    at.manager.post("/absences", &body).await.faults(&["/worker_id unknown_reference"]);
}

#[actix_web::test]
async fn absences_are_paged_in_the_order_of_recording() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (_, first) = away(&at, "annual").await;
    lab.pass(chrono::TimeDelta::milliseconds(2));
    let (_, second) = away(&at, "sick").await;
    let page = at.manager.get("/absences?limit=1&count=exact").await.ok();
    assert_eq!((&page.items()[0]["id"], &page["total"]), (&first["id"], &json!(2)));
    let next = format!("/absences?limit=1&after={}", page["next"].as_str().unwrap());
    assert_eq!(at.manager.get(&next).await.ok().items()[0]["id"], second["id"]);
}

#[actix_web::test]
async fn an_absence_sent_twice_under_one_key_is_recorded_once() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let body = absence(at.newcomer().await, "annual");
    let first = at.manager.post_once("a-1", "/absences", &body).await.created();
    assert_eq!(at.manager.post_once("a-1", "/absences", &body).await.created().id(), first.id());
    at.manager.post("/absences", &body).await.problem(409, "conflict");
}
