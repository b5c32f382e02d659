//! API9: four tables say the same: the live routes, the document, the matrix, and what is told of a write in the trail.

use std::collections::BTreeSet;

use stations::{app, routes};

use crate::{
    harness::{BAISHA, Lab},
    leaks::singer,
    two_counties::{
        bodies::Maker,
        scene,
        walk::{own_id, path_with, send},
    },
};

#[test]
fn live_routes_the_document_and_the_matrix_are_the_same() {
    let document = app::document();
    let (mut live, mut documented) = (BTreeSet::new(), BTreeSet::new());
    for one in routes::all() {
        let new =
            live.insert((one.method.to_string(), one.path.clone(), one.action.unwrap_or("-").to_owned()));
        assert!(new, "{} {} is there twice", one.method, one.path);
    }
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let permission = operation["x-permission"].as_str().unwrap_or("-");
            documented.insert((method.to_uppercase(), path.clone(), permission.to_owned()));
        }
    }
    let differing: Vec<_> = live.symmetric_difference(&documented).collect();
    assert!(differing.is_empty(), "{differing:?}");
    let matrix = std::fs::read_to_string("docs/role-matrix.md").unwrap();
    let rows = matrix.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| action"));
    let rows: BTreeSet<String> = rows.map(|line| line.split('|').nth(1).unwrap().trim().to_owned()).collect();
    let used: BTreeSet<String> =
        live.into_iter().map(|(_, _, action)| action).filter(|one| one != "-").collect();
    assert_eq!(rows, used);
}

/// Everything that is served stands in one of these files: a route made elsewhere would be in none of the tables.
#[test]
fn routes_are_made_in_three_places_only() {
    let mut makers = BTreeSet::new();
    let mut folders = vec![std::path::PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            if ["web::resource(", "read_only(", "web::scope(", ".route(\""]
                .iter()
                .any(|word| text.contains(word))
            {
                makers.insert(path.to_str().unwrap().to_owned());
            }
        }
    }
    let known = ["src/http/docs/mod.rs", "src/http/endpoint.rs", "src/operation.rs"];
    assert_eq!(makers, known.map(str::to_owned).into());
}

/// A write that was taken is told, one that was refused is not, and reading tells nothing.
#[actix_web::test]
async fn what_is_written_is_in_the_trail_and_nothing_else() {
    let lab = Lab::new().await;
    let (side, document) = (scene::baisha(&lab).await, app::document());
    let maker = Maker { document: &document, refs: side.refs, speaks: None };
    let (mut wrong, mut taken, mut quiet) = (Vec::new(), 0, 0);
    for endpoint in routes::all().iter().filter(|one| !one.path.contains("/auth/")) {
        let Some(by) = singer(&side, endpoint) else { continue };
        let path = path_with(endpoint, &own_id(endpoint, &side.refs), BAISHA);
        for body in maker.bodies(endpoint.method.as_str(), &endpoint.path) {
            let before = lab.events().await;
            let answer = send(by, endpoint, &path, &body).await;
            let events = lab.events().await - before;
            let what = format!("{} {path} {}: {} {events} events", endpoint.method, body.1, answer.status);
            let reads = endpoint.method == "GET" || answer.status >= 300;
            match (reads, events > 0) {
                (true, false) => quiet += 1,
                (false, true) => taken += 1,
                // What was made is told; an answer of 200 may be a question by POST, or what was there already.
                (false, false) if answer.status == 200 => quiet += 1,
                _ => wrong.push(what),
            }
        }
        lab.pass(chrono::TimeDelta::milliseconds(1));
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(taken > 50 && quiet > 300, "{taken} taken, {quiet} read or refused");
}
