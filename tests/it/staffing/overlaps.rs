use crate::harness::{Lab, Staffed, json};

use super::postings::posted;

#[actix_web::test]
async fn an_overlapping_posting_leaves_nothing_and_says_where_and_since_when() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, _) = posted(&at).await;
    let second = lab.station("469025101").await;
    let officer = lab.bureau_officer().await;
    let before = (lab.events().await, lab.number("SELECT count(*) AS n FROM postings").await);
    let mut body = at.posting(worker, "2024-01-01");
    body["station_id"] = json!(second);
    let refused = officer.post("/postings", &body).await.problem(409, "overlapping_posting");
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.contains("自2023-07-01起") && detail.contains("牙叉镇"), "{detail}");
    assert_eq!((lab.events().await, lab.number("SELECT count(*) AS n FROM postings").await), before);
}

#[actix_web::test]
async fn a_refused_posting_is_explained_in_the_callers_language() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, _) = posted(&at).await;
    let headers = [("content-type", "application/json"), ("accept-language", "en")];
    let body = serde_json::to_vec(&at.posting(worker, "2024-01-01")).unwrap();
    let refused =
        at.manager.send("POST", "/postings", &headers, body).await.problem(409, "overlapping_posting");
    assert!(refused["detail"].as_str().unwrap().contains("from 2023-07-01 on"), "{}", refused.body);
}

#[actix_web::test]
async fn a_contractor_is_not_told_at_which_others_station_the_worker_is() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let worker = at.hire("1992-03-05", "labour_contract").await;
    let elsewhere = lab.station("469025101").await;
    lab.other_contractor(&[elsewhere]).await;
    lab.place(worker, elsewhere, "resident", "2023-07-01").await;
    let refused = at.post(worker, "2023-08-01").await.problem(409, "overlapping_posting");
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.contains("2023-07-01") && detail.contains("其他站点"), "{detail}");
}

#[actix_web::test]
async fn a_worker_may_be_posted_from_the_day_another_posting_ends() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, made) = posted(&at).await;
    let path = format!("/postings/{}/end", made.id());
    at.manager.move_on(&made, &path, &json!({"to": "2023-10-01"})).await.ok();
    at.post(worker, "2023-09-30").await.problem(409, "overlapping_posting");
    at.post(worker, "2023-10-01").await.created();
}

#[actix_web::test]
async fn a_voided_posting_is_not_in_the_way() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, made) = posted(&at).await;
    let path = format!("/postings/{}/voiding", made.id());
    at.manager.move_on(&made, &path, &json!({"reason": "站点有误"})).await.ok();
    at.post(worker, "2023-07-01").await.created();
    let list = at.manager.get(&format!("/postings?worker_id={worker}")).await.ok();
    let voided: Vec<bool> = list.items().iter().map(|posting| posting["voided_at"].is_string()).collect();
    assert!(voided.contains(&true) && voided.contains(&false), "{}", list.body);
}

#[actix_web::test]
async fn a_refusal_names_neither_a_voided_nor_an_ended_posting() {
    let lab = Lab::new().await;
    let at = Staffed::with(&lab, 0).await;
    let (worker, made) = posted(&at).await;
    let void = format!("/postings/{}/voiding", made.id());
    at.manager.move_on(&made, &void, &json!({"reason": "日期有误"})).await.ok();
    let second = at.post(worker, "2023-07-02").await.created();
    let end = format!("/postings/{}/end", second.id());
    at.manager.move_on(&second, &end, &json!({"to": "2023-09-01"})).await.ok();
    at.post(worker, "2023-10-01").await.created();
    let refused = at.post(worker, "2023-09-15").await.problem(409, "overlapping_posting");
    assert!(refused["detail"].as_str().unwrap().contains("自2023-10-01起"), "{}", refused.body);
}
