//! What an evaluation asks of everybody on its way.

use stations::auth::role::Role;

use crate::harness::{Lab, Persona, Value, json};

async fn kinds(persona: &Persona<'_>) -> Vec<Value> {
    let tasks = persona.get("/me/tasks").await.ok();
    tasks.items().iter().map(|task| json!([task["kind"], task["due_on"]])).collect()
}

#[actix_web::test]
async fn the_contractor_is_asked_for_materials_and_a_self_assessment() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let all = [
        json!(["evaluation_materials", "2023-09-30"]),
        json!(["evidence_review", "2023-09-30"]),
        json!(["self_assessment", "2023-09-30"]),
    ];
    let mut found = kinds(&case.contractor).await;
    found.sort_by_key(Value::to_string);
    found.retain(|task| task[0] != "progress_report");
    assert_eq!(found, all);
    case.hand_in(&json!({"indicator": "I0", "note": "制度"})).await.created();
    case.assess(&json!([])).await.ok();
    let left = kinds(&case.contractor).await;
    assert!(left.iter().all(|task| task[0] == "progress_report"), "{left:?}");
}

#[actix_web::test]
async fn a_contest_waits_for_the_bureau_and_leads_to_its_answer() {
    let lab = Lab::new().await;
    let case = lab.prepared().await;
    let filed = case.contest("I1").await.created();
    let tasks = case.officer.get("/me/tasks").await.ok();
    let task = &tasks["items"][0];
    assert_eq!((&task["kind"], &task["due_on"]), (&json!("contest_answer"), &json!("2023-09-30")));
    let path = case.path(&format!("/contests/{}/answer", filed.id()));
    assert_eq!(task["link"], format!("/api/v1{path}"));
    let said = json!({"outcome": "dismissed", "answer": "取数无误"});
    case.officer.move_on(&filed, &path, &said).await.ok();
    assert!(case.officer.get("/me/tasks").await.ok().items().is_empty());
}

#[actix_web::test]
async fn an_agencys_manager_assigns_and_then_the_card_waits_for_who_is_assigned() {
    let lab = Lab::new().await;
    let mut case = lab.prepared().await;
    assert_eq!(kinds(&case.manager).await, [json!(["evaluator_assignment", "2023-09-30"])]);
    let another = lab.member(Role::Evaluator, case.agency).await;
    lab.assign(case.agency, case.evaluation, &case.evaluator).await;
    assert!(kinds(&case.manager).await.is_empty());
    case.score().await;
    assert_eq!(kinds(&case.evaluator).await, [json!(["scorecard", "2023-10-31"])]);
    assert!(kinds(&another.anew().await).await.is_empty());
    let body = json!({"user_id": case.evaluator.id, "reason": "回避"});
    case.evaluator.post(&case.path("/recusals"), &body).await.created();
    assert!(kinds(&case.evaluator).await.is_empty());
    assert_eq!(kinds(&case.manager).await, [json!(["evaluator_assignment", "2023-09-30"])]);
}

#[actix_web::test]
async fn missed_cards_wait_for_the_office_after_the_days_of_grace() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.submit("bureau", &["1", "1", "1", "1"]).await.ok();
    let office = lab.person(Role::AppealOfficer).await;
    lab.at("2023-11-10T02:00:00Z");
    assert!(kinds(&office.anew().await).await.is_empty());
    lab.at("2023-11-11T02:00:00Z");
    let tasks = office.anew().await.get("/me/tasks").await.ok();
    assert_eq!((tasks.items().len(), &tasks["items"][0]["kind"]), (1, &json!("missed_card")));
    let title = tasks["items"][0]["title"].as_str().unwrap();
    assert!(title.ends_with("（第三方评估机构、乡镇人民政府）"), "{title}");
}

#[actix_web::test]
async fn a_result_waits_for_the_administrator() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    assert!(kinds(&round.admin).await.is_empty());
    round.all_in().await;
    let tasks = round.admin.get("/me/tasks").await.ok();
    assert_eq!((tasks.items().len(), &tasks["items"][0]["kind"]), (1, &json!("evaluation_result")));
    let title = tasks["items"][0]["title"].as_str().unwrap();
    assert!(title.starts_with("生成初步结果"), "{title}");
    assert!(kinds(&lab.bureau_officer().await).await.is_empty());
}
