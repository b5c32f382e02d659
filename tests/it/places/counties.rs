use stations::auth::role::Role;

use crate::harness::{BAISHA, Lab, Value, json};

fn codes(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["code"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn people_of_a_county_see_their_own_only() {
    let lab = Lab::new().await;
    lab.elsewhere().await;
    let page = lab.bureau_officer().await.get("/counties").await.ok();
    assert_eq!(
        page.items(),
        [json!({
            "code": BAISHA,
            "name": "白沙黎族自治县",
            "province_code": "460000",
            "station_name_pattern": "白沙黎族自治县{township}社会工作服务站",
        })]
    );
}

#[actix_web::test]
async fn the_province_sees_the_counties_of_its_own_and_names_one() {
    let lab = Lab::new().await;
    lab.elsewhere().await;
    let viewer = lab.person(Role::ProvinceViewer).await;
    assert_eq!(codes(viewer.get("/counties").await.ok().items()), [BAISHA, "469026"]);
    assert_eq!(codes(viewer.get("/counties?county=469026").await.ok().items()), ["469026"]);
    viewer.get("/counties?county=440100").await.problem(404, "not_found");
}

#[actix_web::test]
async fn the_installation_sees_every_county_but_neither_itself_nor_a_province() {
    let lab = Lab::new().await;
    lab.elsewhere().await;
    lab.run("UPDATE counties SET province_code = '440000' WHERE code = '469026'").await;
    let operator = lab.person(Role::PlatformAdmin).await;
    assert_eq!(codes(operator.get("/counties").await.ok().items()), [BAISHA, "469026"]);
    for code in ["000000", "460000"] {
        operator.get(&format!("/counties/{code}")).await.problem(404, "not_found");
    }
    let viewer = lab.person(Role::ProvinceViewer).await;
    assert_eq!(codes(viewer.get("/counties").await.ok().items()), [BAISHA]);
}

#[actix_web::test]
async fn counties_are_paged() {
    let lab = Lab::new().await;
    lab.elsewhere().await;
    let operator = lab.person(Role::PlatformAdmin).await;
    let first = operator.get("/counties?limit=1").await.ok();
    let next = first["next"].as_str().unwrap();
    let second = operator.get(&format!("/counties?limit=1&after={next}")).await.ok();
    assert_eq!((codes(first.items()), codes(second.items())), (vec![BAISHA], vec!["469026"]));
    assert!(second["next"].is_null());
}

#[actix_web::test]
async fn a_cursor_that_no_list_gave_is_refused() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    // Not base64, a number, and text with a NUL, which PostgreSQL cannot read.
    for cursor in ["%25", "MQ", "Ilx1MDAwMCI"] {
        officer.get(&format!("/counties?after={cursor}")).await.faults(&["/after bad_cursor"]);
    }
}

#[actix_web::test]
async fn a_county_is_shown_by_its_code() {
    let lab = Lab::new().await;
    let officer = lab.township_officer("469025100").await;
    let county = officer.get("/counties/469025").await.ok();
    assert_eq!(county["name"], "白沙黎族自治县");
    let same = [("if-none-match", county.etag())];
    assert!(officer.send("GET", "/counties/469025", &same, vec![]).await.is(304).bytes.is_empty());
}

#[actix_web::test]
async fn a_county_out_of_reach_or_no_county_is_not_found() {
    let lab = Lab::new().await;
    lab.elsewhere().await;
    let officer = lab.bureau_officer().await;
    for code in ["469026", "460000", "000000", "x", "%00", "469025%20", "%EF%BC%94"] {
        officer.get(&format!("/counties/{code}")).await.problem(404, "not_found");
    }
    let viewer = lab.person(Role::ProvinceViewer).await;
    assert_eq!(viewer.get("/counties/469026").await.ok()["name"], "昌江黎族自治县");
}

#[actix_web::test]
async fn counties_need_a_token() {
    let lab = Lab::new().await;
    lab.anyone().get("/counties").await.problem(401, "unauthenticated");
    lab.anyone().get("/counties/469025").await.problem(401, "unauthenticated");
}
