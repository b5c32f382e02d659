use crate::harness::{Lab, Staffed, json};

#[actix_web::test]
async fn a_voided_posting_changes_today_and_not_what_was_known_before() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let made = at.post(at.hire("1992-03-05", "labour_contract").await, "2023-07-01").await.created();
    assert_eq!(at.status("S1", "").await, "met");
    lab.at("2023-07-10T02:00:00Z");
    let path = format!("/postings/{}/voiding", made.id());
    at.manager_now().await.move_on(&made, &path, &json!({"reason": "站点有误"})).await.ok();
    let day = "as_of=2023-07-03";
    assert_eq!(at.status("S1", day).await, "breach");
    assert_eq!(at.status("S1", &format!("{day}&known_at=2023-07-10T02:00:00Z")).await, "breach");
    assert_eq!(at.status("S1", &format!("{day}&known_at=2023-07-10T01:59:59Z")).await, "met");
    assert_eq!(at.status("S1", &format!("{day}&known_at=2023-07-03T01:59:59Z")).await, "unknown");
}

#[actix_web::test]
async fn an_end_is_known_from_its_recording() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 2).await;
    let made = at.post(at.hire("1992-03-05", "labour_contract").await, "2023-07-01").await.created();
    lab.at("2023-07-10T02:00:00Z");
    let path = format!("/postings/{}/end", made.id());
    at.manager_now().await.move_on(&made, &path, &json!({"to": "2023-07-05"})).await.ok();
    assert_eq!(at.status("S1", "as_of=2023-07-06").await, "breach");
    assert_eq!(at.status("S1", "as_of=2023-07-06&known_at=2023-07-09T00:00:00Z").await, "met");
}

#[actix_web::test]
async fn a_corrected_birth_date_changes_today_and_not_what_was_known_before() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.hire("1977-07-01", "labour_contract").await;
    at.post(worker, "2023-07-01").await.created();
    assert_eq!(at.status("S3", "").await, "breach");
    lab.at("2023-07-10T02:00:00Z");
    let (manager, path) = (at.manager_now().await, format!("/workers/{worker}"));
    let seen = manager.get(&path).await.ok();
    manager.patch(&seen, &path, &json!({"birth_date": "1987-07-01"})).await.ok();
    assert_eq!(at.status("S3", "").await, "met");
    assert_eq!(at.status("S3", "known_at=2023-07-09T00:00:00Z").await, "breach");
}

#[actix_web::test]
async fn a_voided_agreement_covers_nothing_and_did_until_then() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 3).await;
    lab.at("2023-07-10T02:00:00Z");
    for table in ["agreements", "agreement_stations"] {
        assert_eq!(at.status("S1", "").await, "met");
        lab.run(&format!("UPDATE {table} SET voided_at = '2023-07-10T01:00:00Z'")).await;
        assert_eq!(at.status("S1", "").await, "unknown");
        assert_eq!(at.status("S1", "known_at=2023-07-10T00:59:59Z").await, "met");
        lab.run(&format!("UPDATE {table} SET voided_at = NULL")).await;
    }
}
