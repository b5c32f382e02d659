use stations::auth::role::Role;
use uuid::Uuid;

use crate::harness::{Answer, Lab, Persona, Staffed, Value, json, policy_with};

/// Facts that meet every requirement and no preference, but for what `more` says.
fn facts(more: &Value) -> Value {
    let mut facts = json!({"birth_date": "1990-07-15", "healthy": true, "education": "associate_degree",
        "certificate": false, "social_work_major": false, "local_household": false,
        "in_province_graduate": false, "in_province_training_base": false});
    facts.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    facts
}

fn candidate(label: &str, more: &Value) -> Value {
    json!({"label": label, "facts": facts(more)})
}

async fn ranked(by: &Persona<'_>, candidates: &[Value]) -> Answer {
    by.post("/candidate-rankings", &json!({"candidates": candidates})).await
}

/// Label and one more member of each of a list.
fn told(answer: &Answer, list: &str, member: &str) -> Vec<Value> {
    let items = answer[list].as_array().unwrap();
    items.iter().map(|one| json!([one["label"], one[member]])).collect()
}

#[actix_web::test]
async fn places_follow_the_plans_preferences_and_ties_stay_ties() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let before = lab.events().await;
    let candidates = [
        candidate("plain", &json!({})),
        candidate("major", &json!({"social_work_major": true})),
        candidate("local", &json!({"local_household": true})),
        candidate("certified", &json!({"certificate": true})),
    ];
    let answer = ranked(&officer, &candidates).await.ok();
    let places = [json!(["major", 1]), json!(["certified", 1]), json!(["local", 3]), json!(["plain", 4])];
    assert_eq!(told(&answer, "places", "place"), places);
    let why = &answer["places"][2]["separation"];
    assert_eq!((&why["by"], &answer["places"][0]["separation"]), (&json!("preference"), &json!(null)));
    assert_eq!(answer["places"][3]["separation"]["why"], "同等条件下，前一名次符合1项优先条件，本人符合0项");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn who_fails_a_requirement_reads_which_and_why() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let old = candidate(
        "old",
        &json!({"birth_date": "1977-07-03", "education": "senior_secondary", "certificate": true}),
    );
    let answer = ranked(&officer, &[old, candidate("just", &json!({"birth_date": "1977-07-04"}))]).await.ok();
    assert_eq!(told(&answer, "excluded", "failed"), [json!(["old", ["age", "education"]])]);
    assert_eq!(told(&answer, "places", "place"), [json!(["just", 1])]);
    let age = json!({"criterion": "age", "kind": "requirement", "source": "六（三）", "standing": "not_met",
        "why": "2023-07-03时46周岁，超过45周岁"});
    assert_eq!(answer["excluded"][0]["reasons"][0], age);
}

#[actix_web::test]
async fn what_is_not_known_is_said_and_never_counts() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let unsure = candidate("unsure", &json!({"healthy": null, "certificate": true}));
    let open = candidate("open", &json!({"certificate": null}));
    let answer =
        ranked(&officer, &[unsure, open, candidate("certified", &json!({"certificate": true}))]).await.ok();
    assert_eq!(told(&answer, "undecided", "missing"), [json!(["unsure", ["health"]])]);
    assert_eq!(told(&answer, "places", "place"), [json!(["certified", 1]), json!(["open", 2])]);
    let second = &answer["places"][1];
    assert_eq!((&second["best_place"], &second["missing"]), (&json!(1), &json!(["certificate_or_major"])));
    let bare = ranked(&officer, &[json!({"label": "bare"})]).await.ok();
    assert_eq!(bare["undecided"][0]["missing"].as_array().unwrap().len(), 7);
}

#[actix_web::test]
async fn a_worker_is_ranked_by_what_is_recorded() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    at.post(worker, "2023-07-01").await.created();
    let ask = json!({"label": "A", "worker_id": worker, "facts": {"healthy": true, "education": "senior_secondary"}});
    let answer = ranked(&at.manager, std::slice::from_ref(&ask)).await.ok();
    assert_eq!(answer["places"][0]["worker_id"], json!(worker));
    assert_eq!(answer["places"][0]["certificate_due"]["by"], "2025-07-01", "from the first posting");
    let certificate = json!({"level": "assistant", "number": "2023S1", "obtained_on": "2023-07-02"});
    at.manager.post(&format!("/workers/{worker}/certificates"), &certificate).await.created();
    let answer = ranked(&at.manager, &[ask]).await.ok();
    assert_eq!(answer["places"][0]["certificate_due"], json!(null));
    assert_eq!(answer["places"][0]["reasons"][3]["standing"], "met");
}

#[actix_web::test]
async fn a_candidate_out_of_reach_or_told_twice_is_refused_by_pointer() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let elsewhere = lab.station("469025101").await;
    let other = lab.other_contractor(&[elsewhere]).await;
    let theirs = lab.posted_worker(other, elsewhere).await;
    let candidates = [
        json!({"label": "A", "worker_id": theirs}),
        json!({"label": "A", "worker_id": theirs, "facts": {"birth_date": "2023-07-04"}}),
        json!({"label": "C", "worker_id": Uuid::nil()}),
    ];
    ranked(&at.manager, &candidates).await.faults(&[
        "/candidates/0/worker_id unknown_reference",
        "/candidates/1/label repeated",
        "/candidates/1/worker_id repeated",
        "/candidates/1/worker_id unknown_reference",
        "/candidates/1/facts/birth_date too_late",
        "/candidates/2/worker_id unknown_reference",
    ]);
    ranked(&lab.bureau_officer().await, &[json!({"label": "A", "worker_id": theirs})]).await.ok();
}

#[actix_web::test]
async fn sex_is_no_criterion_and_nobody_is_asked_for_a_name() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let asked = candidate("A", &json!({"sex": "male", "major": "历史"}));
    ranked(&officer, &[asked])
        .await
        .faults(&["/candidates/0/facts/sex unknown_field", "/candidates/0/facts/major unknown_field"]);
    ranked(&officer, &[json!({"facts": {}})]).await.faults(&["/candidates/0/label required"]);
    ranked(&officer, &[]).await.faults(&["/candidates too_few"]);
}

#[actix_web::test]
async fn the_policy_and_the_age_are_those_of_the_first_day() {
    let lab = Lab::new().await;
    let change = policy_with("2023-09-01", &[("/min_education/value", json!("bachelor"))]);
    let set = lab.bureau_admin().await.post("/policies", &change).await.created();
    let officer = lab.bureau_officer().await;
    let mut body = json!({"starts_on": "2023-08-31", "candidates": [candidate("A", &json!({"birth_date": "1977-09-01"}))]});
    let before = officer.post("/candidate-rankings", &body).await.ok();
    assert_eq!(told(&before, "places", "place"), [json!(["A", 1])]);
    body["starts_on"] = json!("2023-09-01");
    let after = officer.post("/candidate-rankings", &body).await.ok();
    assert_eq!(told(&after, "excluded", "failed"), [json!(["A", ["age", "education"]])]);
    assert_eq!(after["policy_id"], set["id"]);
    body["starts_on"] = json!("1999-01-01");
    officer.post("/candidate-rankings", &body).await.faults(&["/starts_on no_policy"]);
}

#[actix_web::test]
async fn reasons_are_told_in_the_callers_language() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let headers = [("content-type", "application/json"), ("accept-language", "en")];
    let body = json!({"candidates": [candidate("A", &json!({}))]}).to_string().into_bytes();
    let answer = officer.send("POST", "/candidate-rankings", &headers, body).await.ok();
    let words = (&answer["places"][0]["reasons"][1]["why"], &answer["places"][0]["certificate_due"]["why"]);
    let by = json!("the certificate is to be obtained by 2025-07-03, that day included");
    assert_eq!(words, (&json!("Good health: yes"), &by));
    assert!(answer["reading"].as_str().unwrap().starts_with("the three preferences"));
}

#[actix_web::test]
async fn who_manages_no_workers_ranks_none() {
    let lab = Lab::new().await;
    let candidates = [candidate("A", &json!({}))];
    for role in [Role::Auditor, Role::ProvinceViewer, Role::FinanceOfficer, Role::BureauScorer] {
        ranked(&lab.person(role).await, &candidates).await.problem(403, "forbidden");
    }
    ranked(&lab.anyone(), &candidates).await.problem(401, "unauthenticated");
}
