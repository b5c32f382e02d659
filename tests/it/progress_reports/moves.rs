use stations::auth::role::Role;

use super::{Desk, path};
use crate::harness::{Lab, json};

#[actix_web::test]
async fn each_step_is_told_with_who_when_and_why() {
    let lab = Lab::new().await;
    let mut desk = Desk::of(&lab).await;
    let submitted = desk.submitted().await;
    desk.at("2023-07-03T02:00:01Z").await;
    let returned = desk.give_back(&submitted).await;
    desk.at("2023-07-03T02:00:02Z").await;
    let again = desk.submit(&returned).await.ok();
    desk.at("2023-07-03T02:00:03Z").await;
    desk.accept(&again).await.ok();
    let moves = desk.officer.get(&format!("{}/moves?count=exact", path(&submitted))).await.ok();
    let steps: Vec<_> = moves.items().iter().map(|one| (&one["action"], &one["state"])).collect();
    let expected =
        [("submit", "submitted"), ("return", "returned"), ("submit", "submitted"), ("accept", "accepted")];
    let expected: Vec<_> = expected.iter().map(|(action, state)| (json!(action), json!(state))).collect();
    assert!(steps.into_iter().eq(expected.iter().map(|(action, state)| (action, state))), "{}", moves.body);
    assert_eq!(
        (&moves["items"][1]["reason"], &moves["items"][1]["moved_by"]),
        (&json!("请补充个案进展"), &json!(desk.officer.id))
    );
    assert_eq!(moves["total"], 4);
}

#[actix_web::test]
async fn a_submission_keeps_what_it_said() {
    let lab = Lab::new().await;
    let mut desk = Desk::of(&lab).await;
    desk.post.log(json!({})).await.created();
    let returned = desk.give_back(&desk.submitted().await).await;
    let mended =
        desk.post.manager.patch(&returned, &path(&returned), &json!({"work_done": "改写"})).await.ok();
    desk.post.log(json!({})).await.created();
    desk.at("2023-07-04T02:00:00Z").await;
    desk.submit(&mended).await.ok();
    let moves = desk.officer.get(&format!("{}/moves", path(&returned))).await.ok();
    let said = |n: usize| {
        (
            &moves["items"][n]["content"]["texts"]["work_done"],
            &moves["items"][n]["content"]["counted"]["logs"],
        )
    };
    let first = moves.items().iter().position(|one| one["action"] == "submit").unwrap();
    assert_eq!(said(first), (&json!("入户走访，开展个案服务"), &json!(1)));
    assert_eq!(said(2), (&json!("改写"), &json!(2)));
}

#[actix_web::test]
async fn an_extension_is_a_step_too() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let written = desk.written(json!({})).await;
    desk.decide(&written, "extension", json!({"due_on": "2023-07-31", "reason": "台风停工"})).await.ok();
    let moves = desk.officer.get(&format!("{}/moves", path(&written))).await.ok();
    let one = &moves["items"][0];
    assert_eq!(
        (&one["action"], &one["extended_to"], &one["reason"]),
        (&json!("extend"), &json!("2023-07-31"), &json!("台风停工"))
    );
    assert_eq!(one["content"], json!(null));
}

#[actix_web::test]
async fn pages_of_steps_meet() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    desk.give_back(&desk.submitted().await).await;
    let report = desk.officer.get("/progress-reports").await.ok();
    let moves = format!("/progress-reports/{}/moves?limit=1", report["items"][0]["id"].as_str().unwrap());
    let first = desk.officer.get(&moves).await.ok();
    let second = desk.officer.get(&format!("{moves}&after={}", first["next"].as_str().unwrap())).await.ok();
    assert_ne!(first["items"][0]["id"], second["items"][0]["id"]);
    assert_eq!(second["next"], json!(null));
}

#[actix_web::test]
async fn steps_are_read_by_who_reads_the_report() {
    let lab = Lab::new().await;
    let desk = Desk::of(&lab).await;
    let moves = format!("{}/moves", path(&desk.submitted().await));
    lab.township_officer("469025100").await.get(&moves).await.ok();
    lab.township_officer("469025101").await.get(&moves).await.problem(404, "not_found");
    lab.person(Role::FinanceOfficer).await.get(&moves).await.problem(403, "forbidden");
}
