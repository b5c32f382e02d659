use crate::harness::{Lab, json};

#[actix_web::test]
async fn a_township_has_one_station() {
    let lab = Lab::new().await;
    let before = lab.events().await;
    let body = json!({"township_code": "469025100", "reason": "再设一站"});
    lab.bureau_officer().await.post("/stations", &body).await.problem(409, "already_exists");
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn every_fault_is_told_at_once() {
    let lab = Lab::new().await;
    let body = json!({"township_code": "４６９025100", "reason": "a\u{0}b", "address": " ", "colour": "red"});
    let faults = [
        "/township_code wrong_format",
        "/reason wrong_format",
        "/address wrong_format",
        "/colour unknown_field",
    ];
    lab.bureau_officer().await.post("/stations", &body).await.faults(&faults);
}

#[actix_web::test]
async fn a_township_of_another_county_does_not_exist_here() {
    let lab = Lab::new().await;
    let body = json!({"township_code": "469026100", "reason": "新设"});
    lab.bureau_officer().await.post("/stations", &body).await.faults(&["/township_code unknown_reference"]);
}

#[actix_web::test]
async fn a_township_officer_may_not_register() {
    let lab = Lab::new().await;
    let officer = lab.township_officer("469025100").await;
    officer
        .post("/stations", &json!({"township_code": "469025100", "reason": "x"}))
        .await
        .problem(403, "forbidden");
}
