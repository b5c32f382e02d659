//! The published document: the committed file is what the code says, and every operation and field is explained.

use std::collections::{BTreeMap, BTreeSet};

use stations::{app, http::endpoint::PathGroup, routes};
use utoipa_actix_web::OpenApiFactory as _;

use crate::harness::Value;

const NONE: [String; 0] = [];

/// Everything in the document, as `get /path` with its operation.
fn operations(document: &Value) -> Vec<(String, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    paths
        .flat_map(|(path, item)| item.as_object().unwrap().iter().map(move |(method, op)| (method, path, op)))
        .map(|(method, path, operation)| (format!("{method} {path}"), operation))
        .collect()
}

/// The operations of which this does not hold.
fn without(document: &Value, holds: impl Fn(&Value) -> bool) -> Vec<String> {
    operations(document).into_iter().filter(|(_, op)| !holds(op)).map(|(name, _)| name).collect()
}

fn has_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

/// The parts of a schema that is made of several.
fn parts(schema: &Value) -> impl Iterator<Item = &Value> {
    ["allOf", "oneOf", "anyOf"].iter().filter_map(|word| schema[word].as_array()).flatten()
}

/// The pointers of properties that nobody explains; what a `$ref` points to explains itself.
fn unexplained(schema: &Value, at: &str, found: &mut Vec<String>) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let pointer = format!("{at}/{name}");
        let explained = |one: &Value| has_text(&one["description"]) || one.get("$ref").is_some();
        if !explained(property) && !parts(property).any(explained) {
            found.push(pointer.clone());
        }
        unexplained(property, &pointer, found);
    }
    for part in parts(schema) {
        unexplained(part, at, found);
    }
    if schema["items"].is_object() {
        unexplained(&schema["items"], at, found);
    }
}

/// Every `$ref` of the document.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn the_committed_document_is_what_the_code_says() {
    let committed = std::fs::read_to_string("openapi/openapi.json").unwrap_or_default();
    assert!(
        committed == app::written(),
        "openapi/openapi.json is not what the code says; look at the difference after: \
         cargo run -- openapi > openapi/openapi.json"
    );
}

#[test]
fn every_operation_is_summed_up_and_stands_in_a_known_section() {
    let document = app::document();
    let tags: Vec<&Value> = document["tags"].as_array().unwrap().iter().map(|tag| &tag["name"]).collect();
    assert_eq!(without(&document, |op| has_text(&op["summary"])), NONE);
    let one_tag =
        |op: &Value| op["tags"].as_array().is_some_and(|all| all.len() == 1 && tags.contains(&&all[0]));
    assert_eq!(without(&document, one_tag), NONE);
}

#[test]
fn an_operation_id_names_one_operation() {
    let document = app::document();
    let mut seen = BTreeSet::new();
    for (name, operation) in operations(&document) {
        let id = operation["operationId"].as_str().unwrap_or_default();
        assert!(id.contains('_') && id.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{name}: {id}");
        assert!(seen.insert(id), "{name}: {id} is taken");
    }
}

#[test]
fn a_permission_stands_where_an_account_is_needed() {
    let document = app::document();
    let closed = |op: &Value| op["security"].as_array().is_some_and(|all| !all.is_empty());
    let matches = |op: &Value| {
        let roles = op["x-roles"].as_array().is_some_and(|roles| !roles.is_empty());
        closed(op) == has_text(&op["x-permission"]) && closed(op) == roles
    };
    assert_eq!(without(&document, matches), NONE);
    let says_so = |op: &Value| !closed(op) || op["responses"].get("401").is_some();
    assert_eq!(without(&document, says_so), NONE);
}

#[test]
fn every_operation_tells_of_a_success_and_of_problems() {
    let document = app::document();
    let answers = |op: &Value, first: char| {
        op["responses"].as_object().unwrap().keys().any(|status| status.starts_with(first))
    };
    assert_eq!(without(&document, |op| answers(op, '2') && answers(op, '4') && answers(op, '5')), NONE);
}

#[test]
fn every_parameter_is_explained() {
    let document = app::document();
    let explained = |op: &Value| {
        op["parameters"].as_array().into_iter().flatten().all(|one| has_text(&one["description"]))
    };
    assert_eq!(without(&document, explained), NONE);
}

#[test]
fn every_property_and_schema_is_explained() {
    let document = app::document();
    let mut found = Vec::new();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        if !has_text(&schema["description"]) && schema.get("allOf").is_none() {
            found.push(name.clone());
        }
        unexplained(schema, name, &mut found);
    }
    assert_eq!(found, NONE);
}

#[test]
fn no_two_types_share_a_name() {
    let mut all = Vec::new();
    PathGroup::group(routes::all()).iter().for_each(|group| group.schemas(&mut all));
    let mut known: BTreeMap<String, Value> = BTreeMap::new();
    for (name, schema) in all {
        let schema = serde_json::to_value(schema).unwrap();
        assert_eq!(known.entry(name.clone()).or_insert(schema.clone()), &schema, "{name}");
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let document = app::document();
    let mut all = BTreeSet::new();
    references(&document, &mut all);
    let dead: Vec<_> = all
        .into_iter()
        .filter(|reference| document.pointer(reference.trim_start_matches('#')).is_none())
        .collect();
    assert_eq!(dead, NONE);
}
