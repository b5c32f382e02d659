use stations::auth::role::Role;
use uuid::Uuid;

use crate::harness::{Answer, Lab, Staffed, Value, json};

async fn preview(at: &Staffed<'_>, body: &Value) -> Answer {
    at.manager_now().await.post("/compliance/preview", body).await
}

/// S1's status and number of workers, before and after, at the first station.
fn s1(answer: &Answer) -> [Value; 2] {
    ["before", "after"].map(|when| {
        let s1 = &answer["stations"][0][when]["findings"][0];
        json!([s1["rule"], s1["status"], s1["actual"]["value"]])
    })
}

fn posting(at: &Staffed<'_>, worker: Uuid, from: &str) -> Value {
    json!({"worker_id": worker, "station_id": at.station, "from": from})
}

/// Everything that is recorded, by number.
async fn recorded(lab: &Lab) -> [i64; 4] {
    let count = async |table: &str| lab.number(&format!("SELECT count(*) AS n FROM {table}")).await;
    [lab.events().await, count("postings").await, count("employments").await, count("certificates").await]
}

#[actix_web::test]
async fn a_third_posting_would_mend_the_breach_and_nothing_is_written() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    let before = recorded(&lab).await;
    let body = json!({"add": {"postings": [posting(&at, worker, "2023-07-02")]}});
    let answer = preview(&at, &body).await.ok();
    assert_eq!(s1(&answer), [json!(["S1", "breach", 2]), json!(["S1", "met", 3])]);
    assert_eq!((&answer["as_of"], answer["stations"].as_array().unwrap().len()), (&json!("2023-07-03"), 1));
    assert_eq!(recorded(&lab).await, before);
    assert_eq!(at.status("S1", "").await, "breach");
}

#[actix_web::test]
async fn the_verdict_before_is_the_one_that_stands_and_after_the_one_that_comes() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let worker = at.hire("1977-03-05", "labour_contract").await;
    let body = json!({"as_of": "2023-08-01", "add": {"postings": [posting(&at, worker, "2023-07-10")]}});
    let answer = preview(&at, &body).await.ok();
    assert_eq!(answer["stations"][0]["before"], at.verdict("as_of=2023-08-01").await.body);
    at.post(worker, "2023-07-10").await.created();
    assert_eq!(answer["stations"][0]["after"], at.verdict("as_of=2023-08-01").await.body);
}

#[actix_web::test]
async fn an_end_shows_on_its_day() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    let made = at.post(worker, "2023-07-01").await.created();
    let employment =
        at.manager.get(&format!("/employments?worker_id={worker}")).await.ok().items()[0]["id"].clone();
    for (kind, id) in [("posting", json!(made.id())), ("employment", employment)] {
        let mut body = json!({"as_of": "2023-07-31", "end": [{"kind": kind, "id": id, "to": "2023-08-01"}]});
        assert_eq!(s1(&preview(&at, &body).await.ok())[1], json!(["S1", "met", 3]), "{kind}");
        body["as_of"] = json!("2023-08-01");
        let answer = preview(&at, &body).await.ok();
        assert_eq!(s1(&answer), [json!(["S1", "met", 3]), json!(["S1", "breach", 2])], "{kind}");
    }
}

#[actix_web::test]
async fn a_move_is_an_end_and_a_posting_elsewhere() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    let made = at.post(worker, "2023-07-01").await.created();
    let elsewhere = lab.station("469025101").await;
    let there = json!({"worker_id": worker, "station_id": elsewhere, "from": "2023-08-01"});
    let mut body = json!({"as_of": "2023-08-01", "add": {"postings": [there]}});
    let officer = lab.bureau_officer().await;
    let refused = officer.post("/compliance/preview", &body).await.problem(409, "overlapping_posting");
    assert_eq!(refused["errors"][0]["pointer"], "/add/postings/0");
    body["end"] = json!([{"kind": "posting", "id": made.id(), "to": "2023-08-01"}]);
    let answer = officer.post("/compliance/preview", &body).await.ok();
    let stations: Vec<&Value> =
        answer["stations"].as_array().unwrap().iter().map(|one| &one["station_id"]).collect();
    assert_eq!(stations, [&json!(at.station), &json!(elsewhere)]);
}

#[actix_web::test]
async fn a_labour_contract_and_a_certificate_are_tried_too() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let worker = at.hire("1992-03-05", "part_time").await;
    at.post(worker, "2023-07-01").await.created();
    let contract = json!({"worker_id": worker, "organisation_id": at.contractor, "kind": "labour_contract", "from": "2023-07-01"});
    let certificate = json!({"worker_id": worker, "level": "assistant", "obtained_on": "2023-07-02"});
    let body = json!({"add": {"employments": [contract], "certificates": [certificate]}});
    let answer = preview(&at, &body).await.ok();
    assert_eq!(s1(&answer), [json!(["S1", "breach", 2]), json!(["S1", "met", 3])]);
    let of_worker = |when: &str| {
        let findings = answer["stations"][0][when]["findings"].as_array().unwrap().clone();
        let mine =
            findings.into_iter().filter(|one| one["subject"]["id"] == json!(worker) && one["rule"] == "S6");
        mine.map(|one| one["status"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((of_worker("before"), of_worker("after")), (vec![json!("due")], vec![json!("met")]));
}

#[actix_web::test]
async fn what_is_out_of_reach_is_told_by_pointer() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 1).await;
    let elsewhere = lab.station("469025101").await;
    let other = lab.other_contractor(&[elsewhere]).await;
    let theirs = lab.posted_worker(other, elsewhere).await;
    let mine = at.hire("1992-03-05", "labour_contract").await;
    let body = json!({
        "add": {
            "postings": [posting(&at, theirs, "2023-08-01"), {"worker_id": mine, "station_id": elsewhere, "from": "2023-08-01"}],
            "employments": [{"worker_id": mine, "organisation_id": other, "kind": "labour_contract", "from": "2023-08-01"}],
            "certificates": [{"worker_id": theirs, "level": "assistant", "obtained_on": "2023-08-01"}],
        },
        "end": [{"kind": "posting", "id": Uuid::nil(), "to": "2023-08-01"}, {"kind": "employment", "id": Uuid::nil(), "to": "2023-08-01"}],
    });
    preview(&at, &body).await.faults(&[
        "/add/postings/0/worker_id unknown_reference",
        "/add/certificates/0/worker_id unknown_reference",
        "/add/postings/1/station_id unknown_reference",
        "/add/employments/0/organisation_id unknown_reference",
        "/end/0/id unknown_reference",
        "/end/1/id unknown_reference",
    ]);
}

#[actix_web::test]
async fn two_tried_postings_on_one_day_are_refused_both() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 1).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    let body = json!({"add": {"postings": [posting(&at, worker, "2023-08-01"), posting(&at, worker, "2023-09-01")]}});
    let refused = preview(&at, &body).await.problem(409, "overlapping_posting");
    assert_eq!(refused["errors"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn periods_need_a_day_and_a_policy() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 1).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    let made = at.post(worker, "2023-07-01").await.created();
    let mut backwards = posting(&at, worker, "2023-08-01");
    backwards["to"] = json!("2023-08-01");
    let body = json!({"add": {"postings": [backwards]}});
    preview(&at, &body).await.faults(&["/add/postings/0/to too_early"]);
    let body = json!({"end": [{"kind": "posting", "id": made.id(), "to": "2023-07-01"}]});
    preview(&at, &body).await.faults(&["/end/0/to too_early"]);
    preview(&at, &json!({"as_of": "1999-01-01"})).await.faults(&["/as_of no_policy"]);
    preview(&at, &json!({"voids": []})).await.is(422);
    assert_eq!(preview(&at, &json!({})).await.ok()["stations"], json!([]));
}

#[actix_web::test]
async fn who_may_not_record_may_not_try() {
    let lab = Lab::new().await;
    for role in [Role::Auditor, Role::ProvinceViewer, Role::FinanceOfficer] {
        lab.person(role).await.post("/compliance/preview", &json!({})).await.problem(403, "forbidden");
    }
    lab.township_officer("469025100")
        .await
        .post("/compliance/preview", &json!({}))
        .await
        .problem(403, "forbidden");
}

/// The findings of a verdict without what differs by being asked twice.
fn verdict_of(answer: &Value) -> Value {
    json!([answer["verdict"], answer["counts"], answer["findings"], answer["forecast"]])
}

/// Whatever is tried, recording it gives what the preview said: on the day, before it and after it.
#[actix_web::test]
async fn what_was_previewed_is_what_recording_gives() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let leaver = at.hire("1992-03-05", "labour_contract").await;
    let left = at.post(leaver, "2023-07-01").await.created();
    let comer = at.hire("1977-07-05", "part_time").await;
    let contract = json!({"worker_id": comer, "organisation_id": at.contractor, "kind": "labour_contract", "from": "2023-08-01"});
    let certificate = json!({"worker_id": comer, "level": "assistant", "obtained_on": "2023-07-02"});
    let tried = json!({
        "add": {"postings": [posting(&at, comer, "2023-07-20")], "employments": [contract], "certificates": [certificate]},
        "end": [{"kind": "posting", "id": left.id(), "to": "2023-07-20"}],
    });
    let days = ["2023-07-19", "2023-07-20", "2023-07-31", "2023-08-01", "2025-07-20"];
    let mut foretold = Vec::new();
    for day in days {
        let mut body = tried.clone();
        body["as_of"] = json!(day);
        foretold.push(verdict_of(&preview(&at, &body).await.ok()["stations"][0]["after"]));
    }
    let end = format!("/postings/{}/end", left.id());
    at.manager.move_on(&left, &end, &json!({"to": "2023-07-20"})).await.ok();
    at.post(comer, "2023-07-20").await.created();
    at.manager.post("/employments", &contract).await.created();
    let certificate = json!({"level": "assistant", "number": "2023S9", "obtained_on": "2023-07-02"});
    at.manager.post(&format!("/workers/{comer}/certificates"), &certificate).await.created();
    for (day, foretold) in days.iter().zip(foretold) {
        assert_eq!(verdict_of(&at.verdict(&format!("as_of={day}")).await.body), foretold, "{day}");
    }
}
