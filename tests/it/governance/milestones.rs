//! Who sees what of the milestones, on which day, known when.

use stations::auth::role::Role;

use crate::harness::{Lab, TOWNSHIPS, json, room, stands};

#[actix_web::test]
async fn the_milestones_come_in_the_order_of_the_plan() {
    let lab = Lab::new().await;
    let list = lab.bureau_officer().await.get("/milestones?as_of=2023-03-01").await.ok();
    let found: Vec<_> = list
        .items()
        .iter()
        .map(|one| (one["code"].as_str().unwrap(), one["status"].as_str().unwrap()))
        .collect();
    let expected =
        [("M1", "late"), ("M2", "due"), ("M3", "due"), ("M4", "due"), ("M5", "due"), ("M6", "due")];
    assert_eq!(found, expected);
    assert_eq!((&list["as_of"], &list["known_at"]), (&json!("2023-03-01"), &json!(null)));
    let sources: Vec<_> = list.items().iter().map(|one| one["source"].as_str().unwrap()).collect();
    assert_eq!(sources[3..], ["九（一）", "九（二）", "九（三）"]);
}

#[actix_web::test]
async fn the_list_says_of_each_what_it_says_alone() {
    let lab = Lab::new().await;
    lab.declared(&lab.bureau_admin().await, "M2").await;
    let officer = lab.bureau_officer().await;
    for milestone in officer.get("/milestones").await.ok().items() {
        let path = format!("/milestones/{}", milestone["code"].as_str().unwrap());
        assert_eq!(officer.get(&path).await.ok().body, *milestone);
    }
}

#[actix_web::test]
async fn a_milestone_is_told_in_the_callers_language() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let english = officer.send("GET", "/milestones/M3", &[("accept-language", "en")], vec![]).await.ok();
    assert_eq!(english["name"], "Resident workers in place");
    assert!(
        english["message"].as_str().unwrap().starts_with("not reached, was due by 2023-06-30, days late: 3")
    );
    let chinese = officer.get("/milestones/M3").await.ok();
    assert_eq!(chinese["name"], "配齐驻站社工队伍");
    assert_eq!(chinese["message"], "尚未达成，期限为2023-06-30，已逾期3天；11个站点中已有0个达到");
}

#[actix_web::test]
async fn a_room_is_known_from_its_recording() {
    let lab = Lab::new().await;
    let path = format!("/stations/{}/rooms", lab.station(TOWNSHIPS[0]).await);
    lab.bureau_officer().await.post(&path, &room("2023-02-20")).await.created();
    let done = async |query: &str| lab.milestone("M1", query).await["progress"]["done"].clone();
    assert_eq!(done("as_of=2023-03-01").await, 1);
    assert_eq!(done("as_of=2023-03-01&known_at=2023-07-03T02:00:00Z").await, 1);
    assert_eq!(done("as_of=2023-03-01&known_at=2023-07-03T01:59:59Z").await, 0);
}

#[actix_web::test]
async fn a_voided_declaration_stood_until_then() {
    let lab = Lab::new().await;
    lab.without_facts("M5").await;
    let made = lab.declared(&lab.bureau_admin().await, "M5").await;
    lab.at("2023-07-10T02:00:00Z");
    let path = format!("/milestone-declarations/{}/voiding", made.id());
    lab.bureau_admin().await.move_on(&made, &path, &json!({"reason": "月报不齐"})).await.ok();
    let now = lab.milestone("M5", "").await;
    assert_eq!((&now["status"], &now["declaration"]), (&json!("unknown"), &json!(null)));
    let then = lab.milestone("M5", "known_at=2023-07-10T01:59:59Z").await;
    assert_eq!((&then["status"], &then["declaration"]["id"]), (&json!("reached"), &json!(made.id())));
    let earlier = lab.milestone("M5", "known_at=2023-07-03T01:59:59Z").await;
    assert_eq!(stands(&earlier).0, "unknown");
}

#[actix_web::test]
async fn what_was_not_known_yet_or_has_no_policy_is_refused_by_name() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    officer.get("/milestones?known_at=2023-07-03T02:00:01Z").await.faults(&["/known_at too_late"]);
    officer.get("/milestones/M1?as_of=2022-12-31").await.faults(&["/as_of no_policy"]);
    officer.get("/milestones?state=late").await.faults(&["/state unknown_field"]);
}

#[actix_web::test]
async fn a_milestone_that_is_not_there_is_not_found() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    for code in ["M7", "m1", "469026", "%00", "M1%00"] {
        officer.get(&format!("/milestones/{code}")).await.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn everybody_reads_the_milestones_and_names_only_the_stations_within_reach() {
    let lab = Lab::new().await;
    let own = lab.station("469025101").await;
    let missing = async |persona: crate::harness::Persona<'_>| {
        let found = persona.get("/milestones/M1").await.ok();
        assert_eq!(found["progress"], json!({"done": 0, "of": 11}));
        found["missing"].as_array().unwrap().clone()
    };
    assert_eq!(missing(lab.township_officer("469025101").await).await, [json!(own)]);
    for role in [Role::BureauScorer, Role::Auditor, Role::FinanceOfficer, Role::AppealOfficer] {
        assert_eq!(missing(lab.person(role).await).await.len(), 11);
    }
    let contractor = lab.organisation("contractor", 0).await;
    assert!(missing(lab.member(Role::ContractorManager, contractor).await).await.is_empty());
    lab.person(Role::PlatformAdmin).await.get("/milestones").await.problem(403, "forbidden");
}

#[actix_web::test]
async fn the_province_names_the_county() {
    let lab = Lab::new().await;
    let viewer = lab.person(Role::ProvinceViewer).await;
    viewer.get("/milestones").await.faults(&["/county required"]);
    viewer.get("/milestones?county=110101").await.problem(404, "not_found");
    let found = viewer.get("/milestones/M1?county=469025").await.ok();
    assert_eq!(found["missing"].as_array().unwrap().len(), 11);
}
