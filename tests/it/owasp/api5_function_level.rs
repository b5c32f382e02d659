//! API5: a method that a path does not have is refused, also when a header asks for another than was sent.

use std::collections::BTreeMap;

use stations::routes;

use crate::{
    harness::{BAISHA, Lab},
    two_counties::walk::{NOTHING, path_with},
};

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"];
const OVERRIDES: [&str; 3] = ["x-http-method-override", "x-http-method", "x-method-override"];

#[actix_web::test]
async fn a_method_that_is_not_in_the_table_is_405_on_every_path() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let (before, mut tried) = (lab.everything_of(BAISHA).await, 0);
    let mut paths: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for endpoint in routes::all() {
        let path = path_with(&endpoint, NOTHING, BAISHA);
        paths.entry(path).or_default().push(endpoint.method.to_string());
    }
    for (path, there) in &paths {
        for method in METHODS.iter().filter(|method| !there.iter().any(|one| one == *method)) {
            let answer = admin.send(method, path, &[("if-match", "*")], Vec::new()).await;
            let what = format!("{method} {path}: {} {}", answer.status, answer.body);
            assert_eq!((answer.status, answer["code"].as_str()), (405, Some("method_not_allowed")), "{what}");
            let allow = answer.headers["allow"].replace("GET, HEAD", "GET");
            let mut allowed: Vec<&str> = allow.split(", ").collect();
            allowed.sort_unstable();
            let mut there: Vec<&str> = there.iter().map(String::as_str).collect();
            there.sort_unstable();
            assert_eq!(allowed, there, "{what}");
            tried += 1;
        }
    }
    assert!(tried > 1000, "{tried}");
    assert!(lab.everything_of(BAISHA).await == before, "something was changed");
}

#[actix_web::test]
async fn a_header_does_not_make_another_method_of_a_request() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    let events = lab.events().await;
    for endpoint in routes::all().iter().filter(|one| one.method == "GET" && one.action.is_some()) {
        let path = path_with(endpoint, NOTHING, BAISHA);
        let plain = admin.get(&path).await;
        for name in OVERRIDES {
            let headers = [(name, "DELETE"), ("if-match", "*"), ("content-type", "application/json")];
            let answer = admin.send("GET", &path, &headers, b"{}".to_vec()).await;
            assert_eq!(answer.status, plain.status, "{name} {path}");
        }
        let named = admin.get(&format!("{path}?_method=DELETE")).await;
        assert!((400..500).contains(&named.status), "{path}: {}", named.status);
    }
    assert_eq!(lab.events().await, events);
}
