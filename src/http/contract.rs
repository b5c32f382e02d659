//! The contract is the check: bodies and query strings are validated against the very OpenAPI document that is
//! published, so that every fault is found at once, by pointer, and the document cannot promise what is not enforced.

use std::{collections::HashMap, sync::OnceLock};

use actix_web::http::Method;
use jsonschema::{
    ValidationError, Validator,
    error::{TypeKind, ValidationErrorKind as Kind},
};
use serde::Deserialize;
use serde_json::{Map, Value, json, value::RawValue};

use super::{
    fault::{Fault, Place},
    text,
};
use crate::sabotage::{Protection, is_off};

/// So many faults of one body are told; a megabyte of unknown fields would be answered by ten of complaints.
const MOST_FAULTS: usize = 500;

/// The checks of every operation, by method and path template. They are read from the text of the document when an
/// operation is first asked for: a service uses few of them, and all, as values, would be most of its memory.
pub struct Contract {
    operations: HashMap<&'static str, Vec<(Method, Operation)>>,
    schemas: HashMap<&'static str, &'static RawValue>,
}

/// What is read of the document at a start: where everything is.
#[derive(Deserialize)]
struct Document<'a> {
    #[serde(borrow)]
    paths: HashMap<&'a str, HashMap<&'a str, &'a RawValue>>,
    #[serde(borrow)]
    components: Components<'a>,
}

#[derive(Deserialize)]
struct Components<'a> {
    #[serde(borrow)]
    schemas: HashMap<&'a str, &'a RawValue>,
}

struct Operation {
    text: &'static RawValue,
    checks: OnceLock<Checks>,
}

struct Checks {
    body: Option<Validator>,
    query: Option<Validator>,
    kinds: HashMap<String, Kinds>,
}

/// What a query value may be besides a string.
struct Kinds {
    integer: bool,
    boolean: bool,
}

impl Contract {
    /// Of the document's text. Errors: it is not an OpenAPI document.
    pub fn new(document: &'static str) -> serde_json::Result<Self> {
        let Document { paths, components } = serde_json::from_str(document)?;
        let operations = paths.into_iter().map(|(path, item)| (path, operations(item))).collect();
        Ok(Self { operations, schemas: components.schemas })
    }

    /// The checks of one operation; asked at every request, so nothing is copied for it.
    fn checks(&self, method: &Method, path: &str) -> Option<&Checks> {
        let (_, operation) = self.operations.get(path)?.iter().find(|(known, _)| known == method)?;
        Some(operation.checks.get_or_init(|| Checks::new(&parsed(operation.text), self)))
    }

    /// Every fault of a body.
    pub fn body(&self, method: &Method, path: &str, body: &Value) -> Vec<Fault> {
        self.checks(method, path)
            .map_or_else(Vec::new, |checks| faults(checks.body.as_ref(), body, Place::Body))
    }

    /// Every fault of a query string: unknown, repeated and ill-formed parameters.
    pub fn query(&self, method: &Method, path: &str, query: &str) -> Vec<Fault> {
        let method = if method == Method::HEAD { &Method::GET } else { method };
        let Some(checks) = self.checks(method, path) else { return Vec::new() };
        let Ok(pairs) = serde_urlencoded::from_str::<Vec<(String, String)>>(query) else {
            return vec![Fault::query("", "malformed", "查询串无法解析", "The query string cannot be read")];
        };
        let (mut seen, mut found) = (Map::new(), Vec::new());
        for (name, value) in pairs {
            let value = checks.typed(&name, value);
            if seen.insert(name.clone(), value).is_some() {
                let (zh, en) = ("参数重复".into(), "The parameter is given twice".into());
                found.push(fault(Place::Query, pointer_to("", &name), "repeated", zh, en));
            }
        }
        found.extend(faults(checks.query.as_ref(), &Value::Object(seen), Place::Query));
        found
    }

    /// The named schemas that a schema refers to, and those that they refer to: a validator keeps a copy of them.
    fn reachable(&self, schema: &Value) -> Map<String, Value> {
        let (mut found, mut open) = (Map::new(), references(schema));
        while let Some(name) = open.pop() {
            if let Some(text) = self.schemas.get(name.as_str()).filter(|_| !found.contains_key(&name)) {
                let schema = parsed(text);
                open.extend(references(&schema));
                found.insert(name, schema);
            }
        }
        found
    }

    fn compile(&self, mut root: Value) -> Option<Validator> {
        let named = self.reachable(&root);
        root.as_object_mut()?.insert("components".into(), json!({ "schemas": named }));
        let options = jsonschema::options()
            .should_validate_formats(true)
            .with_format("date", text::is_business_date)
            .with_format("plain-text", text::is_plain)
            .with_format("single-line", text::is_single_line)
            .with_format("credit-code", |code: &str| {
                crate::rules::identifiers::CreditCode::parse(code).is_ok()
            });
        options.build(&root).inspect_err(|e| log::error!("schema does not compile: {e}")).ok()
    }
}

fn operations(item: HashMap<&'static str, &'static RawValue>) -> Vec<(Method, Operation)> {
    let method = |name: &str| Method::from_bytes(name.to_ascii_uppercase().as_bytes()).ok();
    let operation = |text| Operation { text, checks: OnceLock::new() };
    item.into_iter().filter_map(|(name, text)| Some((method(name)?, operation(text)))).collect()
}

/// A part of the document, which was well formed as a whole.
fn parsed(text: &RawValue) -> Value {
    serde_json::from_str(text.get()).unwrap_or_default()
}

fn faults(validator: Option<&Validator>, value: &Value, place: Place) -> Vec<Fault> {
    let validator = validator.filter(|_| !is_off(Protection::Contract)).into_iter();
    let errors = validator.flat_map(|validator| validator.iter_errors(value));
    errors.flat_map(|error| to_faults(&error, place)).take(MOST_FAULTS).collect()
}

/// The names behind `$ref`, anywhere in a schema.
fn references(schema: &Value) -> Vec<String> {
    match schema {
        Value::Object(members) => members.iter().flat_map(|(key, value)| reference(key, value)).collect(),
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

fn reference(key: &str, value: &Value) -> Vec<String> {
    let name = value.as_str().and_then(|text| text.strip_prefix("#/components/schemas/"));
    match name {
        Some(name) if key == "$ref" => vec![name.to_owned()],
        _ => references(value),
    }
}

impl Checks {
    fn new(operation: &Value, contract: &Contract) -> Self {
        let content = operation.pointer("/requestBody/content").and_then(Value::as_object);
        let read = |kind: &str| kind.ends_with("json") || kind.ends_with("form-urlencoded");
        let media = content.and_then(|all| all.iter().find(|(kind, _)| read(kind)));
        let body = media.and_then(|(_, media)| contract.compile(json!({ "allOf": [media["schema"]] })));
        let (mut types, mut required) = (Map::new(), Vec::new());
        for parameter in
            operation["parameters"].as_array().into_iter().flatten().filter(|p| p["in"] == "query")
        {
            let name = parameter["name"].as_str().unwrap_or_default().to_owned();
            if parameter["required"] == true {
                required.push(name.clone());
            }
            types.insert(name, parameter["schema"].clone());
        }
        let kinds = types.iter().map(|(name, schema)| (name.clone(), Kinds::of(schema))).collect();
        let query = json!({"properties": types, "required": required, "additionalProperties": false});
        Self { body, query: contract.compile(query), kinds }
    }

    /// A query value in the type its schema asks for; a string when it has no such form.
    fn typed(&self, name: &str, value: String) -> Value {
        let kinds = self.kinds.get(name);
        let number = kinds.filter(|kinds| kinds.integer).and_then(|_| value.parse::<i64>().ok());
        let flag = kinds.filter(|kinds| kinds.boolean).and_then(|_| value.parse::<bool>().ok());
        number.map(Value::from).or(flag.map(Value::from)).unwrap_or(Value::String(value))
    }
}

impl Kinds {
    fn of(schema: &Value) -> Self {
        let kind = schema["type"].to_string();
        Self { integer: kind.contains("integer"), boolean: kind.contains("boolean") }
    }
}

fn to_faults(error: &ValidationError<'_>, place: Place) -> Vec<Fault> {
    let at = error.instance_path().to_string();
    let one = |code, zh: String, en: String| vec![fault(place, at.clone(), code, zh, en)];
    match error.kind() {
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            unexpected.iter().map(|name| unknown(place, &at, name)).collect()
        }
        Kind::Required { property } => vec![missing(place, &at, property.as_str().unwrap_or_default())],
        // A nullable or optional thing is a oneOf/anyOf; the branch that is not null tells what is wrong.
        Kind::OneOfNotValid { context } | Kind::AnyOf { context } => {
            let branch = context.iter().find(|branch| !branch.iter().any(is_about_null));
            let inner: Vec<Fault> =
                branch.into_iter().flatten().flat_map(|error| to_faults(error, place)).collect();
            if inner.is_empty() {
                one("wrong_form", "内容不符合要求".into(), "It has none of the accepted forms".into())
            } else {
                inner
            }
        }
        Kind::Enum { options } => {
            one("unknown_value", format!("只接受：{options}"), format!("Accepted are {options}"))
        }
        Kind::Type { .. } => one("wrong_type", "类型不正确".into(), without_value(error)),
        Kind::Format { format } => {
            one("wrong_format", format!("格式不正确（{format}）"), format!("It is not a valid {format}"))
        }
        Kind::Pattern { pattern } => {
            one("wrong_format", format!("格式不正确（{pattern}）"), format!("It does not match {pattern}"))
        }
        Kind::MaxLength { limit } => {
            one("too_long", format!("最多{limit}个字符"), format!("At most {limit} characters"))
        }
        Kind::MinLength { limit } => {
            one("too_short", format!("至少{limit}个字符"), format!("At least {limit} characters"))
        }
        Kind::Maximum { limit } => one("too_large", format!("不得大于{limit}"), format!("At most {limit}")),
        Kind::Minimum { limit } => one("too_small", format!("不得小于{limit}"), format!("At least {limit}")),
        Kind::MaxItems { limit } => {
            one("too_many", format!("最多{limit}项"), format!("At most {limit} items"))
        }
        Kind::MinItems { limit } => {
            one("too_few", format!("至少{limit}项"), format!("At least {limit} items"))
        }
        Kind::UniqueItems => one("repeated", "有重复项".into(), "There are repeated items".into()),
        _ => one("wrong_form", "内容不符合要求".into(), without_value(error)),
    }
}

/// What is wrong, without the value that it is wrong with: it may be a person's.
fn without_value(error: &ValidationError<'_>) -> String {
    error.masked_with("It").to_string()
}

fn is_about_null(error: &ValidationError<'_>) -> bool {
    matches!(error.kind(), Kind::Type { kind: TypeKind::Single(kind) } if kind.to_string() == "null")
}

/// The pointer to what the caller calls so, below `at`. The name is told back only where it looks like one: what is sent as a
/// name by mistake may be somebody's.
pub fn pointer_to(at: &str, name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '-' | '.');
    let is_name = name.len() <= 40 && name.chars().all(plain);
    if is_name { format!("{at}/{}", escape(name)) } else { at.to_owned() }
}

fn unknown(place: Place, at: &str, name: &str) -> Fault {
    fault(
        place,
        pointer_to(at, name),
        "unknown_field",
        "未知的字段或参数".into(),
        "There is no such field or parameter".into(),
    )
}

fn missing(place: Place, at: &str, name: &str) -> Fault {
    fault(place, format!("{at}/{}", escape(name)), "required", "必填".into(), "This is required".into())
}

fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn fault(place: Place, pointer: String, code: &'static str, zh: String, en: String) -> Fault {
    Fault { place, ..Fault::body(pointer, code, zh, en) }
}
