use stations::auth::role::Role;

use crate::harness::{Lab, json};

#[actix_web::test]
async fn a_number_is_recorded_once_until_it_is_voided() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let path = format!("/workers/{}/certificates", lab.worker().await);
    let body = json!({"level": "assistant", "number": "A1", "obtained_on": "2020-10-17"});
    let made = officer.post(&path, &body).await.created();
    let before = lab.events().await;
    officer.post(&path, &body).await.problem(409, "already_exists");
    assert_eq!(lab.events().await, before);
    let voiding = format!("/certificates/{}/voiding", made.id());
    officer.move_on(&made, &voiding, &json!({"reason": "编号有误"})).await.ok();
    officer.post(&path, &body).await.created();
    assert_eq!(officer.get(&path).await.ok().items().len(), 2);
}

#[actix_web::test]
async fn a_certificate_of_tomorrow_is_refused() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let path = format!("/workers/{}/certificates", lab.worker().await);
    let body = json!({"level": "assistant", "number": "A1", "obtained_on": "2023-07-04"});
    officer.post(&path, &body).await.faults(&["/obtained_on too_late"]);
}

#[actix_web::test]
async fn another_contractor_does_not_learn_of_it() {
    let lab = Lab::new().await;
    let worker = lab.worker().await;
    let path = format!("/workers/{worker}/certificates");
    let body = json!({"level": "assistant", "number": "A1", "obtained_on": "2020-10-17"});
    let made = lab.bureau_officer().await.post(&path, &body).await.created();
    let stranger = lab.member(Role::ContractorManager, lab.organisation("contractor", 1).await).await;
    stranger.get(&path).await.problem(404, "not_found");
    stranger.get(&format!("/certificates/{}", made.id())).await.problem(404, "not_found");
    stranger.post(&path, &body).await.problem(404, "not_found");
    let voiding = format!("/certificates/{}/voiding", made.id());
    stranger.move_on(&made, &voiding, &json!({"reason": "x"})).await.problem(404, "not_found");
}
