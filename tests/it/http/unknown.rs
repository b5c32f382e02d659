use crate::harness::Lab;

#[actix_web::test]
async fn an_unknown_route_is_a_problem_too() {
    let lab = Lab::new().await;
    for path in ["//nothing", "/nothing", "/stations/x/y/z", "//api/v2/stations", "//%00", "//docs/../etc"] {
        let problem = lab.anyone().get(path).await.problem(404, "not_found");
        assert_eq!(problem["status"], 404);
        assert_eq!(problem["request_id"], problem.headers["x-request-id"].as_str());
    }
}

#[actix_web::test]
async fn a_wrong_method_is_405_and_says_which_there_are() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let station = format!("/stations/{}", lab.station("469025100").await);
    for (method, path, allow) in [
        ("DELETE", "/stations".to_owned(), "GET, HEAD, POST"),
        ("PUT", station.clone(), "GET, HEAD, PATCH"),
        ("POST", "/public/stations".to_owned(), "GET, HEAD"),
        ("BREW", station, "GET, HEAD, PATCH"),
    ] {
        let problem = officer.send(method, &path, &[], vec![]).await.problem(405, "method_not_allowed");
        assert_eq!(problem.headers["allow"], allow, "{method} {path}");
    }
    let metrics = String::from_utf8(lab.anyone().get("//metrics").await.ok().bytes.to_vec()).unwrap();
    assert!(
        metrics.contains("method=\"OTHER\"") && !metrics.contains("BREW"),
        "a word of a client is no label"
    );
}

#[actix_web::test]
async fn head_answers_as_get_without_a_body() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    let path = format!("/stations/{}", lab.station("469025100").await);
    let get = officer.get(&path).await.ok();
    let head = officer.send("HEAD", &path, &[], vec![]).await.ok();
    assert!(head.bytes.is_empty());
    assert_eq!((head.etag(), &head.headers["content-type"]), (get.etag(), &get.headers["content-type"]));
    officer.send("HEAD", "/stations?sise=1", &[], vec![]).await.is(422);
    officer.send("HEAD", "/nothing", &[], vec![]).await.is(404);
}

#[actix_web::test]
async fn the_operators_routes_and_the_docs_refuse_in_the_same_form() {
    let lab = Lab::new().await;
    for path in ["//livez", "//readyz", "//metrics", "//docs", "//openapi.json"] {
        let problem = lab.anyone().send("POST", path, &[], vec![]).await.problem(405, "method_not_allowed");
        assert_eq!(problem.headers["allow"], "GET, HEAD", "{path}");
        lab.anyone().send("HEAD", path, &[], vec![]).await.ok();
    }
}

#[actix_web::test]
async fn what_was_sent_as_a_name_by_mistake_is_not_told_back() {
    let lab = Lab::new().await;
    let officer = lab.bureau_officer().await;
    officer.get("/stations?limit=1&limit=2").await.faults(&["/limit repeated"]);
    officer.get("/stations?%E7%8E%8B=1&%E7%8E%8B=2").await.faults(&[" repeated", " unknown_field"]);
    let twice = [("Passw0rd", ""), ("Passw0rd", "")];
    let answer = lab.anyone().form("/auth/token", &twice).await;
    let said = String::from_utf8(answer.is(422).bytes.to_vec()).unwrap();
    assert!(said.contains("repeated") && !said.contains("Passw0rd"), "{said}");
}
