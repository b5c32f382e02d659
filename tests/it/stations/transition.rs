use crate::harness::{Lab, json};

#[actix_web::test]
async fn a_station_goes_from_planned_to_operating_with_reasons() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let path = format!("/stations/{}", lab.station("469025100").await);
    let mut station = officer.get(&path).await.ok();
    for (state, from) in [("preparing", "2023-03-01"), ("operating", "2023-07-01")] {
        let mut body = json!({"state": state, "from": from, "reason": "按工作方案"});
        if state == "operating" {
            body["despite_breaches"] = "场地待交付".into();
        }
        station = officer.move_on(&station, &format!("{path}/transitions"), &body).await.ok();
    }
    assert_eq!((&station["state"], &station["state_since"]), (&json!("operating"), &json!("2023-07-01")));
    let history = officer.get(&format!("{path}/transitions")).await.ok();
    assert_eq!(history.items()[1]["to"], "2023-07-01");
}

#[actix_web::test]
async fn a_move_that_skips_a_state_is_refused() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let path = format!("/stations/{}", lab.station("469025100").await);
    let seen = officer.get(&path).await.ok();
    let body = json!({"state": "operating", "from": "2023-07-01", "reason": "x"});
    officer.move_on(&seen, &format!("{path}/transitions"), &body).await.problem(409, "conflict");
}

#[actix_web::test]
async fn a_move_back_in_time_is_refused() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let path = format!("/stations/{}", lab.station("469025100").await);
    let seen = officer.get(&path).await.ok();
    let body = json!({"state": "preparing", "from": "2022-12-31", "reason": "x"});
    officer.move_on(&seen, &format!("{path}/transitions"), &body).await.faults(&["/from too_early"]);
}

#[actix_web::test]
async fn a_move_sent_twice_under_one_key_is_made_once() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let path = format!("/stations/{}", lab.station("469025100").await);
    let seen = officer.get(&path).await.ok();
    let body =
        serde_json::to_vec(&json!({"state": "preparing", "from": "2023-03-01", "reason": "x"})).unwrap();
    let headers =
        [("content-type", "application/json"), ("if-match", seen.etag()), ("idempotency-key", "k-1")];
    let first = officer.send("POST", &format!("{path}/transitions"), &headers, body.clone()).await.ok();
    let before = lab.events().await;
    let again = officer.send("POST", &format!("{path}/transitions"), &headers, body).await.ok();
    assert_eq!((again.bytes, &again.headers["idempotent-replayed"]), (first.bytes, &"true".to_owned()));
    assert_eq!(lab.events().await, before);
}
