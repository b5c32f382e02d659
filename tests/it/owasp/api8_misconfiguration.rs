//! API8: every answer is guarded, and a failure tells nothing of what is inside.

use stations::routes;

use crate::{
    harness::{BAISHA, Lab, Value},
    http::headers::is_guarded,
    two_counties::walk::{NOTHING, path_with, send},
};

#[actix_web::test]
async fn every_route_answers_with_the_headers_that_guard() {
    let lab = Lab::new().await;
    let (nobody, admin, body) =
        (lab.anyone(), lab.bureau_admin().await, ("application/json".to_owned(), Value::Null));
    for endpoint in routes::all() {
        let path = path_with(&endpoint, NOTHING, BAISHA);
        for by in [&nobody, &admin] {
            let answer = send(by, &endpoint, &path, &body).await;
            assert!(answer.status < 500, "{} {path}: {}", endpoint.method, answer.body);
            // What is public may be kept for a while; all else not at all.
            if endpoint.action.is_some() || answer.status != 200 {
                is_guarded(&answer);
            }
            for name in ["server", "x-powered-by", "via"] {
                assert!(!answer.headers.contains_key(name), "{path} {name}");
            }
        }
    }
}

/// Words that only the inside knows.
const INSIDE: [&str; 9] =
    ["SELECT", "INSERT", "diesel", "postgres", "tokio", ".rs", "/src/", "panicked", "relation"];

#[actix_web::test]
async fn a_failure_tells_nothing_of_what_is_inside() {
    let lab = Lab::new().await;
    let admin = lab.bureau_admin().await;
    lab.run("ALTER TABLE stations RENAME COLUMN name TO name_of_before").await;
    admin.get("/me").await.ok();
    let failed = admin.get("/stations").await;
    lab.close_database().await;
    let unreachable = admin.get("/stations").await;
    for (answer, status, code) in [(failed, 500, "internal"), (unreachable, 503, "unavailable")] {
        let answer = answer.problem(status, code);
        is_guarded(&answer);
        let text = String::from_utf8_lossy(&answer.bytes);
        let told: Vec<_> = INSIDE.iter().filter(|word| text.contains(**word)).collect();
        assert!(told.is_empty() && !text.contains("name_of_before"), "{told:?}: {text}");
    }
}
