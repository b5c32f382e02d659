//! The public directory by distance.

use crate::harness::{Lab, Value, json};

fn townships(items: &[Value]) -> Vec<&str> {
    items.iter().map(|one| one["township_code"].as_str().unwrap()).collect()
}

fn distances(items: &[Value]) -> Vec<&Value> {
    items.iter().map(|one| &one["distance_m"]).collect()
}

#[actix_web::test]
async fn the_nearest_comes_first_and_those_without_a_position_last_in_the_order_of_the_plan() {
    let lab = Lab::new().await;
    for (township, latitude) in [("469025101", 19.5), ("469025102", 19.1), ("469025100", 20.0)] {
        lab.locate(township, latitude, 109.0).await;
    }
    let page = lab.anyone().get("/public/stations?near=19,109").await.ok();
    let found = townships(page.items());
    assert_eq!(found[..3], ["469025102", "469025101", "469025100"]);
    let plan = lab.anyone().get("/public/stations").await.ok();
    let rest: Vec<&str> =
        townships(plan.items()).into_iter().filter(|code| !found[..3].contains(code)).collect();
    assert_eq!(found[3..], rest);
    assert!(page.items()[3..].iter().all(|one| one["distance_m"].is_null() && one["position"].is_null()));
    assert!(distances(plan.items()).iter().all(|metres| metres.is_null()), "without near there is none");
}

#[actix_web::test]
async fn distances_are_those_of_the_great_circle_on_the_mean_earth() {
    let lab = Lab::new().await;
    for (near, latitude, longitude, metres) in [
        ("19,109", 20.0, 109.0, 111_195),
        ("20,109", 19.0, 109.0, 111_195),
        ("19,109", 19.0, 110.0, 105_137),
        ("39.9042,116.4074", 31.2304, 121.4737, 1_067_312),
        ("3,73", 54.0, 136.0, 8_007_339),
        ("19.2247,109.4519", 19.2247, 109.4519, 0),
        ("19.2247,109.4519", 19.22471, 109.4519, 1),
    ] {
        lab.locate("469025100", latitude, longitude).await;
        let page = lab.anyone().get(&format!("/public/stations?limit=1&near={near}")).await.ok();
        assert_eq!(page.items()[0]["distance_m"], metres, "{near}");
    }
}

#[actix_web::test]
async fn ties_and_the_unpositioned_are_walked_one_by_one_without_a_gap() {
    let lab = Lab::new().await;
    for township in ["469025100", "469025101", "469025102", "469025103"] {
        lab.locate(township, 19.5, 109.5).await;
    }
    lab.locate("469025200", 19.2, 109.5).await;
    // Not even the plan tells them apart.
    lab.run("UPDATE townships SET plan_order = 1 WHERE code <> '469025201'").await;
    for near in ["", "&near=19,109"] {
        let whole = lab.anyone().get(&format!("/public/stations?limit=200{near}")).await.ok();
        for limit in [1, 2, 3] {
            let pages = lab.anyone().walk(&format!("/public/stations?limit={limit}{near}")).await;
            assert_eq!(pages.concat(), whole.items(), "{limit} {near}");
        }
        let mut codes = townships(whole.items());
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 11);
    }
}

#[actix_web::test]
async fn a_point_that_cannot_be_read_is_refused_with_the_accepted_form() {
    let lab = Lab::new().await;
    for near in
        ["", "19", "19,", "109.4519,19.2247", "19;109", "nan,109", "19,109,5", "-19,109", "19N,109E", "%00"]
    {
        let answer = lab.anyone().get(&format!("/public/stations?near={near}")).await;
        let answer = answer.faults(&["/near wrong_format"]);
        assert!(answer["errors"][0]["message"].as_str().unwrap().contains("19.2247,109.4519"), "{near}");
        assert_eq!(answer["errors"][0]["in"], "query");
    }
    lab.anyone().get("/public/stations?near=19,109&near=19,109").await.faults(&["/near repeated"]);
    lab.anyone().get("/public/stations?near=19,109&sort=distance").await.faults(&["/sort unknown_field"]);
}

#[actix_web::test]
async fn a_cursor_of_another_list_is_refused() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let stations = officer.get("/stations?limit=1").await.ok();
    let cursor = stations["next"].as_str().unwrap();
    for path in ["/public/stations?", "/public/stations?near=19,109&"] {
        lab.anyone().get(&format!("{path}after={cursor}")).await.faults(&["/after bad_cursor"]);
        lab.anyone().get(&format!("{path}after=abc")).await.faults(&["/after bad_cursor"]);
    }
}

#[actix_web::test]
async fn the_county_and_the_total_go_with_the_distance() {
    let lab = Lab::new().await;
    lab.locate("469025200", 19.2, 109.5).await;
    let mine = lab.anyone().get("/public/stations?county=469025&near=19,109&limit=1&count=exact").await.ok();
    assert_eq!((townships(mine.items()), &mine["total"]), (vec!["469025200"], &json!(11)));
    let next = format!(
        "/public/stations?county=469025&near=19,109&count=exact&after={}",
        mine["next"].as_str().unwrap()
    );
    let rest = lab.anyone().get(&next).await.ok();
    assert_eq!((rest.items().len(), &rest["total"]), (10, &json!(11)));
    let other = lab.anyone().get("/public/stations?county=469026&near=19,109&count=exact").await.ok();
    assert_eq!((other.items().len(), &other["total"]), (0, &json!(0)));
}
