//! What is the same in both counties stays apart; who may see both, sees both.

use stations::auth::role::Role;

use super::scene::{self, each};
use crate::harness::{BAISHA, CHANGJIANG, Lab, PASSWORD, Value, json};

#[actix_web::test]
async fn the_province_sees_both_one_at_a_time() {
    let lab = Lab::new().await;
    lab.changjiang().await;
    let viewer = lab.person_of("460000", Role::ProvinceViewer).await;
    assert_eq!(each(viewer.get("/counties").await.ok().items(), "code"), [BAISHA, CHANGJIANG]);
    for (county, stations) in [(BAISHA, 11), (CHANGJIANG, 3)] {
        let page = viewer.get(&format!("/stations?county={county}")).await.ok();
        assert_eq!(page.items().len(), stations);
        assert!(page.items().iter().all(|station| station["county"] == county), "{}", page.body);
    }
    let hidden = lab.station("469025100").await;
    viewer.get(&format!("/stations/{hidden}?county={BAISHA}")).await.ok();
    viewer.get(&format!("/stations/{hidden}?county={CHANGJIANG}")).await.problem(404, "not_found");
    viewer.get("/stations?county=440103").await.problem(404, "not_found");
}

#[actix_web::test]
async fn the_public_directory_shows_both_or_one() {
    let lab = Lab::new().await;
    lab.changjiang().await;
    let all = lab.anyone().get("/public/stations").await.ok();
    assert_eq!(all.items().len(), 14);
    let one = lab.anyone().get("/public/stations?county=469026").await.ok();
    assert_eq!(
        each(one.items(), "name"),
        ["昌江黎族自治县石碌镇社工站", "昌江黎族自治县叉河镇社工站", "昌江黎族自治县王下乡社工站"]
    );
}

#[actix_web::test]
async fn a_username_is_one_persons_in_each_county() {
    let lab = Lab::new().await;
    lab.changjiang().await;
    let body = json!({"username": "zhang", "display_name": "张", "role": "auditor", "password": PASSWORD});
    for county in [BAISHA, CHANGJIANG] {
        let admin = lab.person_of(county, Role::BureauAdmin).await;
        admin.post("/users", &body).await.created();
        let token = lab.sign_in(&format!("zhang@{county}"), PASSWORD).await.ok();
        let me = lab.with_token(token["access_token"].as_str().unwrap()).get("/me").await.ok();
        assert_eq!(me["county"], county, "{}", me.body);
    }
    lab.sign_in("zhang@440103", PASSWORD).await.problem(401, "invalid_grant");
}

#[actix_web::test]
async fn events_have_positions_of_their_own_county() {
    let lab = Lab::new().await;
    scene::baisha(&lab).await;
    scene::changjiang(&lab).await;
    for county in [BAISHA, CHANGJIANG] {
        let auditor = lab.person_of(county, Role::Auditor).await;
        let feed = auditor.get("/changes?limit=1000").await.ok();
        let positions: Vec<i64> = feed.items().iter().filter_map(|one| one["position"].as_i64()).collect();
        assert_eq!(positions, (0..i64::try_from(positions.len()).unwrap()).collect::<Vec<_>>());
        assert_eq!(positions.len(), lab.rows_of(county, "events").await.len());
        let own = |one: &Value| one["source"].as_str().unwrap().ends_with(county);
        assert!(feed.items().iter().all(own), "{}", feed.body);
        assert_eq!(feed.items().iter().filter(|one| one["type"] == "county.loaded").count(), 1);
    }
}

#[actix_web::test]
async fn each_county_is_judged_by_its_own_policy() {
    let lab = Lab::new().await;
    lab.changjiang().await;
    for (county, least) in [(BAISHA, 3), (CHANGJIANG, 2)] {
        let admin = lab.person_of(county, Role::BureauAdmin).await;
        let policy = admin.get("/policies/current").await.ok();
        assert_eq!(policy["policy"]["min_resident_workers"]["value"], least, "{}", policy.body);
    }
}

#[actix_web::test]
async fn an_item_of_the_same_code_is_each_countys_own() {
    let lab = Lab::new().await;
    lab.changjiang().await;
    for (county, name, count) in [(BAISHA, "政策宣传", 30), (CHANGJIANG, "政策咨询", 3)] {
        let admin = lab.person_of(county, Role::BureauAdmin).await;
        let items = admin.get("/service-items?limit=100").await.ok();
        assert_eq!((items.items().len(), &items.items()[0]["code"]), (count, &json!("1.1")));
        assert!(items.body.to_string().contains(name));
    }
}
