use stations::auth::role::Role;

use super::{Checked, path};
use crate::harness::{Lab, TOWNSHIP, json};

#[actix_web::test]
async fn a_commitment_tells_the_hash_and_not_the_seed() {
    let lab = Lab::new().await;
    let checked = Checked::of(&lab).await;
    let made = checked.commit("service_logs", 20).await;
    assert_eq!(made["commitment"].as_str().unwrap().len(), 64);
    assert_eq!((&made["seed"], &made["population"]), (&json!(null), &json!(null)));
    let event = lab.event("spot_check.committed").await;
    assert_eq!(event["changes"]["commitment"], made["commitment"]);
    let township = lab.township_officer(TOWNSHIP).await;
    assert_eq!(township.get(&path(&made, "")).await.ok().body, made.body);
    let seeds = "SELECT count(*) AS n FROM events, spot_checks WHERE position(encode(seed, 'hex') in convert_from(body, 'UTF8')) > 0";
    assert_eq!(lab.number(seeds).await, 0);
}

#[actix_web::test]
async fn it_is_committed_before_the_last_day_of_the_phase_ends() {
    let lab = Lab::new().await;
    let checked = Checked::of(&lab).await;
    lab.at("2023-09-30T15:59:59Z");
    checked.commit("service_logs", 20).await;
    lab.at("2023-09-30T16:00:00Z");
    let before = lab.events().await;
    let officer = lab.bureau_officer().await;
    officer.post("/spot-checks", &checked.body("clients", 20)).await.problem(409, "conflict");
    assert_eq!((lab.events().await, lab.number("SELECT count(*) AS n FROM spot_checks").await), (before, 1));
}

#[actix_web::test]
async fn there_is_no_second_seed_to_choose_from() {
    let lab = Lab::new().await;
    let checked = Checked::of(&lab).await;
    checked.commit("service_logs", 20).await;
    let officer = lab.bureau_officer().await;
    officer.post("/spot-checks", &checked.body("service_logs", 30)).await.problem(409, "already_exists");
    officer.post("/spot-checks", &checked.body("clients", 30)).await.created();
}

#[actix_web::test]
async fn everything_that_is_wrong_is_told() {
    let lab = Lab::new().await;
    let checked = Checked::of(&lab).await;
    let officer = lab.bureau_officer().await;
    let nothing = "01890000-0000-7000-8000-000000000000";
    let mut body = checked.body("service_logs", 20);
    (body["station_id"], body["phase_id"]) = (json!(nothing), json!(nothing));
    let unknown = ["/station_id unknown_reference", "/phase_id unknown_reference"];
    officer.post("/spot-checks", &body).await.faults(&unknown);
    let mut body = checked.body("service_logs", 0);
    officer.post("/spot-checks", &body).await.faults(&["/size too_small"]);
    (body["size"], body["station_id"]) = (json!(20), json!(lab.station("469025101").await));
    officer.post("/spot-checks", &body).await.faults(&["/phase_id not_covered"]);
}

#[actix_web::test]
async fn who_is_checked_does_not_commit_and_an_agency_only_where_it_evaluates() {
    let lab = Lab::new().await;
    let checked = Checked::of(&lab).await;
    let body = checked.body("service_logs", 20);
    checked.post.manager.post("/spot-checks", &body).await.problem(403, "forbidden");
    lab.township_officer(TOWNSHIP).await.post("/spot-checks", &body).await.problem(403, "forbidden");
    let agency = lab.organisation("evaluation_agency", 3).await;
    let evaluator = lab.member(Role::Evaluator, agency).await;
    evaluator.post("/spot-checks", &body).await.faults(&["/station_id unknown_reference"]);
}

#[actix_web::test]
async fn the_list_is_of_the_callers_stations_and_can_be_narrowed() {
    let lab = Lab::new().await;
    let checked = Checked::of(&lab).await;
    let logs = checked.commit("service_logs", 20).await;
    let officer = lab.bureau_officer().await;
    officer.post("/spot-checks", &checked.body("clients", 5)).await.created();
    for (query, count) in
        [("", 2), ("?subject=clients", 1), ("?drawn=true", 0), ("?drawn=false&count=exact", 2)]
    {
        let found = officer.get(&format!("/spot-checks{query}")).await.ok();
        assert_eq!(found.items().len(), count, "{query}");
        assert!(found.items().iter().all(|one| one["seed"].is_null()));
    }
    let elsewhere = lab.township_officer("469025101").await;
    assert_eq!(elsewhere.get("/spot-checks").await.ok().items().len(), 0);
    elsewhere.get(&path(&logs, "")).await.problem(404, "not_found");
}
