use stations::auth::role::Role;

use crate::harness::{Answer, Judged, Lab, TOWNSHIP, json};

async fn years(judged: &Judged<'_>) -> Answer {
    let path = format!("/agreements/{}/annual-results", judged.agreement);
    judged.lab.bureau_admin().await.get(&path).await.ok()
}

#[actix_web::test]
async fn an_agreement_has_the_mean_and_the_lowest_of_its_stations() {
    let lab = Lab::new().await;
    let mut stations = Vec::new();
    for township in [TOWNSHIP, "469025101", "469025102"] {
        stations.push(lab.station(township).await);
    }
    let judged = lab.judged(&stations).await;
    for (station, result) in stations.iter().zip([8000, 8000, 8100]) {
        judged.both(*station, [result, result]).await;
    }
    let answer = years(&judged).await;
    let year = &answer["years"][0];
    assert_eq!(year["mean"], json!({"exact": "241/3", "rounded": "80.33"}));
    assert_eq!((&year["lowest"], year["lowest_stations"].as_array().unwrap().len()), (&json!("80.00"), 2));
    assert_eq!((&year["trend"], &year["grade"]), (&json!(null), &json!(null)));
    assert_eq!((year["stations"].as_array().unwrap().len(), &year["missing_stations"]), (3, &json!([])));
}

#[actix_web::test]
async fn stations_without_a_result_are_named() {
    let lab = Lab::new().await;
    let [here, there] = [lab.station(TOWNSHIP).await, lab.station("469025101").await];
    let judged = lab.judged(&[here, there]).await;
    judged.both(here, [8000, 9000]).await;
    let answer = years(&judged).await;
    assert_eq!(answer["years"][0]["missing_stations"], json!([there]));
    assert_eq!(answer["years"][0]["mean"]["rounded"], "85.00");
}

#[actix_web::test]
async fn a_year_is_compared_with_the_one_before() {
    let lab = Lab::new().await;
    let station = lab.station(TOWNSHIP).await;
    let judged = lab.judged(&[station]).await;
    judged.both(station, [8500, 8500]).await;
    let (_, phases) = lab.service_year(judged.agreement, 2).await;
    judged.result(station, phases[0], 8000).await;
    judged.result(station, phases[1], 8400).await;
    let answer = years(&judged).await;
    assert_eq!(answer["years"][1]["trend"], json!({"service_year_id": judged.year, "difference": "-3.00"}));
    assert_eq!(answer["years"][1]["ordinal"], 2);
}

#[actix_web::test]
async fn an_agreement_is_graded_as_the_policy_says() {
    let lab = Lab::new().await;
    let [here, there] = [lab.station(TOWNSHIP).await, lab.station("469025101").await];
    let judged = lab.judged(&[here, there]).await;
    judged.both(here, [9500, 9500]).await;
    judged.both(there, [7900, 7900]).await;
    for (by, grade) in [("mean", "good"), ("lowest", "pass")] {
        lab.policy_is(&[("agreement_grade", json!({"value": by, "source": "县评估细则"}))]).await;
        let answer = years(&judged).await;
        let year = &answer["years"][0];
        assert_eq!((&year["grade"], &year["grade_source"]), (&json!(grade), &json!("县评估细则")));
    }
}

#[actix_web::test]
async fn who_sees_some_of_its_stations_does_not_see_the_agreement() {
    let lab = Lab::new().await;
    let [here, there] = [lab.station(TOWNSHIP).await, lab.station("469025101").await];
    let judged = lab.judged(&[here, there]).await;
    judged.both(here, [9500, 9500]).await;
    let path = format!("/agreements/{}/annual-results", judged.agreement);
    let other = lab.organisation("contractor", 2).await;
    for stranger in [
        lab.township_officer(TOWNSHIP).await,
        lab.member(Role::AgencyManager, judged.agency).await,
        lab.member(Role::ContractorManager, other).await,
    ] {
        stranger.get(&path).await.problem(404, "not_found");
    }
    lab.member(Role::ContractorManager, judged.contractor).await.get(&path).await.ok();
    judged.both(there, [9000, 9000]).await;
    lab.member(Role::AgencyManager, judged.agency).await.get(&path).await.ok();
}

#[actix_web::test]
async fn an_agreement_without_published_results_has_no_years() {
    let lab = Lab::new().await;
    let station = lab.station(TOWNSHIP).await;
    let judged = lab.judged(&[station]).await;
    judged.result_that_is("final", station, judged.phases[0], 9000).await;
    assert_eq!(years(&judged).await["years"], json!([]));
}
