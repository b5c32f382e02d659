use serde_json::{Value, json};
use stations::auth::role::Role;

use crate::harness::{Answer, Lab, Site, valid};

const KINDS: [&str; 5] = ["rooms", "equipment", "safety-checks", "signage", "institutions"];
const NONE: &str = "01890000-0000-7000-8000-000000000000";

/// The answer without what differs from request to request.
fn said(answer: Answer) -> Value {
    let mut body = answer.problem(404, "not_found").body;
    body.as_object_mut().unwrap().remove("request_id");
    body
}

#[actix_web::test]
async fn what_is_hidden_and_what_is_not_there_looks_the_same() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let neighbour = lab.township_officer("469025101").await;
    for kind in KINDS {
        let hidden = site.has(kind).await.id().to_string();
        let mut answers = Vec::new();
        for id in [hidden.as_str(), NONE, "not-an-id"] {
            answers.push(said(neighbour.get(&format!("/{kind}/{id}")).await));
        }
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{kind}: {answers:?}");
    }
}

#[actix_web::test]
async fn the_contractor_of_other_stations_is_a_stranger() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let rival = lab.other_contractor(&[lab.station("469025101").await]).await;
    let rival = lab.member(Role::ContractorManager, rival).await;
    for kind in KINDS {
        let made = site.has(kind).await;
        rival.get(&site.all(kind)).await.problem(404, "not_found");
        rival.get(&format!("/{kind}/{}", made.id())).await.problem(404, "not_found");
    }
    for kind in ["equipment", "signage", "institutions"] {
        rival.post(&site.all(kind), &valid(kind)).await.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn the_province_reads_a_county_that_it_names_and_records_nothing() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let viewer = lab.person(Role::ProvinceViewer).await;
    for kind in KINDS {
        let made = site.has(kind).await;
        let page = viewer.get(&format!("{}?county=469025", site.all(kind))).await.ok();
        assert_eq!(page.items(), [made.body]);
        viewer.post(&site.all(kind), &valid(kind)).await.problem(403, "forbidden");
    }
}

#[actix_web::test]
async fn another_county_of_the_province_has_none_of_it() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    lab.elsewhere().await;
    let viewer = lab.person(Role::ProvinceViewer).await;
    for kind in KINDS {
        let made = site.has(kind).await;
        viewer.get(&format!("{}?county=469026", site.all(kind))).await.problem(404, "not_found");
        viewer.get(&format!("/{kind}/{}?county=469026", made.id())).await.problem(404, "not_found");
    }
}

#[actix_web::test]
async fn a_record_of_another_station_of_the_same_contractor_is_not_replaced() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let elsewhere = lab.station("469025101").await;
    let bureau = lab.bureau_officer().await;
    for kind in ["rooms", "equipment", "signage", "institutions"] {
        let other = bureau.post(&format!("/stations/{elsewhere}/{kind}"), &valid(kind)).await.created();
        let mut body = valid(kind);
        body["from"] = json!("2023-05-01");
        body["replaces"] = json!(other.id());
        bureau.post(&site.all(kind), &body).await.faults(&["/replaces unknown_reference"]);
        assert_eq!(bureau.get(&format!("/{kind}/{}", other.id())).await.ok().body, other.body);
    }
}

#[actix_web::test]
async fn who_leaves_the_station_no_longer_reads_it() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    site.has("rooms").await;
    site.lead.get(&site.all("rooms")).await.ok();
    lab.run("UPDATE postings SET valid_to = '2023-07-02'").await;
    lab.pass(chrono::TimeDelta::seconds(2));
    site.lead.get(&site.all("rooms")).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_station_that_has_yet_to_begin_has_its_lists() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    lab.run("UPDATE station_states SET valid_from = '2024-01-01', valid_to = NULL").await;
    for kind in KINDS {
        let made = site.has(kind).await;
        assert_eq!(site.list(kind, "").await.ok().items(), [made.body]);
    }
}
