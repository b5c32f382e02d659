//! Changing and abolishing villages.

use chrono::TimeDelta;
use stations::auth::role::Role;

use crate::harness::{Answer, Lab, Persona, at, json, village};

const PATH: &str = "/villages/469025100001";
const ABOLITION: &str = "/villages/469025100001/abolition";

async fn registered(by: &Persona<'_>) -> Answer {
    by.post("/villages", &village("469025100001")).await.created()
}

#[actix_web::test]
async fn name_and_position_change_and_the_event_names_them() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let seen = registered(&officer).await;
    lab.pass(TimeDelta::seconds(1));
    let seen =
        officer.patch(&seen, PATH, &json!({"name": "桥北村", "position": at(19.25, 109.5)})).await.ok();
    assert_eq!(
        (&seen["name"], &seen["position"], seen.etag()),
        (&json!("桥北村"), &at(19.25, 109.5), "\"v2\"")
    );
    let event = lab.last_event().await;
    assert_eq!(event["changes"], json!({"fields": ["name", "position"]}));
    let seen = officer.patch(&seen, PATH, &json!({"position": null})).await.ok();
    assert_eq!((&seen["name"], &seen["position"]), (&json!("桥北村"), &json!(null)));
    assert_eq!(officer.get(PATH).await.ok().body, seen.body);
}

#[actix_web::test]
async fn nothing_changed_is_no_event_and_no_version() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let seen = registered(&officer).await;
    let seen = officer.patch(&seen, PATH, &json!({"position": at(19.25, 109.5)})).await.ok();
    let before = lab.events().await;
    let same = json!({"name": "桥南村", "position": at(19.25, 109.5)});
    let again = officer.patch(&seen, PATH, &same).await.ok();
    assert_eq!((again.etag(), lab.events().await), ("\"v2\"", before));
}

#[actix_web::test]
async fn a_change_needs_the_version_that_was_read() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let seen = registered(&officer).await;
    for (method, path, body) in [("PATCH", PATH, "{}"), ("POST", ABOLITION, r#"{"on":"2024-01-01"}"#)] {
        let headers = [("content-type", "application/json")];
        let answer = officer.send(method, path, &headers, body.as_bytes().to_vec()).await;
        answer.problem(428, "precondition_required");
    }
    officer.patch(&seen, PATH, &json!({"name": "甲村"})).await.ok();
    let before = lab.events().await;
    officer.patch(&seen, PATH, &json!({"name": "乙村"})).await.problem(412, "stale");
    officer.move_on(&seen, ABOLITION, &json!({"on": "2024-01-01"})).await.problem(412, "stale");
    assert_eq!((lab.events().await, &officer.get(PATH).await.ok()["name"]), (before, &json!("甲村")));
}

#[actix_web::test]
async fn code_and_kind_stay_and_a_name_is_not_removed() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let seen = registered(&officer).await;
    let bad =
        json!({"code": "469025100002", "kind": "community", "name": null, "position": {"latitude": 55}});
    officer.patch(&seen, PATH, &bad).await.faults(&[
        "/code unknown_field",
        "/kind unknown_field",
        "/name wrong_type",
        "/position/latitude too_large",
        "/position/longitude required",
        "/position/accuracy_m required",
    ]);
}

#[actix_web::test]
async fn an_abolished_village_leaves_the_list_on_its_day_and_stays_readable() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let seen = registered(&officer).await;
    lab.pass(TimeDelta::seconds(1));
    let gone = officer.move_on(&seen, ABOLITION, &json!({"on": "2023-08-01"})).await.ok();
    assert_eq!((&gone["abolished_on"], gone.etag()), (&json!("2023-08-01"), "\"v2\""));
    let event = lab.last_event().await;
    assert_eq!(
        (&event["action"], &event["changes"]),
        (&json!("village.abolished"), &json!({"on": "2023-08-01"}))
    );
    // Midnight in Baisha is 16:00 UTC.
    for (instant, now, over) in [("2023-07-31T15:59:59Z", 1, 0), ("2023-07-31T16:00:00Z", 0, 1)] {
        lab.at(instant);
        let officer = lab.bureau_officer().await;
        for (filter, expected) in [("", now), ("&abolished=false", now), ("&abolished=true", over)] {
            let page = officer.get(&format!("/villages?count=exact{filter}")).await.ok();
            assert_eq!(
                (page.items().len(), &page["total"]),
                (expected, &json!(expected)),
                "{instant} {filter}"
            );
        }
        assert_eq!(officer.get(PATH).await.ok().body, gone.body);
    }
}

#[actix_web::test]
async fn a_village_is_abolished_once() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let seen = registered(&officer).await;
    officer.move_on(&seen, ABOLITION, &json!({"on": "2023-02-29"})).await.faults(&["/on wrong_format"]);
    officer.move_on(&seen, ABOLITION, &json!({})).await.faults(&["/on required"]);
    let gone = officer.move_on(&seen, ABOLITION, &json!({"on": "2023-08-01"})).await.ok();
    let before = lab.events().await;
    officer.move_on(&gone, ABOLITION, &json!({"on": "2023-09-01"})).await.problem(409, "conflict");
    assert_eq!((lab.events().await, officer.get(PATH).await.ok().body), (before, gone.body.clone()));
    // A wrong name can still be mended.
    officer.patch(&gone, PATH, &json!({"name": "桥北村"})).await.ok();
}

#[actix_web::test]
async fn a_retried_abolition_is_one() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let seen = registered(&officer).await;
    let before = lab.events().await;
    let headers =
        [("content-type", "application/json"), ("if-match", seen.etag()), ("idempotency-key", "k1")];
    for _ in 0..2 {
        officer.send("POST", ABOLITION, &headers, br#"{"on":"2023-08-01"}"#.to_vec()).await.ok();
    }
    assert_eq!(lab.events().await, before + 1);
}

#[actix_web::test]
async fn only_the_bureau_changes_and_abolishes_and_only_what_is_there() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let seen = registered(&officer).await;
    let (name, end) = (json!({"name": "桥北村"}), json!({"on": "2024-01-01"}));
    let before = lab.events().await;
    for role in [Role::TownshipOfficer, Role::StationLead, Role::ProvinceViewer, Role::Auditor] {
        let persona = lab.person(role).await;
        persona.patch(&seen, PATH, &name).await.problem(403, "forbidden");
        persona.move_on(&seen, ABOLITION, &end).await.problem(403, "forbidden");
    }
    for code in ["469025100002", "469026100001", "x"] {
        officer.patch(&seen, &format!("/villages/{code}"), &name).await.problem(404, "not_found");
        officer.move_on(&seen, &format!("/villages/{code}/abolition"), &end).await.problem(404, "not_found");
    }
    assert_eq!(lab.events().await, before);
}

#[actix_web::test]
async fn a_village_of_another_county_is_not_there() {
    let lab = Lab::new().await;
    lab.elsewhere().await;
    lab.run(
        "INSERT INTO townships (county_code, code, name, kind, plan_order, recorded_at)
         VALUES ('469026', '469026100', '石碌镇', 'town', 1, now());",
    )
    .await;
    lab.run(
        "INSERT INTO villages (county_code, code, township_code, name, kind, recorded_at, version)
         VALUES ('469026', '469026100001', '469026100', '水头村', 'village', now(), 1)",
    )
    .await;
    let officer = lab.bureau_admin().await;
    let seen = registered(&officer).await;
    officer.get("/villages/469026100001").await.problem(404, "not_found");
    officer.patch(&seen, "/villages/469026100001", &json!({"name": "甲"})).await.problem(404, "not_found");
    let codes = officer.get("/villages").await.ok();
    assert_eq!(codes.items().len(), 1);
}
