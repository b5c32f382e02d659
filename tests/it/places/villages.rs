use stations::auth::role::Role;

use crate::harness::{Lab, Persona, Value, at, json, village};

/// Registers some villages.
async fn register(by: &Persona<'_>, codes: &[&str]) {
    for code in codes {
        by.post("/villages", &village(code)).await.created();
    }
}

fn codes(items: &[Value]) -> Vec<&str> {
    items.iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn a_village_is_registered_with_one_event_that_tells_no_name() {
    let lab = Lab::new().await;
    let (officer, before) = (lab.bureau_officer().await, lab.events().await);
    let new = json!({"code": "469025100001", "name": " 桥南社区 ", "kind": "community", "position": at(19.2, 109.4)});
    let made = officer.post("/villages", &new).await.created();
    assert_eq!(made.headers["location"], "/api/v1/villages/469025100001");
    let expected = json!({
        "county": "469025", "code": "469025100001", "township_code": "469025100", "name": "桥南社区",
        "kind": "community", "position": at(19.2, 109.4), "abolished_on": null, "version": 1,
    });
    assert_eq!(made.body, expected);
    let shown = officer.get("/villages/469025100001").await.ok();
    assert_eq!((&shown.body, shown.etag()), (&expected, "\"v1\""));
    let event = lab.last_event().await;
    let told = json!({"township": "469025100", "kind": "community"});
    assert_eq!((&event["action"], &event["changes"]), (&json!("village.registered"), &told));
    assert_eq!(lab.events().await, before + 1);
}

#[actix_web::test]
async fn a_retry_registers_once_and_another_of_the_same_code_is_refused() {
    let lab = Lab::new().await;
    let (officer, before) = (lab.bureau_officer().await, lab.events().await);
    let first = officer.post_once("k1", "/villages", &village("469025100001")).await.created();
    let again = officer.post_once("k1", "/villages", &village("469025100001")).await.created();
    assert_eq!((first.bytes, again.headers["idempotent-replayed"].as_str()), (again.bytes, "true"));
    officer.post("/villages", &village("469025100001")).await.problem(409, "already_exists");
    assert_eq!(lab.events().await, before + 1);
}

#[actix_web::test]
async fn the_first_nine_digits_are_a_township_of_the_county() {
    let lab = Lab::new().await;
    lab.elsewhere().await;
    lab.run(
        "INSERT INTO townships (county_code, code, name, kind, plan_order, recorded_at)
         VALUES ('469026', '469026100', '石碌镇', 'town', 1, now())",
    )
    .await;
    let (officer, before) = (lab.bureau_officer().await, lab.events().await);
    for code in ["469025999001", "469026100001"] {
        officer.post("/villages", &village(code)).await.faults(&["/code unknown_reference"]);
    }
    assert_eq!(lab.events().await, before);
    assert_eq!(officer.get("/villages").await.ok().items().len(), 0);
}

#[actix_web::test]
async fn every_fault_of_a_village_is_told_at_once() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let far = json!({"latitude": 2.9, "longitude": 136.1, "accuracy_m": 0, "altitude": 5});
    let bad = json!({"code": "46902510000x", "name": "a\u{0}", "kind": "town", "position": far});
    officer.post("/villages", &bad).await.faults(&[
        "/code wrong_format",
        "/name wrong_format",
        "/kind unknown_value",
        "/position/latitude too_small",
        "/position/longitude too_large",
        "/position/accuracy_m too_small",
        "/position/altitude unknown_field",
    ]);
    let part =
        json!({"code": "469025100001", "name": "桥南村", "kind": "village", "position": {"latitude": "19"}});
    officer.post("/villages", &part).await.faults(&[
        "/position/latitude wrong_type",
        "/position/longitude required",
        "/position/accuracy_m required",
    ]);
}

#[actix_web::test]
async fn villages_are_filtered_and_paged_by_code() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    register(&officer, &["469025101002", "469025100002", "469025100001", "469025101001"]).await;
    let community = json!({"code": "469025100003", "name": "桥南社区", "kind": "community"});
    officer.post("/villages", &community).await.created();
    let pages = officer.walk("/villages?limit=2").await;
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);
    let walked = pages.concat();
    let all = ["469025100001", "469025100002", "469025100003", "469025101001", "469025101002"];
    assert_eq!(codes(&walked), all);
    let of_one = officer.get("/villages?township_code=469025101").await.ok();
    assert_eq!(codes(of_one.items()), ["469025101001", "469025101002"]);
    let communities = officer.get("/villages?kind=community").await.ok();
    assert_eq!(codes(communities.items()), ["469025100003"]);
}

#[actix_web::test]
async fn the_total_is_that_of_the_filter_on_every_page_and_only_when_asked() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    register(&officer, &["469025100001", "469025100002", "469025101001"]).await;
    assert_eq!(officer.get("/villages").await.ok()["total"], Value::Null);
    let path = "/villages?township_code=469025100&count=exact&limit=1";
    let first = officer.get(path).await.ok();
    let second = officer.get(&format!("{path}&after={}", first["next"].as_str().unwrap())).await.ok();
    assert_eq!((&first["total"], &second["total"]), (&json!(2), &json!(2)));
}

#[actix_web::test]
async fn bad_filters_and_cursors_are_refused_by_name() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    officer.get("/villages?township_code=4690&kind=town&abolished=yes&name=x").await.faults(&[
        "/township_code wrong_format",
        "/kind unknown_value",
        "/abolished wrong_type",
        "/name unknown_field",
    ]);
    officer.get("/villages?after=WyJ4IiwxXQ").await.faults(&["/after bad_cursor"]);
}

#[actix_web::test]
async fn everybody_of_the_county_reads_its_villages_and_only_the_bureau_makes_them() {
    let lab = Lab::new().await;
    register(&lab.bureau_admin().await, &["469025100001"]).await;
    // Of another township: what everybody works by is the county's.
    let officer = lab.township_officer("469025101").await;
    assert_eq!(officer.get("/villages").await.ok().items().len(), 1);
    officer.get("/villages/469025100001").await.ok();
    for role in [Role::TownshipOfficer, Role::ContractorManager, Role::ProvinceViewer, Role::Auditor] {
        let persona = lab.person(role).await;
        persona.post("/villages", &village("469025100002")).await.problem(403, "forbidden");
    }
    lab.person(Role::PlatformAdmin).await.get("/villages").await.problem(403, "forbidden");
    lab.anyone().get("/villages").await.problem(401, "unauthenticated");
}

#[actix_web::test]
async fn the_province_names_the_county_whose_villages_it_reads() {
    let lab = Lab::new().await;
    lab.elsewhere().await;
    register(&lab.bureau_officer().await, &["469025100001"]).await;
    let viewer = lab.person(Role::ProvinceViewer).await;
    assert_eq!(viewer.get("/villages?county=469025").await.ok().items().len(), 1);
    viewer.get("/villages/469025100001?county=469025").await.ok();
    assert_eq!(viewer.get("/villages?county=469026").await.ok().items().len(), 0);
    viewer.get("/villages/469025100001?county=469026").await.problem(404, "not_found");
    viewer.get("/villages?county=440100").await.problem(404, "not_found");
    lab.bureau_admin().await.get("/villages?county=469026").await.problem(404, "not_found");
}

#[actix_web::test]
async fn what_is_no_village_looks_the_same_to_everybody() {
    let lab = Lab::new().await;
    for persona in [lab.bureau_admin().await, lab.township_officer("469025100").await] {
        for code in ["469025100001", "469026100001", "469026", "not-a-code", "%00", "46902510000%EF%BC%91"] {
            persona.get(&format!("/villages/{code}")).await.problem(404, "not_found");
        }
    }
}
