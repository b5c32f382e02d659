use stations::auth::role::Role;

use crate::harness::{Lab, TOWNSHIP, json};

/// Over the published, rounded results: 89.98 and 90.01 make 89.995, which is 90.00.
#[actix_web::test]
async fn the_year_weighs_the_published_results_and_rounds_once() {
    let lab = Lab::new().await;
    let station = lab.station(TOWNSHIP).await;
    let judged = lab.judged(&[station]).await;
    judged.both(station, [8998, 9001]).await;
    let admin = lab.bureau_admin().await;
    let all = admin.get(&format!("/annual-results?station={station}")).await.ok();
    let year = &all.items()[0];
    assert_eq!((&year["result"], &year["grade"]), (&json!("90.00"), &json!("excellent")));
    assert_eq!((&year["one_phase"], &year["service_year_id"]), (&json!(false), &json!(judged.year)));
    let phases: Vec<_> =
        year["phases"].as_array().unwrap().iter().map(|one| (&one["result"], &one["weight"])).collect();
    assert_eq!(phases, [(&json!("89.98"), &json!("0.50")), (&json!("90.01"), &json!("0.50"))]);
    assert_eq!((&year["weights_source"], &year["grade_source"]), (&json!("ours"), &json!("ours")));
}

#[actix_web::test]
async fn one_phase_alone_counts_whole_and_is_marked() {
    let lab = Lab::new().await;
    let station = lab.station(TOWNSHIP).await;
    let judged = lab.judged(&[station]).await;
    judged.result(station, judged.phases[1], 8512).await;
    let all = lab.bureau_admin().await.get("/annual-results").await.ok();
    let year = &all.items()[0];
    assert_eq!((&year["result"], &year["one_phase"]), (&json!("85.12"), &json!(true)));
    assert_eq!((&year["phases"][0]["kind"], &year["phases"][0]["weight"]), (&json!("final"), &json!("1.00")));
}

#[actix_web::test]
async fn what_is_not_published_does_not_count() {
    let lab = Lab::new().await;
    let station = lab.station(TOWNSHIP).await;
    let judged = lab.judged(&[station]).await;
    judged.result(station, judged.phases[0], 7000).await;
    for state in ["final", "void"] {
        judged.result_that_is(state, lab.station("469025101").await, judged.phases[0], 100).await;
    }
    judged.result_that_is("final", station, judged.phases[1], 100).await;
    let all = lab.bureau_admin().await.get("/annual-results").await.ok();
    assert_eq!(all.items().len(), 1);
    assert_eq!((&all.items()[0]["result"], &all.items()[0]["one_phase"]), (&json!("70.00"), &json!(true)));
}

#[actix_web::test]
async fn the_countys_weights_are_the_policys() {
    let lab = Lab::new().await;
    let weights = json!({"value": {"mid_term": "0.40", "final": "0.60"}, "source": "县评估细则"});
    lab.policy_is(&[("annual_weights", weights)]).await;
    let station = lab.station(TOWNSHIP).await;
    lab.judged(&[station]).await.both(station, [8000, 9000]).await;
    let all = lab.bureau_admin().await.get("/annual-results").await.ok();
    let year = &all.items()[0];
    assert_eq!((&year["result"], &year["weights_source"]), (&json!("86.00"), &json!("县评估细则")));
}

#[actix_web::test]
async fn each_contractor_of_a_station_has_a_year_of_its_own() {
    let lab = Lab::new().await;
    let station = lab.station(TOWNSHIP).await;
    let judged = lab.judged(&[station]).await;
    judged.both(station, [8000, 8000]).await;
    let other = lab.organisation("contractor", 2).await;
    let theirs = lab.agreement(other, &[], "2023-06-30", "2026-06-30", "2023-06-30").await;
    let (year, phases) = lab.service_year(theirs, 1).await;
    let second = crate::harness::Judged { contractor: other, agreement: theirs, year, phases, ..judged };
    second.both(station, [6000, 6000]).await;
    let all = lab.bureau_admin().await.get(&format!("/annual-results?station={station}")).await.ok();
    let mut results: Vec<_> = all.items().iter().map(|one| one["result"].as_str().unwrap()).collect();
    results.sort_unstable();
    assert_eq!(results, ["60.00", "80.00"]);
    let manager = lab.member(Role::ContractorManager, other).await;
    let own = manager.get("/annual-results").await.ok();
    assert_eq!((own.items().len(), &own.items()[0]["contractor_id"]), (1, &json!(other)));
}

#[actix_web::test]
async fn everybody_sees_the_years_within_reach() {
    let lab = Lab::new().await;
    let [here, there] = [lab.station(TOWNSHIP).await, lab.station("469025101").await];
    let judged = lab.judged(&[here, there]).await;
    judged.both(here, [8000, 8000]).await;
    judged.both(there, [7000, 7000]).await;
    for (persona, seen) in [
        (lab.person(Role::FinanceOfficer).await, 2),
        (lab.member(Role::ContractorManager, judged.contractor).await, 2),
        (lab.member(Role::AgencyManager, judged.agency).await, 2),
        (lab.township_officer(TOWNSHIP).await, 1),
        (lab.township_officer("469025102").await, 0),
    ] {
        assert_eq!(persona.get("/annual-results").await.ok().items().len(), seen);
    }
    let elsewhere = lab.township_officer(TOWNSHIP).await;
    assert!(elsewhere.get(&format!("/annual-results?station={there}")).await.ok().items().is_empty());
    lab.person(Role::Evaluator).await.get("/annual-results").await.problem(403, "forbidden");
}

#[actix_web::test]
async fn the_province_names_one_of_its_counties() {
    let lab = Lab::new().await;
    let station = lab.station(TOWNSHIP).await;
    let judged = lab.judged(&[station]).await;
    judged.both(station, [8000, 8000]).await;
    let viewer = lab.person(Role::ProvinceViewer).await;
    assert_eq!(viewer.get("/annual-results?county=469025").await.ok().items().len(), 1);
    let path = format!("/agreements/{}/annual-results", judged.agreement);
    assert_eq!(viewer.get(&format!("{path}?county=469025")).await.ok()["years"][0]["lowest"], "80.00");
    viewer.get("/annual-results?county=110101").await.problem(404, "not_found");
}

#[actix_web::test]
async fn the_results_of_a_round_become_the_years() {
    let lab = Lab::new().await;
    let round = lab.round().await;
    round.provisional().await;
    assert!(round.admin.get("/annual-results").await.ok().items().is_empty());
    let admin = round.published().await;
    let all = admin.get("/annual-results").await.ok();
    let digest = admin.get(&round.path("/result")).await.ok()["digest"].clone();
    assert_eq!(
        (&all.items()[0]["result"], &all.items()[0]["phases"][0]["digest"]),
        (&json!("85.00"), &digest)
    );
    assert_eq!(all.items()[0]["phases"][0]["grade"], "good");
}
