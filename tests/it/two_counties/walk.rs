//! Every route of the service, walked by people of one county in search of the other.

use std::collections::BTreeSet;

use stations::{app, auth::role::Role, http::endpoint::Endpoint, routes};
use uuid::Uuid;

use super::{
    bodies::{Maker, Refs},
    scene::{self, Side},
};
use crate::harness::{Answer, BAISHA, CHANGJIANG, Lab, Persona, Value};

/// An id that nothing has.
pub const NOTHING: &str = "01890000-0000-7000-8000-000000000000";

/// The routes that a role may take.
pub fn routes_of(role: Role) -> impl Iterator<Item = Endpoint> {
    routes::all()
        .into_iter()
        .filter(move |endpoint| endpoint.grants.iter().any(|(_, roles)| roles.contains(&role)))
}

/// The path of a route below `/`, with this id.
pub fn path_with(endpoint: &Endpoint, id: &str, county: &str) -> String {
    let path = endpoint
        .path
        .replace("{id}", id)
        .replace("{party}", "bureau")
        .replace("{year}", "2023")
        .replace("{rank}", "1")
        .replace("{reopening}", id)
        .replace("{digest}", &"0".repeat(64))
        .replace("{code}", &code_in(endpoint, county));
    let path = ["{assignment}", "{material}", "{contest}", "{entry}"]
        .iter()
        .fold(path, |path, parameter| path.replace(parameter, NOTHING));
    assert!(!path.contains('{'), "{path}: give the walker a value for its parameter");
    format!("/{path}")
}

/// The code of something of the county: of a village, of a milestone, of itself.
fn code_in(endpoint: &Endpoint, county: &str) -> String {
    match section(endpoint) {
        "villages" => format!("{county}100001"),
        "milestones" => if county == BAISHA { "M1" } else { "K1" }.into(),
        _ => county.into(),
    }
}

/// The first word of the path below the version.
fn section(endpoint: &Endpoint) -> &str {
    endpoint.path.split('/').nth(3).unwrap_or_default()
}

/// A request with a body of this type.
pub async fn send(
    by: &Persona<'_>,
    endpoint: &Endpoint,
    path: &str,
    (kind, body): &(String, Value),
) -> Answer {
    let headers = [("content-type", kind.as_str()), ("if-match", "*")];
    let bytes = if endpoint.method == "GET" { Vec::new() } else { body.to_string().into_bytes() };
    by.send(endpoint.method.as_str(), path, &headers, bytes).await
}

/// Status and body, but for what differs in any two answers: the request's id, and the id that was asked for.
pub fn told(answer: &Answer, asked: &str) -> (u16, String) {
    let mut body = answer.body.clone();
    if let Some(members) = body.as_object_mut() {
        members.remove("request_id");
    }
    (answer.status, body.to_string().replace(asked, NOTHING))
}

/// The first mark of the other county in an answer; what the caller said itself is none.
fn leak<'m>(answer: &Answer, marks: &'m BTreeSet<String>, said: &str) -> Option<&'m String> {
    let text = String::from_utf8_lossy(&answer.bytes);
    marks.iter().find(|mark| text.contains(mark.as_str()) && !said.contains(mark.as_str()))
}

/// What one county has alone.
async fn marks_only_of(lab: &Lab, county: &str, not: &str) -> BTreeSet<String> {
    let others = lab.marks_of(not).await;
    let mut marks: BTreeSet<String> = lab.marks_of(county).await.difference(&others).cloned().collect();
    // Words of the service itself are nobody's.
    let words = lab.anyone().get("/code-lists").await.ok().body.to_string();
    marks.retain(|mark| !words.contains(mark.as_str()));
    assert!(marks.len() > 50, "{county} is too poor to be looked for: {marks:?}");
    marks
}

/// Every list, and everything that needs no id: nothing of the other county is in it.
async fn see_nothing(side: &Side<'_>, marks: &BTreeSet<String>, other: &str) {
    let nothing = ("application/json".to_owned(), Value::Null);
    for (role, person) in &side.people {
        for endpoint in routes_of(*role).filter(|one| one.method == "GET" && !one.path.contains("{id}")) {
            let path = path_with(&endpoint, "", side.county);
            let answer = send(person, &endpoint, &path, &nothing).await;
            assert_eq!(leak(&answer, marks, ""), None, "{role:?} {path}");
            assert!(answer.status == 200, "{role:?} {path}: {}", answer.body);
            let named = person.get(&format!("{path}?county={other}")).await;
            named.problem(404, "not_found");
            if endpoint.path.contains("{code}") {
                person.get(&path_with(&endpoint, "", other)).await.problem(404, "not_found");
            }
        }
    }
}

/// Every thing of the other county by its id, read and changed: as if there were no such thing. What a client may make
/// under an id of its own comes last, for then that id is something here as well.
async fn reach_nothing(lab: &Lab, side: &Side<'_>, marks: &BTreeSet<String>, other: &str) -> usize {
    let document = app::document();
    let maker = Maker { document: &document, refs: side.refs, speaks: None };
    let mut tried = 0;
    for last in [false, true] {
        for (turn, (role, person)) in side.people.iter().enumerate() {
            let ids = lab.ids_of(other, if *role == Role::BureauAdmin { 2 } else { 1 }).await;
            let with_id = |one: &Endpoint| one.path.contains("{id}") && (one.method == "PUT") == last;
            for (n, endpoint) in routes_of(*role).filter(with_id).enumerate() {
                let body = maker.bodies(endpoint.method.as_str(), &endpoint.path).remove(0);
                let some = if last { ids.clone() } else { share(*role, &ids, n + turn) };
                tried += looks_like_nothing(side, person, &endpoint, &body, &some, marks).await;
            }
        }
    }
    tried
}

/// The administrator tries every id at every route; of the others each a sixth, another one at each route and each role:
/// routes times roles times ids had become some hundred thousand requests.
fn share(role: Role, ids: &[(String, Uuid)], turn: usize) -> Vec<(String, Uuid)> {
    if role == Role::BureauAdmin {
        ids.to_vec()
    } else {
        ids.iter().skip(turn % 6).step_by(6).cloned().collect()
    }
}

async fn looks_like_nothing(
    side: &Side<'_>,
    person: &Persona<'_>,
    endpoint: &Endpoint,
    body: &(String, Value),
    ids: &[(String, Uuid)],
    marks: &BTreeSet<String>,
) -> usize {
    let none = told(&send(person, endpoint, &path_with(endpoint, NOTHING, side.county), body).await, NOTHING);
    for (table, id) in ids {
        let path = path_with(endpoint, &id.to_string(), side.county);
        let answer = send(person, endpoint, &path, body).await;
        let what = format!("{} {path} ({table}): {} {}", endpoint.method, answer.status, answer.body);
        let said = format!("{path} {}", body.1);
        assert_eq!(leak(&answer, marks, &said), None, "{what}");
        assert!(told(&answer, &id.to_string()) == none, "{what} is not {none:?}");
        let fits = match endpoint.method.as_str() {
            "GET" => answer.status == 404,
            "PUT" => [200, 201, 404, 409, 422].contains(&answer.status),
            _ => [404, 422].contains(&answer.status),
        };
        assert!(fits, "{what}");
    }
    ids.len()
}

/// Bodies that refer to the other county's things: as if they referred to nothing.
async fn refer_to_nothing(side: &Side<'_>, marks: &BTreeSet<String>, other: Refs) -> usize {
    let document = app::document();
    let mut refused = 0;
    for (role, person) in &side.people {
        for endpoint in routes_of(*role).filter(|one| one.method != "GET") {
            let path = path_with(&endpoint, &own_id(&endpoint, &side.refs), side.county);
            let template = endpoint.path.clone();
            let bodies = |refs| {
                Maker { document: &document, refs, speaks: None }.bodies(endpoint.method.as_str(), &template)
            };
            let (theirs, none) = (bodies(other), bodies(Refs::to_nothing("469026999")));
            for (body, nothing) in theirs.iter().zip(&none).filter(|(body, nothing)| body != nothing) {
                let answer = send(person, &endpoint, &path, body).await;
                let what = format!("{role:?} {} {path} {}: {}", endpoint.method, body.1, answer.body);
                assert_eq!(leak(&answer, marks, &body.1.to_string()), None, "{what}");
                if ["/api/v1/sync", "/api/v1/scorecards/batches"].contains(&endpoint.path.as_str()) {
                    let mut outcomes = answer.items().iter().map(|one| one["outcome"].as_str());
                    assert!(outcomes.all(|one| one == Some("refused")), "{what}"); // an answer for each
                    continue;
                }
                assert!((400..500).contains(&answer.status) && answer.status != 409, "{what}");
                let none = send(person, &endpoint, &path, nothing).await;
                assert_eq!(told(&answer, NOTHING), told(&none, NOTHING), "{what}");
                refused += usize::from(answer.body.to_string().contains("unknown_reference"));
            }
        }
    }
    refused
}

/// A thing of one's own for the path.
pub fn own_id(endpoint: &Endpoint, refs: &Refs) -> String {
    let id = match section(endpoint) {
        "stations" => refs.station,
        "workers" => refs.worker,
        "organisations" => refs.organisation,
        "agreements" if endpoint.method == "PATCH" || endpoint.path.ends_with("/signature") => refs.draft,
        "agreements" => refs.agreement,
        "users" => refs.user,
        "rooms" => refs.room,
        "evaluation-frameworks" => refs.framework,
        _ => refs.other,
    };
    id.to_string()
}

#[actix_web::test]
async fn nothing_of_baisha_is_known_in_changjiang() {
    let lab = Lab::new().await;
    let (baisha, changjiang) = (scene::baisha(&lab).await, scene::changjiang(&lab).await);
    let (before, events) = (lab.everything_of(BAISHA).await, lab.rows_of(BAISHA, "events").await.len());
    let marks = marks_only_of(&lab, BAISHA, CHANGJIANG).await;
    see_nothing(&changjiang, &marks, BAISHA).await;
    let tried = reach_nothing(&lab, &changjiang, &marks, BAISHA).await;
    let refused = refer_to_nothing(&changjiang, &marks, baisha.refs).await;
    assert!(tried > 1000 && refused > 10, "{tried} tried, {refused} refused");
    assert_eq!(lab.rows_of(BAISHA, "events").await.len(), events);
    assert!(lab.everything_of(BAISHA).await == before, "something of Baisha was changed");
}

#[actix_web::test]
async fn nothing_of_changjiang_is_known_in_baisha() {
    let lab = Lab::new().await;
    let (mut baisha, changjiang) = (scene::baisha(&lab).await, scene::changjiang(&lab).await);
    let before = lab.everything_of(CHANGJIANG).await;
    let marks = marks_only_of(&lab, CHANGJIANG, BAISHA).await;
    baisha.people.retain(|(role, _)| matches!(role, Role::BureauAdmin | Role::ContractorManager));
    see_nothing(&baisha, &marks, CHANGJIANG).await;
    reach_nothing(&lab, &baisha, &marks, CHANGJIANG).await;
    refer_to_nothing(&baisha, &marks, changjiang.refs).await;
    assert!(lab.everything_of(CHANGJIANG).await == before, "something of Changjiang was changed");
}
