use super::{adult, child, fact_path, is_silent, put, told};
use crate::harness::{Answer, Lab, Site, Value, json};

fn entry(client: &Answer) -> Value {
    json!({"client_id": client.id(), "note": "独居多年", "from": "2023-07-01"})
}

#[actix_web::test]
async fn the_register_shows_who_is_in_it_on_a_day() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let fact = site.worker.post("/wandering-register", &entry(&made)).await.created();
    assert_eq!(fact["note"], "独居多年");
    site.worker.move_on(&fact, &fact_path(&fact, "/end"), &json!({"to": "2023-07-03"})).await.ok();
    for (day, there) in [("2023-06-30", 0), ("2023-07-01", 1), ("2023-07-02", 1), ("2023-07-03", 0)] {
        let found = site.lead.get(&format!("/wandering-register?as_of={day}&count=exact")).await.ok();
        assert_eq!((found.items().len(), &found["total"]), (there, &json!(there)), "{day}");
    }
}

#[actix_web::test]
async fn an_entry_says_nothing_of_the_person_but_to_the_workers() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    lab.pass(chrono::TimeDelta::milliseconds(1));
    site.worker.post("/wandering-register", &entry(&made)).await.created();
    is_silent(&told(&lab).await);
    let seen = lab.bureau_officer().await.get("/wandering-register").await.ok();
    assert_eq!((&seen.items()[0]["note"], &seen.items()[0]["client_id"]), (&json!("***"), &json!(made.id())));
}

#[actix_web::test]
async fn of_a_child_the_note_is_withheld() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &child(&site)).await.created();
    let fact = site.worker.post("/wandering-register", &entry(&made)).await.created();
    assert_eq!(fact["note"], Value::Null);
}

#[actix_web::test]
async fn one_is_in_the_register_once_and_is_a_client_within_reach() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    site.worker.post("/wandering-register", &entry(&made)).await.created();
    site.worker.post("/wandering-register", &entry(&made)).await.problem(409, "already_exists");
    let nobody = json!({"client_id": site.station, "from": "2023-07-01"});
    site.worker.post("/wandering-register", &nobody).await.faults(&["/client_id unknown_reference"]);
    site.worker
        .post("/wandering-register", &json!({}))
        .await
        .faults(&["/client_id required", "/from required"]);
}

#[actix_web::test]
async fn township_and_bureau_enter_nobody() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    site.officer.get("/wandering-register").await.problem(403, "forbidden");
    for by in [&site.officer, &lab.bureau_officer().await] {
        by.post("/wandering-register", &entry(&made)).await.problem(403, "forbidden");
    }
}
