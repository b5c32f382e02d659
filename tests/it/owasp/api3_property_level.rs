//! API3: nobody writes a field that is only read, and no answer has a field that the document does not know.

use std::collections::{BTreeMap, BTreeSet};

use stations::{app, auth::role::Role, db::text_enum::TextEnum as _, routes};

use super::schema::{fields, input, output, undeclared};
use crate::{
    harness::{BAISHA, Lab, Persona, Value, json},
    two_counties::{
        bodies::{Maker, Refs},
        scene,
        walk::{NOTHING, path_with, routes_of, send},
    },
};

/// Columns that rows have, whatever the answer shows.
const COLUMNS: [&str; 9] = [
    "county_code",
    "county",
    "recorded_by",
    "recorded_at",
    "version",
    "state",
    "role",
    "station_id",
    "score",
];

/// What does not look like a name is refused without being repeated: it may be somebody's number.
fn is_plain(name: &str) -> bool {
    name.chars().all(|c| !c.is_ascii_digit())
}

/// Somebody of each role, who belongs to nothing.
async fn everybody(lab: &Lab) -> BTreeMap<&'static str, Persona<'_>> {
    let mut all = BTreeMap::new();
    for label in Role::LABELS {
        all.insert(label.code, lab.person(Role::from_code(label.code).unwrap()).await);
    }
    all
}

#[actix_web::test]
async fn a_field_that_is_only_read_is_refused_by_name_on_every_write() {
    let lab = Lab::new().await;
    let (people, document) = (everybody(&lab).await, app::document());
    let maker = Maker { document: &document, refs: Refs::to_nothing("469025100"), speaks: None };
    let (before, mut tried, mut sent) = (lab.everything_of(BAISHA).await, 0, 0);
    for endpoint in routes::all().iter().filter(|one| one.method != "GET") {
        let method = endpoint.method.as_str();
        let operation = &document["paths"][&endpoint.path][method.to_ascii_lowercase()];
        let Some((kind, schema)) = input(operation) else { continue };
        let known = fields(&document, schema);
        let shown = output(operation).map(|schema| fields(&document, schema)).unwrap_or_default();
        let own = COLUMNS.iter().map(|name| (*name).to_owned());
        let extra: BTreeSet<String> =
            shown.into_iter().chain(own).filter(|name| !known.contains(name)).collect();
        let mut bodies = maker.bodies(method, &endpoint.path).into_iter().map(|(_, body)| body);
        let Some(mut body) = bodies.find(Value::is_object) else { continue };
        extra.iter().for_each(|name| body[name] = json!("admin"));
        let role = endpoint.grants.iter().flat_map(|(_, roles)| *roles).next();
        let nobody = lab.anyone();
        let by = role.map_or(&nobody, |role| &people[role.code()]);
        let path = path_with(endpoint, NOTHING, BAISHA);
        let answer = send(by, endpoint, &path, &(kind.clone(), body)).await;
        let what = format!("{method} {path}: {} {}", answer.status, answer.body);
        assert_eq!(answer.status, 422, "{what}");
        let refused: BTreeSet<String> = answer["errors"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|fault| fault["code"] == "unknown_field")
            .filter_map(|fault| Some(fault["pointer"].as_str()?.trim_start_matches('/').to_owned()))
            .collect();
        let told: BTreeSet<String> =
            extra.iter().map(|name| if is_plain(name) { name.clone() } else { String::new() }).collect();
        assert!(told.is_subset(&refused), "{what}\nshould refuse {told:?}");
        (tried, sent) = (tried + 1, sent + extra.len());
    }
    assert!(tried > 150 && sent > 2000, "{tried} writes, {sent} fields");
    assert!(lab.everything_of(BAISHA).await == before, "something was written");
}

/// For each section the id of something that a person finds in its list.
async fn ids(by: &Persona<'_>, role: Role) -> BTreeMap<String, String> {
    let mut ids = BTreeMap::new();
    for endpoint in routes_of(role).filter(|one| one.method == "GET" && !one.path.contains('{')) {
        let page = by.get(&format!("/{}", endpoint.path)).await;
        let first =
            page["items"].as_array().and_then(|items| items.first()).and_then(|one| one["id"].as_str());
        let section = endpoint.path.split('/').nth(3).unwrap_or_default();
        first.map(|id| ids.entry(section.to_owned()).or_insert(id.to_owned()));
    }
    ids
}

#[actix_web::test]
async fn no_answer_has_a_field_that_the_document_does_not_know() {
    let lab = Lab::new().await;
    let (side, document) = (scene::baisha(&lab).await, app::document());
    let (mut found, mut answered, none) = (BTreeSet::new(), BTreeSet::new(), (String::new(), Value::Null));
    for (role, person) in &side.people {
        let ids = ids(person, *role).await;
        for endpoint in routes_of(*role).filter(|one| one.method == "GET") {
            let section = endpoint.path.split('/').nth(3).unwrap_or_default();
            let id = ids.get(section).map_or(NOTHING, String::as_str);
            let answer = send(person, &endpoint, &path_with(&endpoint, id, BAISHA), &none).await;
            let Some(schema) =
                output(&document["paths"][&endpoint.path]["get"]).filter(|_| answer.status == 200)
            else {
                continue;
            };
            undeclared(&document, &[schema], &answer.body, &endpoint.path, &mut found);
            answered.insert(endpoint.path);
        }
    }
    assert!(answered.len() > 80, "{} routes answered", answered.len());
    assert_eq!(found, BTreeSet::new());
}
