use stations::auth::role::Role;

use crate::harness::{Answer, Lab, json};

fn path(made: &Answer) -> String {
    format!("/milestone-declarations/{}/voiding", made.id())
}

#[actix_web::test]
async fn a_voided_declaration_stays_readable_and_another_may_be_made() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let made = lab.declared(&admin, "M5").await;
    lab.pass_seconds(1);
    let before = lab.events().await;
    let voided = admin.move_on(&made, &path(&made), &json!({"reason": "月报不齐"})).await.ok();
    assert_eq!((&voided["void_reason"], &voided["version"]), (&json!("月报不齐"), &json!(2)));
    assert_eq!(lab.events().await, before + 1);
    assert_eq!(lab.last_event().await["changes"], json!({"milestone": "M5"}));
    let seen = admin.get(&format!("/milestone-declarations/{}", made.id())).await.ok();
    assert_eq!(seen.body, voided.body);
    lab.declared(&admin, "M5").await;
}

#[actix_web::test]
async fn a_declaration_is_voided_once() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let made = lab.declared(&admin, "M5").await;
    let voided = admin.move_on(&made, &path(&made), &json!({"reason": "重报"})).await.ok();
    let before = lab.events().await;
    let again = admin.move_on(&voided, &path(&made), &json!({"reason": "重报"})).await;
    again.problem(409, "conflict");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn voiding_needs_the_version_that_was_read() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let made = lab.declared(&admin, "M5").await;
    let body = json!({"reason": "重报"});
    admin.post(&path(&made), &body).await.problem(428, "precondition_required");
    let stale = [("content-type", "application/json"), ("if-match", "\"v2\"")];
    let sent = admin.send("POST", &path(&made), &stale, serde_json::to_vec(&body).unwrap()).await;
    sent.problem(412, "stale");
}

#[actix_web::test]
async fn voiding_needs_a_reason() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let made = lab.declared(&admin, "M5").await;
    admin.move_on(&made, &path(&made), &json!({})).await.faults(&["/reason required"]);
    admin
        .move_on(&made, &path(&made), &json!({"reason": "\u{3000}"}))
        .await
        .faults(&["/reason wrong_format"]);
}

#[actix_web::test]
async fn only_the_bureau_in_charge_voids() {
    let lab = Lab::new().await;
    let made = lab.declared(&lab.bureau_admin().await, "M5").await;
    for role in [Role::BureauOfficer, Role::Auditor] {
        let person = lab.person(role).await;
        person.move_on(&made, &path(&made), &json!({"reason": "x"})).await.problem(403, "forbidden");
    }
    let none = "/milestone-declarations/01890000-0000-7000-8000-000000000000/voiding";
    let admin = lab.bureau_admin().await;
    admin.move_on(&made, none, &json!({"reason": "x"})).await.problem(404, "not_found");
}
