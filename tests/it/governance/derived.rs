//! Each milestone from the facts it follows from.

use crate::harness::{Lab, TOWNSHIPS, json, room, stands};

#[actix_web::test]
async fn m1_is_reached_with_the_last_stations_first_room() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let stations = lab.every_station().await;
    for (n, station) in stations.iter().enumerate() {
        let from = if n == 10 { "2023-03-02" } else { "2023-02-20" };
        officer.post(&format!("/stations/{station}/rooms"), &room(from)).await.created();
    }
    let found = lab.milestone("M1", "").await;
    assert_eq!(stands(&found), (json!("reached"), json!("2023-03-02"), json!(2)));
    assert_eq!((&found["source"], &found["progress"]), (&json!("九（一）"), &json!({"done": 11, "of": 11})));
    let before = lab.milestone("M1", "as_of=2023-03-01").await;
    assert_eq!(stands(&before), (json!("late"), json!(null), json!(1)));
    assert_eq!(before["missing"], json!([stations[10]]));
    assert_eq!(stands(&lab.milestone("M1", "as_of=2023-02-28").await).0, "due");
}

#[actix_web::test]
async fn a_room_that_was_given_up_counts_and_a_voided_one_does_not() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let path = format!("/stations/{}/rooms", lab.station(TOWNSHIPS[0]).await);
    let ended = officer.post(&path, &room("2023-02-20")).await.created();
    let end = format!("/rooms/{}/end", ended.id());
    officer.move_on(&ended, &end, &json!({"to": "2023-03-01"})).await.ok();
    let done = async |query: &str| lab.milestone("M1", query).await["progress"]["done"].clone();
    assert_eq!((done("as_of=2023-02-19").await, done("as_of=2023-03-01").await), (json!(0), json!(1)));
    let other = format!("/stations/{}/rooms", lab.station(TOWNSHIPS[1]).await);
    let voided = officer.post(&other, &room("2023-05-01")).await.created();
    assert_eq!(done("").await, 2);
    let void = format!("/rooms/{}/voiding", voided.id());
    officer.move_on(&voided, &void, &json!({"reason": "登记有误"})).await.ok();
    assert_eq!(done("").await, 1);
}

#[actix_web::test]
async fn m2_follows_from_agreements_that_cover_every_station() {
    let lab = Lab::new().await;
    let stations = lab.every_station().await;
    lab.contractor(&stations[..10]).await;
    let found = lab.milestone("M2", "").await;
    assert_eq!(stands(&found), (json!("late"), json!(null), json!(3)));
    assert_eq!(found["missing"], json!([stations[10]]));
    lab.other_contractor(&stations[10..]).await;
    let found = lab.milestone("M2", "").await;
    assert_eq!(stands(&found), (json!("reached"), json!("2023-06-30"), json!(0)));
    assert!(found["reading"].as_str().unwrap().contains("签订日"));
}

#[actix_web::test]
async fn m3_follows_from_postings_before_the_stations_operate() {
    let lab = Lab::new().await;
    let stations = lab.every_station().await;
    let contractor = lab.contractor(&stations).await;
    for station in &stations {
        for _ in 0..3 {
            lab.posted_worker(contractor, *station).await;
        }
    }
    let found = lab.milestone("M3", "").await;
    assert_eq!(stands(&found), (json!("reached"), json!("2023-07-01"), json!(1)));
    assert_eq!(found["responsible"], "contractor");
    let before = lab.milestone("M3", "as_of=2023-06-30").await;
    assert_eq!(stands(&before), (json!("due"), json!(null), json!(0)));
    lab.run(&format!("UPDATE postings SET valid_to = '2023-07-02' WHERE station_id = '{}'", stations[4]))
        .await;
    assert_eq!(lab.milestone("M3", "").await["status"], "reached", "a later vacancy takes nothing back");
    lab.run(&format!("UPDATE postings SET voided_at = now() WHERE station_id = '{}'", stations[4])).await;
    assert_eq!(lab.milestone("M3", "").await["missing"], json!([stations[4]]));
}

#[actix_web::test]
async fn m4_follows_from_the_stations_states() {
    let lab = Lab::new().await;
    for township in &TOWNSHIPS[1..] {
        lab.operating(township).await;
    }
    let found = lab.milestone("M4", "").await;
    assert_eq!(stands(&found), (json!("late"), json!(null), json!(3)));
    assert_eq!(found["progress"], json!({"done": 10, "of": 11}));
    let last = lab.station(TOWNSHIPS[0]).await;
    lab.run(&format!("UPDATE station_states SET state = 'closed' WHERE station_id = '{last}'")).await;
    let found = lab.milestone("M4", "").await;
    assert_eq!(stands(&found), (json!("reached"), json!("2023-06-30"), json!(0)));
    assert_eq!(found["progress"], json!({"done": 10, "of": 10}));
}

#[actix_web::test]
async fn m6_follows_from_the_last_scorecard_and_a_void_evaluation_is_none() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    let others =
        format!("UPDATE station_states SET state = 'closed' WHERE station_id <> '{}'", round.station);
    lab.run(&others).await;
    round.submit("third_party", &["25", "25", "20", "20"]).await.ok();
    round.submit("bureau", &["20", "20", "20", "20"]).await.ok();
    assert_eq!(stands(&lab.milestone("M6", "").await), (json!("due"), json!(null), json!(0)));
    round.submit("township", &["10", "20", "20", "20"]).await.ok();
    assert_eq!(stands(&lab.milestone("M6", "").await), (json!("reached"), json!("2023-10-08"), json!(0)));
    assert_eq!(stands(&lab.milestone("M6", "as_of=2023-10-07").await).0, "due");
    let seen = round.admin.get(&round.path("")).await.ok();
    let body = json!({"state": "void", "reason": "程序有误"});
    round.admin.move_on(&seen, &round.path("/transitions"), &body).await.ok();
    assert_eq!(stands(&lab.milestone("M6", "").await).0, "due");
}

#[actix_web::test]
async fn m5_follows_from_the_first_report_of_every_station() {
    let lab = Lab::new().await;
    let station = lab.station(TOWNSHIPS[0]).await;
    lab.run(&format!("UPDATE station_states SET state = 'closed' WHERE station_id <> '{station}'")).await;
    let contractor = lab.contractor(&[station]).await;
    let manager = lab.member(stations::auth::role::Role::ContractorManager, contractor).await;
    assert_eq!(stands(&lab.milestone("M5", "").await), (json!("due"), json!(null), json!(0)));
    let body = json!({"station_id": station, "month": "2023-07"});
    let draft = manager.post("/progress-reports", &body).await.created();
    let path = format!("/progress-reports/{}", draft.id());
    let written = manager.patch(&draft, &path, &json!({"work_done": "走访"})).await.ok();
    assert_eq!(lab.milestone("M5", "").await["missing"], json!([station]));
    manager.move_on(&written, &format!("{path}/submission"), &json!({})).await.ok();
    let found = lab.milestone("M5", "").await;
    assert_eq!(stands(&found), (json!("reached"), json!("2023-07-03"), json!(0)));
    assert_eq!(found["derived_from"], "reports");
}

#[actix_web::test]
async fn a_milestone_without_facts_is_known_by_declaration_only() {
    let lab = Lab::new().await;
    lab.without_facts("M5").await;
    let found = lab.milestone("M5", "").await;
    assert_eq!(stands(&found), (json!("unknown"), json!(null), json!(null)));
    assert_eq!((&found["derived_from"], &found["progress"]), (&json!(null), &json!(null)));
    lab.declared(&lab.bureau_admin().await, "M5").await;
    let found = lab.milestone("M5", "").await;
    assert_eq!(stands(&found), (json!("reached"), json!("2023-06-28"), json!(0)));
    assert_eq!(found["declaration"]["note"], "月报齐全");
    assert_eq!(stands(&lab.milestone("M5", "as_of=2023-06-27").await).0, "due");
}

#[actix_web::test]
async fn a_declaration_stands_beside_what_the_facts_show() {
    let lab = Lab::new().await;
    lab.declared(&lab.bureau_admin().await, "M4").await;
    let found = lab.milestone("M4", "").await;
    assert_eq!(stands(&found), (json!("late"), json!(null), json!(3)));
    assert_eq!(found["declaration"]["reached_on"], "2023-06-28");
    assert!(found["message"].as_str().unwrap().contains("县民政局申报于2023-06-28达成"));
}
