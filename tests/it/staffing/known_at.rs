use crate::harness::{Lab, Persona, json};

const BEFORE: &str = "?known_at=2023-07-03T02:00:00Z";

/// Tokens last a quarter of an hour.
const LATER: &str = "2023-07-03T02:10:00Z";

async fn void(officer: &Persona<'_>, path: &str) {
    let seen = officer.get(path).await.ok();
    officer.move_on(&seen, &format!("{path}/voiding"), &json!({"reason": "登记有误"})).await.ok();
}

#[actix_web::test]
async fn voiding_a_posting_changes_today_and_not_what_was_known() {
    let lab = Lab::new().await;
    let (officer, station) = (lab.bureau_officer().await, lab.operating("469025100").await);
    let contractor = lab.contractor(&[station]).await;
    let worker = lab.worker().await;
    lab.employ(worker, contractor, "2023-06-30").await;
    let posting = lab.place(worker, station, "resident", "2023-07-01").await;
    lab.at(LATER);
    void(&officer, &format!("/postings/{posting}")).await;
    assert_eq!(officer.verdict(station, "").await.finding("S1")["actual"]["value"], 0);
    assert_eq!(officer.verdict(station, BEFORE).await.finding("S1")["actual"]["value"], 1);
}

#[actix_web::test]
async fn an_end_is_known_from_its_recording() {
    let lab = Lab::new().await;
    let (officer, station) = (lab.bureau_officer().await, lab.operating("469025100").await);
    let contractor = lab.contractor(&[station]).await;
    let worker = lab.worker().await;
    let employment = format!("/employments/{}", lab.employ(worker, contractor, "2023-06-30").await);
    lab.place(worker, station, "resident", "2023-07-01").await;
    lab.at(LATER);
    let seen = officer.get(&employment).await.ok();
    officer.move_on(&seen, &format!("{employment}/end"), &json!({"to": "2023-07-02"})).await.ok();
    assert_eq!(officer.verdict(station, "?as_of=2023-07-03").await.finding("S2")["status"], "breach");
    let before = officer.verdict(station, &format!("{BEFORE}&as_of=2023-07-03")).await;
    assert_eq!(before.finding("S2")["status"], "met");
}

#[actix_web::test]
async fn what_was_known_of_a_worker_is_kept() {
    let lab = Lab::new().await;
    let (officer, station) = (lab.bureau_officer().await, lab.operating("469025100").await);
    let contractor = lab.contractor(&[station]).await;
    let path = format!("/workers/{}", lab.posted_worker(contractor, station).await);
    lab.at(LATER);
    let seen = officer.get(&path).await.ok();
    let seen = officer.patch(&seen, &path, &json!({"education": "senior_secondary"})).await.ok();
    officer.patch(&seen, &path, &json!({"name": "王大梅"})).await.ok();
    assert_eq!(officer.verdict(station, "").await.finding("S4")["status"], "breach");
    assert_eq!(officer.verdict(station, BEFORE).await.finding("S4")["status"], "met");
}

#[actix_web::test]
async fn a_voided_certificate_was_known_until_then() {
    let lab = Lab::new().await;
    let (officer, station) = (lab.bureau_officer().await, lab.operating("469025100").await);
    let contractor = lab.contractor(&[station]).await;
    let worker = lab.posted_worker(contractor, station).await;
    let body = json!({"level": "senior", "number": "X1", "obtained_on": "2020-10-17"});
    let made = officer.post(&format!("/workers/{worker}/certificates"), &body).await.created();
    lab.at(LATER);
    void(&officer, &format!("/certificates/{}", made.id())).await;
    assert_eq!(officer.verdict(station, "").await.finding("S6")["status"], "due");
    assert_eq!(officer.verdict(station, BEFORE).await.finding("S6")["status"], "met");
}
