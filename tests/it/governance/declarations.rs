//! Declaring a milestone and reading what was declared.

use stations::auth::role::Role;
use uuid::Uuid;

use crate::harness::{Lab, json};

const M5: &str = "/milestones/M5/declarations";

#[actix_web::test]
async fn the_bureau_declares_a_milestone_with_its_files() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let (file, before) = (lab.trace_file(admin.id).await, lab.events().await);
    let body = json!({"reached_on": "2023-06-28", "note": "月报齐全", "attachments": [file]});
    let made = admin.post(M5, &body).await.created();
    assert_eq!((&made["milestone_code"], &made["attachments"]), (&json!("M5"), &json!([file])));
    let path = format!("/milestone-declarations/{}", made.id());
    assert_eq!(made.headers["location"], format!("/api/v1{path}"));
    assert_eq!(lab.bureau_officer().await.get(&path).await.ok().body, made.body);
    let used = "SELECT count(*) AS n FROM attachment_uses WHERE subject_kind = 'milestone_declaration'";
    assert_eq!((lab.events().await, lab.number(used).await), (before + 1, 1));
    let event = lab.last_event().await;
    assert_eq!(event["action"], "milestone_declaration.recorded");
    assert!(!event.to_string().contains("月报"), "no free text in events");
}

#[actix_web::test]
async fn one_declaration_of_a_milestone_stands() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    lab.declared(&admin, "M5").await;
    let before = lab.events().await;
    let second = admin.post(M5, &json!({"reached_on": "2023-06-29"})).await.problem(409, "already_exists");
    assert_eq!(second["detail"], "该里程碑已有有效申报；如有误，请先作废");
    assert_eq!(lab.events().await, before);
    lab.declared(&admin, "M4").await;
}

#[actix_web::test]
async fn a_declaration_sent_twice_under_one_key_is_made_once() {
    let lab = Lab::new().await;
    let (admin, body) = (lab.bureau_admin().await, json!({"reached_on": "2023-06-28"}));
    let first = admin.post_once("k-1", M5, &body).await.created();
    let before = lab.events().await;
    let again = admin.post_once("k-1", M5, &body).await.created();
    assert_eq!((first.bytes, lab.events().await), (again.bytes, before));
}

#[actix_web::test]
async fn a_day_to_come_is_refused_and_today_is_not() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    admin.post(M5, &json!({"reached_on": "2023-07-04"})).await.faults(&["/reached_on too_late"]);
    admin.post(M5, &json!({"reached_on": "2023-07-03"})).await.created();
}

#[actix_web::test]
async fn every_fault_of_a_declaration_is_told_at_once() {
    let lab = Lab::new().await;
    let (admin, before) = (lab.bureau_admin().await, lab.events().await);
    let files: Vec<Uuid> = (0..21).map(Uuid::from_u128).collect();
    let body = json!({"reached_on": "2023-02-30", "note": " ", "attachments": files, "by": "某人"});
    let faults =
        ["/reached_on wrong_format", "/note wrong_format", "/attachments too_many", "/by unknown_field"];
    admin.post(M5, &body).await.faults(&faults);
    admin.post(M5, &json!({})).await.faults(&["/reached_on required"]);
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn another_persons_file_cannot_be_attached_and_nothing_is_written() {
    let lab = Lab::new().await;
    let (admin, officer) = (lab.bureau_admin().await, lab.bureau_officer().await);
    let (own, other) = (lab.trace_file(admin.id).await, lab.trace_file(officer.id).await);
    let before = lab.events().await;
    let body = json!({"reached_on": "2023-06-28", "attachments": [own, other]});
    admin.post(M5, &body).await.faults(&["/attachments/1 unknown_reference"]);
    assert_eq!(lab.events().await, before);
    assert_eq!(admin.get(M5).await.ok().items().len(), 0);
}

#[actix_web::test]
async fn only_the_bureau_in_charge_declares() {
    let lab = Lab::new().await;
    let body = json!({"reached_on": "2023-06-28"});
    for role in [Role::BureauOfficer, Role::Auditor, Role::ProvinceViewer, Role::AppealOfficer] {
        lab.person(role).await.post(M5, &body).await.problem(403, "forbidden");
    }
    let township = lab.township_officer("469025100").await;
    township.post(M5, &body).await.problem(403, "forbidden");
    township.get(M5).await.ok();
}

#[actix_web::test]
async fn a_milestone_that_is_not_there_has_no_declarations() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    for code in ["M7", "469026", "%00"] {
        let path = format!("/milestones/{code}/declarations");
        admin.get(&path).await.problem(404, "not_found");
        admin.post(&path, &json!({"reached_on": "2023-06-28"})).await.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn what_was_declared_is_paged_and_counted_voided_or_not() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    for _ in 0..3 {
        let made = lab.declared(&admin, "M5").await;
        let path = format!("/milestone-declarations/{}/voiding", made.id());
        admin.move_on(&made, &path, &json!({"reason": "重报"})).await.ok();
        lab.pass(chrono::TimeDelta::seconds(1));
    }
    lab.declared(&admin, "M4").await;
    let first = admin.get(&format!("{M5}?limit=2&count=exact")).await.ok();
    assert_eq!((first.items().len(), &first["total"]), (2, &json!(3)));
    assert_eq!(first.items()[0]["void_reason"], "重报");
    let rest = admin.get(&format!("{M5}?after={}", first["next"].as_str().unwrap())).await.ok();
    assert_eq!((rest.items().len(), &rest["next"]), (1, &json!(null)));
    admin.get(&format!("{M5}?after=abc")).await.faults(&["/after bad_cursor"]);
}

#[actix_web::test]
async fn a_declaration_of_another_county_is_not_found() {
    let lab = Lab::new().await;
    let made = lab.declared(&lab.bureau_admin().await, "M5").await;
    let path = format!("/milestone-declarations/{}", made.id());
    let viewer = lab.person(Role::ProvinceViewer).await;
    viewer.get(&path).await.problem(404, "not_found");
    viewer.get(&format!("{path}?county=469025")).await.ok();
    let none = "/milestone-declarations/01890000-0000-7000-8000-000000000000";
    lab.bureau_officer().await.get(none).await.problem(404, "not_found");
}
