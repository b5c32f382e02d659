//! Who sees what of whom, by every path.

use stations::auth::role::Role;

use super::{adult, child, is_silent, path, put};
use crate::harness::{Lab, Site, Value, json};

#[actix_web::test]
async fn masked_for_all_but_the_workers_of_the_station_by_every_path() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let guardian =
        json!({"name": "符海燕", "phone": "13812345678", "relation": "spouse", "from": "2023-07-01"});
    site.worker.post(&path(&made, "/guardians"), &guardian).await.created();
    let wish = json!({"client_id": made.id(), "note": "独居多年", "from": "2023-07-01"});
    site.worker.post("/wandering-register", &wish).await.created();
    let (officer, auditor) = (lab.bureau_officer().await, lab.person(Role::Auditor).await);
    for by in [&officer, &auditor, &site.contractor] {
        for way in [path(&made, ""), path(&made, "/facts"), "/clients".into(), "/wandering-register".into()] {
            let seen = by.get(&way).await.ok();
            is_silent(&seen.body.to_string());
        }
        let found = by.post("/clients/matches", &json!({"name": "符海燕"})).await.ok();
        assert_eq!(found.items()[0]["name"], "符**");
        is_silent(&found.body.to_string());
    }
}

#[actix_web::test]
async fn the_workers_of_the_station_read_names_and_texts() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    for by in [&site.lead, &site.worker] {
        let seen = by.get(&path(&made, "")).await.ok();
        assert_eq!((&seen["name"], &seen["needs"]), (&json!("符海燕"), &json!("需要送医")));
        assert_eq!(
            (&seen["identity_number"], &seen["address"]),
            (&json!("4690************3X"), &json!("***"))
        );
    }
}

#[actix_web::test]
async fn of_a_child_nothing_is_shown_to_anybody_without_an_approval() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &child(&site)).await.created();
    let guardian =
        json!({"name": "符海燕", "phone": "13812345678", "relation": "parent", "from": "2023-07-01"});
    site.worker.post(&path(&made, "/guardians"), &guardian).await.created();
    for by in [&site.worker, &site.lead, &site.contractor, &lab.bureau_admin().await] {
        let one = by.get(&path(&made, "")).await.ok();
        let all = by.get("/clients").await.ok();
        let facts = by.get(&path(&made, "/facts?kind=guardian")).await.ok();
        assert_eq!((&one["withheld"], &one["minor"]), (&json!(true), &json!(true)));
        assert_eq!(facts.items()[0]["guardian_name"], Value::Null);
        for answer in [&one.body, &all.items()[0]] {
            for field in ["name", "identity_number", "phone", "birth_date", "sex"] {
                assert_eq!(answer[field], Value::Null, "{field}");
            }
        }
        is_silent(&format!("{}{}{}", one.body, all.body, facts.body));
    }
}

#[actix_web::test]
async fn another_station_does_not_know_that_there_is_such_a_client() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let elsewhere = lab.station("469025101").await;
    let rival = lab.other_contractor(&[elsewhere]).await;
    let stranger = lab.posted(Role::ResidentWorker, lab.posted_worker(rival, elsewhere).await).await;
    stranger.get(&path(&made, "")).await.problem(404, "not_found");
    stranger.get(&path(&made, "/facts")).await.problem(404, "not_found");
    stranger.patch(&made, &path(&made, ""), &json!({"phone": null})).await.problem(404, "not_found");
    assert_eq!(stranger.get("/clients").await.ok().items().len(), 0);
    let found = stranger.post("/clients/matches", &json!({"phone": "13812345678"})).await.ok();
    assert_eq!(found.body, json!({"items": [], "more": false}));
}

#[actix_web::test]
async fn township_and_evaluators_see_no_client() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let made = put(&lab, &site.worker, &adult(&site)).await.created();
    let agency = lab.organisation("evaluation_agency", 3).await;
    for by in
        [&site.officer, &lab.member(Role::Evaluator, agency).await, &lab.person(Role::BureauScorer).await]
    {
        for way in [path(&made, ""), path(&made, "/facts"), "/clients".into(), "/clients/duplicates".into()] {
            by.get(&way).await.problem(403, "forbidden");
        }
        by.get("/clients/counts").await.ok();
    }
}

#[actix_web::test]
async fn a_child_of_age_is_shown_from_the_birthday_on() {
    let lab = Lab::new().await;
    let site = Site::of(&lab).await;
    let grown = json!({"station_id": site.station, "kind": "person", "name": "符海燕", "birth_date": "2005-07-04",
        "since": "2023-07-01"});
    let made = put(&lab, &site.worker, &grown).await.created();
    assert_eq!(made["withheld"], true);
    lab.at("2023-07-03T16:00:00Z");
    let token = lab.token("469025", site.worker.id).await;
    let worker = crate::harness::Persona { token: Some(token), ..site.worker.clone() };
    let seen = worker.get(&path(&made, "")).await.ok();
    assert_eq!((&seen["name"], &seen["withheld"]), (&json!("符海燕"), &json!(false)));
    assert_ne!(seen.etag(), made.etag());
}
