use stations::auth::role::Role;

use super::prepared::{Prepared, indicator, numbers, shown};
use crate::harness::{Lab, Persona, TOWNSHIP, Value, json};

#[actix_web::test]
async fn a_station_fully_staffed_is_proposed_full_points() {
    let lab = Lab::new().await;
    let evidence = Prepared::of(&lab).await.evidence().await;
    assert_eq!((&evidence["from"], &evidence["to"]), (&json!("2023-07-01"), &json!("2023-10-01")));
    assert_eq!(evidence["frozen_at"], Value::Null);
    assert_eq!(shown(&evidence, "A2"), (json!("6.00"), numbers(&[276, 276])));
    assert_eq!(shown(&evidence, "A3"), (json!("4.00"), numbers(&[276, 276])));
    assert_eq!(shown(&evidence, "A4"), (json!("2.00"), numbers(&[0])));
    let formula = &indicator(&evidence, "A2")["formula"];
    assert_eq!(formula, "max_points * worker_days_present / worker_days_required");
}

#[actix_web::test]
async fn a_worker_who_leaves_is_missed_on_each_day() {
    let lab = Lab::new().await;
    let at = Prepared::of(&lab).await;
    // 46 days, from 16 August to the end of September.
    leaves(&lab, &at, "2023-08-16").await;
    let evidence = at.evidence().await;
    assert_eq!(shown(&evidence, "A2"), (json!("5.00"), numbers(&[230, 276])));
    assert_eq!(shown(&evidence, "A3"), (json!("4.00"), numbers(&[230, 230])));
    assert_eq!(shown(&evidence, "A4"), (json!("0.00"), numbers(&[46])));
}

async fn leaves(lab: &Lab, at: &Prepared<'_>, on: &str) {
    let one = format!("worker_id = '{}'", at.workers[2]);
    lab.run(&format!("UPDATE postings SET valid_to = '{on}', end_recorded_at = recorded_at WHERE {one}"))
        .await;
}

#[actix_web::test]
async fn a_missing_record_makes_the_fact_unknown_and_says_why() {
    let lab = Lab::new().await;
    let at = Prepared::of(&lab).await;
    lab.run(&format!("DELETE FROM health_statements WHERE worker_id = '{}'", at.workers[0])).await;
    let one = indicator(&at.evidence().await, "A3");
    assert_eq!((&one["proposal"], &one["facts"][0]["value"]), (&Value::Null, &Value::Null));
    assert!(one["facts"][0]["unknown_because"]["zh"].as_str().unwrap().contains("92个驻站人天"), "{one}");
    assert_eq!(one["facts"][1]["value"], 276);
}

#[actix_web::test]
async fn what_nobody_keeps_yet_is_unknown() {
    let lab = Lab::new().await;
    let evidence = Prepared::of(&lab).await.evidence().await;
    for code in ["B5", "C4", "C6", "C7", "D1", "D2", "D4"] {
        let one = indicator(&evidence, code);
        assert_eq!(one["proposal"], Value::Null, "{code}");
        for fact in one["facts"].as_array().unwrap() {
            assert_eq!(fact["value"], Value::Null, "{code}");
            assert!(!fact["unknown_because"]["en"].as_str().unwrap().is_empty(), "{code}");
        }
    }
    let listless = indicator(&evidence, "A6");
    assert_eq!((&listless["proposal"], &listless["facts"][1]["value"]), (&Value::Null, &Value::Null));
}

#[actix_web::test]
async fn logs_are_counted_by_their_files_and_by_their_entry() {
    let lab = Lab::new().await;
    let mut at = Prepared::of(&lab).await;
    let manager = at.manager_on("2023-09-20").await;
    // Entered on the seventh day after, and on the eighth.
    at.log(&manager, json!({"served_on": "2023-09-13"})).await;
    at.log(&manager, json!({"served_on": "2023-09-12"})).await;
    // Not of the days, and not counting.
    at.log(&manager, json!({"served_on": "2023-06-30"})).await;
    at.log(&manager, json!({"served_on": "2023-09-14", "state": "draft"})).await;
    at.back().await;
    // 3 × 0/2 + 2 × 1/2.
    assert_eq!(shown(&at.evidence().await, "B2"), (json!("1.00"), numbers(&[0, 2, 1])));
}

#[actix_web::test]
async fn items_of_the_list_with_verified_logs_are_counted() {
    let lab = Lab::new().await;
    let mut at = Prepared::of(&lab).await;
    let manager = at.manager_on("2023-07-20").await;
    let items = json!({"items": [{"item_code": "1.1"}, {"item_code": "1.2"}]});
    let list = manager.post(&format!("/stations/{}/service-lists", at.station), &items).await.created();
    let filing = format!("/service-lists/{}/filing", list.id());
    manager.move_on(&list, &filing, &json!({"filed_on": "2023-07-20"})).await.ok();
    let worker = lab.posted(Role::ResidentWorker, at.workers[0]).await;
    let log = at.log(&worker, json!({"served_on": "2023-07-20"})).await;
    let path = format!("/service-logs/{}", log.id());
    let log = manager.move_on(&log, &format!("{path}/review"), &json!({})).await.ok();
    let (officer, means) = (lab.bureau_officer().await, json!({"means": "bureau"}));
    officer.move_on(&log, &format!("{path}/verification"), &means).await.ok();
    at.back().await;
    // 6 × 1 ÷ 15.
    assert_eq!(shown(&at.evidence().await, "A6"), (json!("0.40"), numbers(&[1, 2])));
}

#[actix_web::test]
async fn reports_that_fell_due_are_counted() {
    let lab = Lab::new().await;
    let mut at = Prepared::of(&lab).await;
    let manager = at.manager_on("2023-07-20").await;
    let body = json!({"station_id": at.station, "month": "2023-07"});
    let draft = manager.post("/progress-reports", &body).await.created();
    let path = format!("/progress-reports/{}", draft.id());
    let written = manager.patch(&draft, &path, &json!({"work_done": "入户走访"})).await.ok();
    manager.move_on(&written, &format!("{path}/submission"), &json!({})).await.ok();
    at.back().await;
    assert_eq!(shown(&at.evidence().await, "B1"), (json!("1.33"), numbers(&[1, 3])));
}

#[actix_web::test]
async fn a_client_in_two_categories_is_counted_as_the_survey_counts() {
    let lab = Lab::new().await;
    let mut at = Prepared::of(&lab).await;
    let manager = at.manager_on("2023-09-20").await;
    let survey = json!({"station_id": at.station, "surveyed_on": "2023-07-02", "people_surveyed": 8,
        "counts": [{"category": "older_person", "people": 3}, {"category": "low_income", "people": 1},
            {"category": "other", "people": 4}]});
    manager.post("/baseline-surveys", &survey).await.created();
    let client = json!({"station_id": at.station, "kind": "person", "name": "符海燕",
        "categories": ["low_income", "older_person"], "since": "2023-07-01"});
    let client = crate::clients::put(&lab, &manager, &client).await.created().id();
    for _ in 0..2 {
        at.log(&manager, json!({"served_on": "2023-09-18", "client_ids": [client]})).await;
    }
    at.back().await;
    assert_eq!(shown(&at.evidence().await, "C1"), (json!("2.50"), numbers(&[2, 4])));
}

#[actix_web::test]
async fn sessions_and_cases_of_the_days_are_counted() {
    let lab = Lab::new().await;
    let mut at = Prepared::of(&lab).await;
    let manager = at.manager_on("2023-09-20").await;
    let group = json!({"station_id": at.station, "name": "隔代养育", "purpose": "支持", "kind": "support",
        "leader_worker_id": at.workers[0], "planned_sessions": 4, "begins_on": "2023-07-05"});
    let group = manager.post("/groups", &group).await.created().id();
    let session =
        json!({"number": 1, "held_on": "2023-07-06", "topic": "认识", "worker_ids": [at.workers[0]]});
    manager.post(&format!("/groups/{group}/sessions"), &session).await.created();
    let client = json!({"station_id": at.station, "kind": "person", "name": "符海燕", "since": "2023-07-01"});
    let client = crate::clients::put(&lab, &manager, &client).await.created().id();
    let case = json!({"station_id": at.station, "client_id": client, "lead_worker_id": at.workers[0],
        "accepted_on": "2023-07-03", "presenting_problem": "独居"});
    manager.post("/cases", &case).await.created();
    at.back().await;
    let evidence = at.evidence().await;
    assert_eq!(shown(&evidence, "C3"), (json!("1.25"), numbers(&[1, 4])));
    // No stage yet, no goal set.
    assert_eq!(shown(&evidence, "C2"), (json!("0.00"), numbers(&[0, 1, 0, 0])));
}

#[actix_web::test]
async fn only_days_on_which_the_contractor_had_the_station_are_counted() {
    let lab = Lab::new().await;
    let at = Prepared::of(&lab).await;
    lab.run("UPDATE agreement_stations SET valid_to = '2023-08-01'").await;
    let evidence = at.evidence().await;
    assert_eq!((&evidence["from"], &evidence["to"]), (&json!("2023-07-01"), &json!("2023-08-01")));
    assert_eq!(shown(&evidence, "A2"), (json!("6.00"), numbers(&[93, 93])));
}

#[actix_web::test]
async fn what_does_not_apply_is_not_computed() {
    let lab = Lab::new().await;
    let at = Prepared::of(&lab).await;
    let row = format!(
        "SELECT county_code, '{}', id, 'A4', '该期无缺员', agency_id, recorded_at, NULL, NULL, 1 FROM evaluations",
        at.agency
    );
    lab.run(&format!("INSERT INTO inapplicable_indicators {row}")).await;
    let evidence = at.evidence().await;
    assert!(evidence["indicators"].as_array().unwrap().iter().all(|one| one["indicator"] != "A4"));
}

#[actix_web::test]
async fn every_fact_leads_to_rows_that_the_service_shows() {
    let lab = Lab::new().await;
    let at = Prepared::of(&lab).await;
    let evidence = at.evidence().await;
    let facts = evidence["indicators"].as_array().unwrap().iter().filter_map(|one| one["facts"].as_array());
    let rows: std::collections::BTreeSet<&str> =
        facts.flatten().filter_map(|fact| fact["rows"].as_str()).collect();
    assert!(rows.len() >= 8, "{rows:?}");
    for path in rows {
        at.admin.get(&format!("/{path}")).await.ok();
    }
}

#[actix_web::test]
async fn all_who_prepare_and_score_read_the_same() {
    let lab = Lab::new().await;
    let at = Prepared::of(&lab).await;
    let told = at.evidence().await;
    let readers: [Persona<'_>; 5] = [
        lab.member(Role::ContractorManager, at.contractor).await,
        lab.member(Role::Evaluator, at.agency).await,
        lab.person(Role::BureauScorer).await,
        lab.township_officer(TOWNSHIP).await,
        lab.person(Role::AppealOfficer).await,
    ];
    for reader in readers {
        assert_eq!(reader.get(&at.path("/computed-evidence")).await.ok().bytes, told.bytes);
    }
    let finance = lab.person(Role::FinanceOfficer).await;
    finance.get(&at.path("/computed-evidence")).await.problem(403, "forbidden");
}

#[actix_web::test]
async fn evidence_of_others_does_not_exist() {
    let lab = Lab::new().await;
    let at = Prepared::of(&lab).await;
    at.to("scoring").await;
    let rival = lab.organisation("evaluation_agency", 1).await;
    for stranger in [lab.township_officer("469025101").await, lab.member(Role::Evaluator, rival).await] {
        stranger.get(&at.path("/computed-evidence")).await.problem(404, "not_found");
        stranger.get(&at.path("/computed-evidence/comparison")).await.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn what_a_spot_check_found_is_shown_to_who_scores_satisfaction() {
    let lab = Lab::new().await;
    let at = Prepared::of(&lab).await;
    assert_eq!(shown(&at.evidence().await, "C5"), (Value::Null, numbers(&[0, 0])));
    let (check, by) = (at.evaluation, at.admin.id);
    lab.run(&format!("INSERT INTO spot_checks (county_code, id, station_id, phase_id, subject, size, seed, commitment, committed_by, committed_at, version)
        VALUES ('469025', '{check}', '{}', '{}', 'clients', 3, '', '', '{by}', '2023-07-01', 1)", at.station, at.phase)).await;
    for (rank, outcome) in ["confirmed", "not_confirmed", "not_reached"].iter().enumerate() {
        lab.run(&format!("INSERT INTO spot_check_items (county_code, spot_check_id, rank, subject_id, outcome, recorded_by, recorded_at, version)
            VALUES ('469025', '{check}', {}, '{by}', '{outcome}', '{by}', '2023-10-02', 1)", rank + 1)).await;
    }
    assert_eq!(
        shown(&at.evidence().await, "C5"),
        (Value::Null, numbers(&[1, 2])),
        "who was not reached counts in neither"
    );
}
