//! One station from nothing to ready, requirement by requirement.

use std::collections::BTreeMap;

use stations::auth::role::Role;

use crate::harness::{Answer, Lab, Persona, Value, json};

const STATION: &str = "白沙黎族自治县牙叉镇社会工作服务站";

/// Rule by rule what readiness says.
fn statuses(verdict: &Answer) -> BTreeMap<String, String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let findings = verdict["findings"].as_array().unwrap().iter();
    findings.map(|finding| (text(&finding["rule"]), text(&finding["status"]))).collect()
}

/// What is recorded, and the requirements it meets.
fn steps() -> Vec<(&'static str, Value, &'static [&'static str])> {
    let room =
        |name: &str, functions: &[&str]| json!({"name": name, "functions": functions, "from": "2023-02-20"});
    let equipment = |kind: &str, name: &str| json!({"kind": kind, "name": name, "quantity": 1, "fund": "operations", "condition": "working", "from": "2023-06-20"});
    let institution =
        |kind: &str| json!({"kind": kind, "title": "制度", "document_version": "1", "from": "2023-06-25"});
    let board = |text: &str, mark: bool| json!({"text": text, "uses_provincial_mark": mark, "place": "大门左侧", "from": "2023-06-28"});
    let check = |result: &str, on: &str| json!({"kind": "fire_safety", "checked_on": on, "checked_by": "镇消防工作站", "result": result, "findings": "灭火器过期"});
    vec![
        ("rooms", room("办公室", &["office"]), &["R1"]),
        ("rooms", room("多功能室", &["casework_room", "volunteer_centre"]), &["R2", "R4"]),
        (
            "rooms",
            json!({"name": "服务大厅", "functions": ["service_centre"], "shared_with": "镇党群服务中心", "from": "2023-02-25"}),
            &["R3"],
        ),
        ("equipment", equipment("service", "投影仪"), &[]),
        ("equipment", equipment("office", "电脑"), &["R5"]),
        ("equipment", equipment("fire_fighting", "灭火器"), &["R6"]),
        ("safety-checks", check("failed", "2023-06-20"), &[]),
        ("safety-checks", check("passed", "2023-06-27"), &["R7"]),
        ("signage", board("牙叉镇社工站", false), &[]),
        ("signage", board("牙叉镇社工站", true), &["R9"]),
        ("signage", board(STATION, true), &["R8"]),
        ("institutions", institution("organisation_and_duties"), &["R10"]),
        ("institutions", institution("workflow_and_standards"), &["R11"]),
        ("institutions", institution("staff"), &["R12"]),
        ("institutions", institution("finance"), &["R13"]),
        ("institutions", institution("volunteers"), &["R14"]),
        ("institutions", institution("premises"), &["R15"]),
        ("institutions", institution("archives"), &["R16"]),
        ("institutions", institution("service_files"), &["R17"]),
        ("institutions", institution("client_database"), &["R18"]),
        ("institutions", institution("service_commitment"), &["R19"]),
    ]
}

async fn move_to(officer: &Persona<'_>, path: &str, state: &str, from: &str) -> Answer {
    let seen = officer.get(path).await.ok();
    let body = json!({"state": state, "from": from, "reason": "按工作方案"});
    officer.move_on(&seen, &format!("{path}/transitions"), &body).await
}

#[actix_web::test]
async fn a_station_from_nothing_to_ready() {
    let lab = Lab::new().await;
    let station = lab.station("469025100").await;
    let (path, officer) = (format!("/stations/{station}"), lab.bureau_officer().await);
    let readiness = format!("{path}/readiness?as_of=2023-07-03");
    move_to(&officer, &path, "preparing", "2023-01-10").await.ok();

    // Nothing is there: all is due, and without an agreement nobody can say about the staff.
    let mut before = officer.get(&readiness).await.ok();
    assert_eq!(
        (&before["verdict"], &before["counts"]["due"], &before["counts"]["unknown"]),
        (&json!("unknown"), &json!(20), &json!(1))
    );

    // Each record turns exactly the requirements that it meets.
    for (kind, body, turns) in steps() {
        officer.post(&format!("{path}/{kind}"), &body).await.created();
        let after = officer.get(&readiness).await.ok();
        let (was, is) = (statuses(&before), statuses(&after));
        let turned: Vec<&String> = is.keys().filter(|rule| is[*rule] != was[*rule]).collect();
        assert_eq!(turned, turns, "{kind} {body}");
        assert!(turned.iter().all(|rule| is[*rule] == "met"), "{kind} {body}");
        before = after;
    }

    // Staff: the agreement makes it a question, three workers answer it (六（三）).
    let contractor = lab.contractor(&[station]).await;
    assert_eq!(statuses(&officer.get(&readiness).await.ok())["R21"], "due");
    for _ in 0..3 {
        lab.posted_worker(contractor, station).await;
    }
    assert_eq!(statuses(&officer.get(&readiness).await.ok())["R20"], "due");

    // The contractor files the whole catalogue as the station's list (五).
    let manager = lab.member(Role::ContractorManager, contractor).await;
    let draft = manager.post(&format!("{path}/service-lists"), &json!({})).await.created();
    manager.move_on(&draft, &format!("/service-lists/{}/filing", draft.id()), &json!({})).await.ok();
    let ready = officer.get(&readiness).await.ok();
    assert_eq!((&ready["verdict"], &ready["counts"]["met"]), (&json!("met"), &json!(21)));

    // The first thing to expire is the fire check, a year after it was made, then the agreement.
    let forecast = ready["forecast"].as_array().unwrap();
    let ahead: Vec<_> =
        forecast.iter().map(|c| (c["on"].as_str().unwrap(), c["rule"].as_str().unwrap())).collect();
    assert_eq!(ahead, [("2024-06-28", "R7"), ("2026-06-30", "R21")]);
    assert_eq!(forecast[0]["why"], "安全检查有效期届满");

    // It opens without a word about breaches; the day after the check's last day it is one.
    move_to(&officer, &path, "operating", "2023-07-03").await.ok();
    let on = async |day: &str| {
        let verdict = officer.get(&format!("{path}/readiness?as_of={day}")).await.ok();
        statuses(&verdict)["R7"].clone()
    };
    assert_eq!((on("2024-06-27").await, on("2024-06-28").await), ("met".into(), "breach".into()));
}

#[actix_web::test]
async fn the_township_sees_to_premises_and_the_contractor_to_the_rest() {
    let lab = Lab::new().await;
    let station = lab.operating("469025100").await;
    let officer = lab.person(Role::Auditor).await;
    let verdict = officer.get(&format!("/stations/{station}/readiness")).await.ok();
    let township: Vec<&Value> = verdict["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["responsible"] == "township_government")
        .map(|finding| &finding["rule"])
        .collect();
    assert_eq!(township, ["R1", "R2", "R3", "R4", "R6", "R7"]);
}
