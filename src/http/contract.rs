//! The contract is the check: bodies and query strings are validated against the very OpenAPI document that is
//! published, so that every fault is found at once, by pointer, and the document cannot promise what is not enforced.

use std::{collections::HashMap, sync::OnceLock};

use actix_web::http::Method;
use jsonschema::{
    ValidationError, Validator,
    error::{TypeKind, ValidationErrorKind as Kind},
};
use serde_json::{Map, Value, json};

use super::{
    fault::{Fault, Place},
    text,
};
use crate::sabotage::{Protection, is_off};

/// So many faults of one body are told; a megabyte of unknown fields would be answered by ten of complaints.
const MOST_FAULTS: usize = 500;

/// The checks of every operation, by method and path template.
pub struct Contract {
    operations: HashMap<String, Vec<(Method, Checks)>>,
    schemas: Value,
}

struct Checks {
    body: Option<(Value, OnceLock<Option<Validator>>)>,
    query: (Value, OnceLock<Option<Validator>>),
    types: HashMap<String, Value>,
}

impl Contract {
    /// Reads the document once; validators are compiled when first needed.
    pub fn new(document: &Value) -> Self {
        let mut operations: HashMap<String, Vec<_>> = HashMap::new();
        for (path, item) in document["paths"].as_object().into_iter().flatten() {
            for (method, operation) in item.as_object().into_iter().flatten() {
                if let Ok(method) = Method::from_bytes(method.to_ascii_uppercase().as_bytes()) {
                    operations.entry(path.clone()).or_default().push((method, Checks::new(operation)));
                }
            }
        }
        Self { operations, schemas: document.pointer("/components/schemas").cloned().unwrap_or_default() }
    }

    /// The checks of one operation; asked at every request, so nothing is copied for it.
    fn checks(&self, method: &Method, path: &str) -> Option<&Checks> {
        self.operations.get(path)?.iter().find(|(known, _)| known == method).map(|(_, checks)| checks)
    }

    /// Every fault of a body.
    pub fn body(&self, method: &Method, path: &str, body: &Value) -> Vec<Fault> {
        let checks = self.checks(method, path);
        let Some((schema, validator)) = checks.and_then(|checks| checks.body.as_ref()) else {
            return Vec::new();
        };
        self.faults(schema, validator, body, Place::Body)
    }

    /// Every fault of a query string: unknown, repeated and ill-formed parameters.
    pub fn query(&self, method: &Method, path: &str, query: &str) -> Vec<Fault> {
        let method = if method == Method::HEAD { &Method::GET } else { method };
        let Some(checks) = self.checks(method, path) else { return Vec::new() };
        let Ok(pairs) = serde_urlencoded::from_str::<Vec<(String, String)>>(query) else {
            return vec![Fault::query("", "malformed", "查询串无法解析", "The query string cannot be read")];
        };
        let (mut seen, mut faults) = (Map::new(), Vec::new());
        for (name, value) in pairs {
            let value = checks.typed(&name, value);
            if seen.insert(name.clone(), value).is_some() {
                faults.push(Fault::query(&name, "repeated", "参数重复", "The parameter is given twice"));
            }
        }
        let (schema, validator) = &checks.query;
        faults.extend(self.faults(schema, validator, &Value::Object(seen), Place::Query));
        faults
    }

    fn faults(
        &self,
        schema: &Value,
        compiled: &OnceLock<Option<Validator>>,
        value: &Value,
        place: Place,
    ) -> Vec<Fault> {
        let validator = compiled.get_or_init(|| self.compile(schema)).as_ref();
        let errors = validator.filter(|_| !is_off(Protection::Contract)).into_iter();
        let errors = errors.flat_map(|validator| validator.iter_errors(value));
        errors.flat_map(|error| to_faults(&error, place)).take(MOST_FAULTS).collect()
    }

    /// The named schemas that a schema refers to, and those that they refer to: a validator keeps a copy of them.
    fn reachable(&self, schema: &Value) -> Map<String, Value> {
        let (mut found, mut open) = (Map::new(), references(schema));
        while let Some(name) = open.pop() {
            if let Some(schema) = self.schemas.get(&name).filter(|_| !found.contains_key(&name)) {
                open.extend(references(schema));
                found.insert(name, schema.clone());
            }
        }
        found
    }

    fn compile(&self, schema: &Value) -> Option<Validator> {
        let mut root = schema.clone();
        let named = self.reachable(schema);
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
    fn new(operation: &Value) -> Self {
        let content = operation.pointer("/requestBody/content").and_then(Value::as_object);
        let read = |kind: &str| kind.ends_with("json") || kind.ends_with("form-urlencoded");
        let parsed = content.and_then(|all| all.iter().find(|(kind, _)| read(kind)));
        let body = parsed.map(|(_, media)| (json!({ "allOf": [media["schema"]] }), OnceLock::new()));
        let (mut types, mut required) = (HashMap::new(), Vec::new());
        for parameter in
            operation["parameters"].as_array().into_iter().flatten().filter(|p| p["in"] == "query")
        {
            let name = parameter["name"].as_str().unwrap_or_default().to_owned();
            if parameter["required"] == true {
                required.push(name.clone());
            }
            types.insert(name, parameter["schema"].clone());
        }
        let query = json!({"properties": types, "required": required, "additionalProperties": false});
        Self { body, query: (query, OnceLock::new()), types }
    }

    /// A query value in the type its schema asks for; a string when it has no such form.
    fn typed(&self, name: &str, value: String) -> Value {
        let kind = self.types.get(name).map(|schema| schema["type"].to_string()).unwrap_or_default();
        let number = kind.contains("integer").then(|| value.parse::<i64>().ok()).flatten();
        let flag = kind.contains("boolean").then(|| value.parse::<bool>().ok()).flatten();
        number.map(Value::from).or(flag.map(Value::from)).unwrap_or(Value::String(value))
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

/// A name is repeated only where it looks like one: what is sent as a name by mistake may be somebody's.
fn unknown(place: Place, at: &str, name: &str) -> Fault {
    let plain = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '-' | '.');
    let is_name = name.len() <= 40 && name.chars().all(plain);
    let pointer = if is_name { format!("{at}/{}", escape(name)) } else { at.to_owned() };
    fault(
        place,
        pointer,
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
