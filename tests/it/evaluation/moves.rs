//! What a move asks for.

use crate::harness::{Lab, Prepared, json};

fn codes(answer: &crate::harness::Answer) -> Vec<&str> {
    answer["errors"].as_array().unwrap().iter().map(|fault| fault["code"].as_str().unwrap()).collect()
}

async fn answer_all(case: &Prepared<'_>) {
    let list = case.officer.get(&case.path("/contests")).await.ok();
    for contest in list.items() {
        let path = case.path(&format!("/contests/{}/answer", contest["id"].as_str().unwrap()));
        let headers = [("if-match", "*"), ("content-type", "application/json")];
        let body = json!({"outcome": "dismissed", "answer": "取数无误"}).to_string();
        case.officer.send("POST", &path, &headers, body.into_bytes()).await.ok();
    }
}

#[actix_web::test]
async fn scoring_begins_on_its_day_when_all_contests_are_answered() {
    let lab = Lab::new().await;
    let mut case = lab.prepared().await;
    for indicator in ["I1", "I2"] {
        case.contest(indicator).await.created();
    }
    let before = lab.events().await;
    let refused = case.move_to("scoring").await.problem(409, "conflict");
    assert_eq!(codes(&refused), ["too_early", "contest_open", "contest_open"]);
    assert_eq!((lab.events().await, &case.seen().await["state"]), (before, &json!("preparation")));
    answer_all(&case).await;
    case.at("2023-10-01T02:00:00Z").await;
    let moved = case.move_to("scoring").await.ok();
    assert_eq!(moved["scoring_due_on"], "2023-10-31");
}

#[actix_web::test]
async fn who_begins_after_the_days_of_scoring_gives_the_days_of_grace() {
    let lab = Lab::new().await;
    let mut case = lab.prepared().await;
    case.at("2023-11-05T02:00:00Z").await;
    assert_eq!(case.move_to("scoring").await.ok()["scoring_due_on"], "2023-11-15");
}

#[actix_web::test]
async fn preparation_begins_with_the_phase() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let planned = case.move_to("void").await.ok();
    lab.run("UPDATE phases SET valid_from = '2023-09-21'").await;
    let body = json!({
        "station_id": case.station, "phase_id": planned["phase_id"], "framework_id": planned["framework_id"],
        "agency_id": case.agency,
    });
    let opened = case.admin.post("/evaluations", &body).await.created();
    let path = format!("/evaluations/{}/transitions", opened.id());
    let body = json!({"state": "preparation", "reason": "按方案"});
    let refused = case.admin.move_on(&opened, &path, &body).await.problem(409, "conflict");
    assert!(refused["detail"].as_str().unwrap().contains("2023-09-21"));
    lab.at("2023-09-21T02:00:00Z");
    case.admin.anew().await.move_on(&opened, &path, &body).await.ok();
}

#[actix_web::test]
async fn an_evaluation_is_void_from_any_state_but_with_a_reason() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let seen = case.seen().await;
    let body = json!({"state": "void", "reason": " "});
    case.admin.move_on(&seen, &case.path("/transitions"), &body).await.problem(422, "invalid");
    let void = case.move_to("void").await.ok();
    assert_eq!(void["next_states"], json!([]));
    case.hand_in(&json!({"indicator": "I0", "note": "x"})).await.problem(409, "conflict");
    let body = json!({"user_id": case.evaluator.id});
    case.manager.post(&case.path("/assignments"), &body).await.problem(409, "conflict");
}
