//! API4: what asks for too much is refused quickly, and others are served meanwhile.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::{Duration, Instant},
};

use futures_util::future::{join, join_all};
use stations::{app, auth::role::Role, http::endpoint::Endpoint, routes};

use super::schema::{input, parts};
use crate::{
    harness::{BAISHA, Lab, Persona, Value, json},
    two_counties::{
        bodies::{Maker, Refs},
        walk::{NOTHING, path_with, send},
    },
};

/// On a busy machine in a debug build; what goes on without end takes longer than this.
const SOON: Duration = Duration::from_secs(20);

/// Whether an operation has a parameter.
fn takes(document: &Value, endpoint: &Endpoint, name: &str) -> bool {
    let operation = &document["paths"][&endpoint.path][endpoint.method.as_str().to_ascii_lowercase()];
    operation["parameters"].as_array().into_iter().flatten().any(|one| one["name"] == name)
}

/// Somebody who may take a route.
async fn someone<'a>(lab: &'a Lab, endpoint: &Endpoint) -> Persona<'a> {
    let role: Option<Role> = endpoint.grants.iter().flat_map(|(_, roles)| *roles).next().copied();
    match role {
        Some(role) => lab.person(role).await,
        None => lab.anyone(),
    }
}

#[actix_web::test]
async fn a_list_has_no_page_without_end_and_no_period_without_end() {
    let lab = Lab::new().await;
    let (document, mut tried) = (app::document(), 0);
    for endpoint in routes::all().iter().filter(|one| one.method == "GET") {
        let (by, path) = (someone(&lab, endpoint).await, path_with(endpoint, NOTHING, BAISHA));
        for (name, query) in [
            ("limit", "limit=1000000000"),
            ("limit", "limit=-1"),
            ("from", "from=0001-01-01&to=9999-12-31"),
            ("q", "q=%25%25%25%25%25%25%25%25_%25"),
        ] {
            if !takes(&document, endpoint, name) {
                continue;
            }
            let begun = Instant::now();
            let answer = by.get(&format!("{path}?{query}")).await;
            let what = format!("{path}?{query}: {} {}", answer.status, answer.body);
            assert!(begun.elapsed() < SOON, "{what}");
            assert!(answer.status == 422 || (name == "q" && [200, 404].contains(&answer.status)), "{what}");
            tried += 1;
        }
    }
    assert!(tried > 60, "{tried}");
}

#[actix_web::test]
async fn ten_thousand_items_are_refused_quickly_on_every_write() {
    let lab = Lab::new().await;
    let (document, mut tried) = (app::document(), 0);
    let maker = Maker { document: &document, refs: Refs::to_nothing("469025100"), speaks: None };
    for endpoint in routes::all().iter().filter(|one| one.method != "GET") {
        let method = endpoint.method.as_str();
        let Some((kind, schema)) = input(&document["paths"][&endpoint.path][method.to_ascii_lowercase()])
        else {
            continue;
        };
        let (by, path) = (someone(&lab, endpoint).await, path_with(endpoint, NOTHING, BAISHA));
        let lists = parts(&document, schema);
        let lists = lists.iter().filter_map(|part| part["properties"].as_object()).flatten();
        for (name, _) in lists.filter(|(_, one)| one["type"] == "array" || one["type"][0] == "array") {
            let mut body = maker.bodies(method, &endpoint.path).remove(0).1;
            body[name] = json!(vec!["x"; 10_000]);
            let begun = Instant::now();
            let answer = send(&by, endpoint, &path, &(kind.clone(), body)).await;
            let what = format!("{method} {path} {name}: {}", answer.status);
            assert!((400..500).contains(&answer.status), "{what}");
            assert!(begun.elapsed() < SOON, "{what} after {:?}", begun.elapsed());
            tried += 1;
        }
    }
    assert!(tried > 15, "{tried}");
}

#[actix_web::test]
async fn ten_mebibytes_of_headers_are_not_read() {
    let lab = Lab::new().await;
    let address = lab.origin.strip_prefix("http://").unwrap().to_owned();
    let flood = move || {
        let mut socket = TcpStream::connect(&address).unwrap();
        socket.set_read_timeout(Some(SOON)).unwrap();
        socket.set_write_timeout(Some(SOON)).unwrap();
        let line = format!("x-flood: {}\r\n", "a".repeat(8000));
        let head = socket.write_all(b"GET /api/v1/stations HTTP/1.1\r\nhost: x\r\n");
        // It is refused on the way, by an answer or by the end of the connection.
        let written = (0..1300).take_while(|_| socket.write_all(line.as_bytes()).is_ok()).count();
        let mut answer = Vec::new();
        let _ = socket.read_to_end(&mut answer);
        (head.is_ok(), written, String::from_utf8_lossy(&answer).into_owned())
    };
    let begun = Instant::now();
    let (begun_well, written, answer) = tokio::task::spawn_blocking(flood).await.unwrap();
    assert!(begun_well && begun.elapsed() < 3 * SOON, "{:?}", begun.elapsed());
    let status = answer.split(' ').nth(1).unwrap_or("closed").to_owned();
    assert!(["closed", "400", "431"].contains(&status.as_str()), "{written} lines, then {answer}");
    lab.anyone().get("//livez").await.ok();
}

/// Asks for something small while the others work, and again where it is told to come back; the longest time it took.
async fn pings(by: &Persona<'_>) -> Duration {
    let mut longest = Duration::ZERO;
    for _ in 0..10 {
        let begun = Instant::now();
        while by.get("/me").await.status != 200 {
            assert!(begun.elapsed() < SOON, "nobody else is served");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        longest = longest.max(begun.elapsed());
    }
    longest
}

#[actix_web::test]
async fn a_flood_of_exports_leaves_room_for_others() {
    let lab = Lab::with(&[("POOL_SIZE", "16")]).await;
    let (officer, other) = (lab.bureau_officer().await, lab.bureau_admin().await);
    let export = || officer.send("GET", "/stations", &[("accept", "text/csv")], Vec::new());
    let (answers, longest) = join(join_all((0..200).map(|_| export())), pings(&other)).await;
    for answer in &answers {
        // 408: on a busy machine the head of a request may wait for too long.
        assert!([200, 408, 429, 503].contains(&answer.status), "{} {}", answer.status, answer.body);
    }
    assert!(answers.iter().any(|answer| answer.status == 200) && longest < SOON, "{longest:?}");
    export().await.ok();
}

/// Each password takes a core and 19 MiB: a sign-in is the cheapest way to ask for much. No more than 32 wait.
#[actix_web::test]
async fn a_flood_of_sign_ins_leaves_room_for_others() {
    let lab = Lab::with(&[("POOL_SIZE", "16")]).await;
    let other = lab.bureau_admin().await;
    let names: Vec<String> = (0..80).map(|n| format!("nobody{n}@469025")).collect();
    let flood = join_all(names.iter().map(|name| lab.sign_in(name, "wrong")));
    let (answers, longest) = join(flood, pings(&other)).await;
    for answer in &answers {
        assert!([401, 408, 429, 503].contains(&answer.status), "{} {}", answer.status, answer.body);
    }
    assert!(longest < SOON, "{longest:?}");
    lab.sign_in("nobody@469025", "wrong").await.problem(401, "invalid_grant");
}
