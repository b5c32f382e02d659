use crate::harness::Lab;

#[actix_web::test]
async fn anybody_finds_the_eleven_stations_in_the_order_of_the_plan() {
    let lab = Lab::new().await;
    let stations = lab.anyone().get("/public/stations").await.ok();
    let names: Vec<&str> = stations.items().iter().map(|station| station["name"].as_str().unwrap()).collect();
    let mut plan = csv::Reader::from_path("data/baisha/townships.csv").unwrap();
    let planned: Vec<String> = plan.records().map(|row| row.unwrap()[5].to_owned()).collect();
    assert_eq!(names, planned);
}

#[actix_web::test]
async fn a_list_is_paged_by_its_cursor_and_ends() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let (mut seen, mut path) = (Vec::new(), "/stations?limit=4".to_owned());
    loop {
        let page = officer.get(&path).await.ok();
        seen.extend(page.items().iter().map(|station| station["township_code"].clone()));
        let Some(next) = page["next"].as_str() else { break };
        assert!(page.headers["link"].contains("limit=4"));
        path = format!("/stations?limit=4&after={next}");
    }
    assert_eq!(seen.len(), 11);
    assert_eq!(seen[0], "469025100");
}

#[actix_web::test]
async fn a_township_officer_sees_the_own_station_only() {
    let lab = Lab::new().await;
    let officer = lab.township_officer("469025101").await;
    let stations = officer.get("/stations").await.ok();
    assert_eq!(stations.items().len(), 1);
    let other = lab.station("469025100").await;
    officer.get(&format!("/stations/{other}")).await.problem(404, "not_found");
}

#[actix_web::test]
async fn a_station_that_did_not_change_is_not_sent_again() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let path = format!("/stations/{}", lab.station("469025100").await);
    let station = officer.get(&path).await.ok();
    let again = officer.send("GET", &path, &[("if-none-match", station.etag())], vec![]).await.is(304);
    assert!(again.bytes.is_empty());
}

#[actix_web::test]
async fn unknown_parameters_and_bad_cursors_are_refused_by_name() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    officer.get("/stations?state=open&sise=1&limit=0").await.faults(&[
        "/state unknown_value",
        "/sise unknown_field",
        "/limit too_small",
    ]);
    officer.get("/stations?after=abc").await.faults(&["/after bad_cursor"]);
}
