use crate::harness::{Lab, json};

#[actix_web::test]
async fn a_change_sets_removes_and_keeps() {
    let lab = Lab::new().await;
    let officer = lab.township_officer("469025100").await;
    let path = format!("/stations/{}", lab.station("469025100").await);
    let station = officer.get(&path).await.ok();
    let station =
        officer.patch(&station, &path, &json!({"phone": "0898-27720000", "address": "牙叉中路"})).await.ok();
    let station = officer.patch(&station, &path, &json!({"phone": null})).await.ok();
    assert_eq!(
        (&station["phone"], &station["address"], &station["version"]),
        (&json!(null), &json!("牙叉中路"), &json!(3))
    );
}

#[actix_web::test]
async fn a_change_needs_the_version_that_was_read() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let path = format!("/stations/{}", lab.station("469025100").await);
    let seen = officer.get(&path).await.ok();
    officer
        .send("PATCH", &path, &[("content-type", "application/json")], b"{}".to_vec())
        .await
        .problem(428, "precondition_required");
    officer.patch(&seen, &path, &json!({"phone": "1"})).await.ok();
    officer.patch(&seen, &path, &json!({"phone": "2"})).await.problem(412, "stale");
    assert_eq!(officer.get(&path).await.ok()["phone"], "1");
}

#[actix_web::test]
async fn nothing_changed_is_no_event() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let path = format!("/stations/{}", lab.station("469025100").await);
    let (seen, before) = (officer.get(&path).await.ok(), lab.events().await);
    officer.patch(&seen, &path, &json!({"phone": null})).await.ok();
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn the_name_cannot_be_changed() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let path = format!("/stations/{}", lab.station("469025100").await);
    let seen = officer.get(&path).await.ok();
    officer.patch(&seen, &path, &json!({"name": "别名"})).await.faults(&["/name unknown_field"]);
}
