//! What the published document says of bodies: fields of what goes in and of what comes out.

use std::collections::BTreeSet;

use crate::harness::Value;

/// The schemas that a schema is made of, references followed, alternatives side by side.
pub fn parts<'d>(document: &'d Value, schema: &'d Value) -> Vec<&'d Value> {
    let schema = match schema["$ref"].as_str() {
        Some(name) => document.pointer(name.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    if schema["$ref"].is_string() {
        return parts(document, schema);
    }
    let words = ["allOf", "oneOf", "anyOf"].iter().filter_map(|word| schema[word].as_array());
    let below: Vec<&Value> = words.flatten().flat_map(|part| parts(document, part)).collect();
    [vec![schema], below].concat()
}

/// The names of the fields of a schema.
pub fn fields(document: &Value, schema: &Value) -> BTreeSet<String> {
    let parts = parts(document, schema);
    parts
        .iter()
        .filter_map(|part| part["properties"].as_object())
        .flat_map(|all| all.keys().cloned())
        .collect()
}

/// The schema of a JSON body that an operation takes, with its type.
pub fn input(operation: &Value) -> Option<(&String, &Value)> {
    let content = operation["requestBody"]["content"].as_object()?;
    content.iter().find(|(kind, _)| kind.ends_with("json")).map(|(kind, media)| (kind, &media["schema"]))
}

/// The schema of what an operation answers when all is well.
pub fn output(operation: &Value) -> Option<&Value> {
    let responses = operation["responses"].as_object()?;
    let (_, good) = responses.iter().find(|(status, _)| status.starts_with('2'))?;
    Some(&good["content"]["application/json"]["schema"]).filter(|schema| schema.is_object())
}

/// The pointers of what an answer says and the document does not know.
pub fn undeclared(
    document: &Value,
    schemas: &[&Value],
    value: &Value,
    at: &str,
    found: &mut BTreeSet<String>,
) {
    let parts: Vec<&Value> = schemas.iter().flat_map(|schema| parts(document, schema)).collect();
    match value {
        Value::Object(members) => {
            let open = |part: &&Value| part.get("additionalProperties").is_some_and(|more| *more != false);
            if parts.iter().any(open) || !parts.iter().any(|part| part["properties"].is_object()) {
                return; // free by its schema: a map, or a document of its own
            }
            for (name, member) in members {
                let below: Vec<&Value> = parts
                    .iter()
                    .map(|part| &part["properties"][name])
                    .filter(|one| one.is_object())
                    .collect();
                if below.is_empty() {
                    found.insert(format!("{at}/{name}"));
                }
                undeclared(document, &below, member, &format!("{at}/{name}"), found);
            }
        }
        Value::Array(items) => {
            let below: Vec<&Value> =
                parts.iter().map(|part| &part["items"]).filter(|one| one.is_object()).collect();
            items.iter().for_each(|item| undeclared(document, &below, item, &format!("{at}/*"), found));
        }
        _ => {}
    }
}
