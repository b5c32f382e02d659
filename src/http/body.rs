//! Reading a body: type, size, time, JSON, contract, rules between fields; all faults at once.

use std::time::Duration;

use actix_web::{
    HttpRequest,
    dev::Payload,
    http::{Method, header::CONTENT_TYPE},
    web::BytesMut,
};
use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use super::{
    codes::Code,
    contract::{self, Contract},
    error::{Error, Result},
    exchange::Exchange,
    fault::Fault,
    state::Worker,
};
use crate::sabotage::{Protection, is_off};

/// A body must have arrived within this time; actix itself has no such limit.
const ARRIVES_WITHIN: Duration = Duration::from_secs(10);

/// Refuses a body of another type. Errors: 415.
pub fn require_type(request: &HttpRequest, accepted: &[&str]) -> Result<()> {
    let header =
        request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = header.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if accepted.contains(&essence.as_str()) && !request.headers().contains_key("content-encoding") {
        return Ok(());
    }
    let list = accepted.join(", ");
    Err(Error::new(Code::UnsupportedMediaType)
        .detail(format!("只接受：{list}，且不压缩"), format!("Accepted are {list}, uncompressed")))
}

/// Reads all of it. Errors: 413 over the limit, 408 when it does not arrive in time, 400 when it breaks off.
pub async fn read(request: &HttpRequest, payload: &mut Payload, limit: usize) -> Result<BytesMut> {
    refuse_longer(request, limit)?;
    let collect = async {
        let mut bytes = BytesMut::new();
        while let Some(chunk) = payload.next().await {
            bytes.extend_from_slice(&chunk.map_err(|e| Error::new(Code::Malformed).because(e))?);
            if bytes.len() > limit {
                return Err(too_large(limit));
            }
        }
        Ok(bytes)
    };
    let within = if is_off(Protection::Arrival) { Duration::MAX } else { ARRIVES_WITHIN };
    tokio::time::timeout(within, collect).await.map_err(|_| Error::new(Code::RequestTimeout))?
}

/// Refuses a body that is said to be longer, before any of it is read. Errors: 413.
pub fn refuse_longer(request: &HttpRequest, limit: usize) -> Result<()> {
    let declared =
        request.headers().get("content-length").and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if declared.is_some_and(|length| length > limit) { Err(too_large(limit)) } else { Ok(()) }
}

/// 413, naming the limit.
pub fn too_large(limit: usize) -> Error {
    Error::new(Code::TooLarge).detail(format!("上限{limit}字节"), format!("The limit is {limit} bytes"))
}

/// Parses JSON into a checked value. Errors: 400 when it is no JSON, 422 with every fault.
pub fn parse<T: DeserializeOwned + Validate>(request: &HttpRequest, bytes: &[u8]) -> Result<T> {
    let broken = |e: serde_json::Error| {
        Error::new(Code::Malformed).detail("不是有效的JSON", format!("This is not JSON: {e}"))
    };
    let value: Value = serde_json::from_slice(bytes).map_err(broken)?;
    let (worker, exchange) = (Worker::of(request), Exchange::of(request));
    let faults = worker.shared.contract.body(request.method(), exchange.template(request), &value);
    if !faults.is_empty() {
        return Err(Error::invalid(faults));
    }
    // From the bytes, not the value: serde refuses a field that is given twice.
    let parsed: T = serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_slice(bytes))
        .map_err(|e| one_fault(&e))?;
    check(parsed)
}

/// The rules between fields of a value that is read. Errors: 422 with every fault.
pub fn check<T: Validate>(parsed: T) -> Result<T> {
    match parsed.validate() {
        Ok(()) => Ok(parsed),
        Err(errors) => Err(Error::invalid(between_fields(&errors, ""))),
    }
}

/// A part of a body as if it were the whole body of another operation: the contract, then the rules between fields.
/// Errors: 422 with every fault.
pub fn parse_as<T: DeserializeOwned + Validate>(
    contract: &Contract,
    (method, path): (&Method, &str),
    value: Value,
) -> Result<T> {
    let faults = contract.body(method, path, &value);
    if !faults.is_empty() {
        return Err(Error::invalid(faults));
    }
    check(serde_path_to_error::deserialize(value).map_err(|e| one_fault(&e))?)
}

/// Takes a value that is no body of its own, as a row of a file, by the contract of the POST whose body it would be.
/// Errors: 422 with every fault.
pub fn checked<T: DeserializeOwned + Validate>(contract: &Contract, path: &str, value: &Value) -> Result<T> {
    let faults = contract.body(&Method::POST, path, value);
    if !faults.is_empty() {
        return Err(Error::invalid(faults));
    }
    let parsed: T = serde_path_to_error::deserialize(value).map_err(|e| one_fault(&e))?;
    parsed.validate().map_err(|errors| Error::invalid(between_fields(&errors, "")))?;
    Ok(parsed)
}

/// Parses a form into a checked value; every field is text. Errors: 422 with every fault.
pub fn parse_form<T: DeserializeOwned>(request: &HttpRequest, bytes: &[u8]) -> Result<T> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(bytes).map_err(|e| {
        Error::new(Code::Malformed).detail("不是有效的表单", format!("This is not a form: {e}"))
    })?;
    let (mut fields, mut faults) = (Map::new(), Vec::new());
    for (name, value) in pairs {
        if fields.insert(name.clone(), Value::String(value)).is_some() {
            let pointer = contract::pointer_to("", &name);
            faults.push(Fault::body(pointer, "repeated", "字段重复", "The field is given twice"));
        }
    }
    let (form, exchange) = (Value::Object(fields), Exchange::of(request));
    let contract = &Worker::of(request).shared.contract;
    faults.extend(contract.body(request.method(), exchange.template(request), &form));
    if !faults.is_empty() {
        return Err(Error::invalid(faults));
    }
    serde_json::from_value(form).map_err(|_| wrong_form(String::new()))
}

fn one_fault(error: &serde_path_to_error::Error<serde_json::Error>) -> Error {
    let pointer: String = error.path().iter().map(|segment| format!("/{segment}")).collect();
    wrong_form(pointer.replace(['[', ']'], ""))
}

/// Without serde's own words: they repeat the value, which may be a person's.
fn wrong_form(pointer: String) -> Error {
    let (zh, en) = ("内容不符合要求", "It is not of the form that the document asks for");
    Fault::body(pointer, "wrong_form", zh, en).into()
}

/// The faults of `validator`: its code is ours, its message is `zh|en`.
fn between_fields(errors: &ValidationErrors, at: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (field, kind) in errors.errors() {
        let pointer = if field == "__all__" { at.to_owned() } else { format!("{at}/{field}") };
        match kind {
            ValidationErrorsKind::Field(all) => {
                faults.extend(all.iter().map(|error| field_fault(&pointer, error)));
            }
            ValidationErrorsKind::Struct(inner) => faults.extend(between_fields(inner, &pointer)),
            ValidationErrorsKind::List(items) => {
                faults.extend(
                    items.iter().flat_map(|(n, inner)| between_fields(inner, &format!("{pointer}/{n}"))),
                );
            }
        }
    }
    faults
}

fn field_fault(pointer: &str, error: &validator::ValidationError) -> Fault {
    let message = error.message.as_deref().unwrap_or("内容不符合要求|It is not acceptable");
    let (zh, en) = message.split_once('|').unwrap_or((message, message));
    // A rule between fields names the field to mend in the parameter `at`.
    let at = error.params.get("at").and_then(Value::as_str).unwrap_or_default();
    Fault {
        code: error.code.clone(),
        ..Fault::body(format!("{pointer}{at}"), "", zh.to_owned(), en.to_owned())
    }
}

/// A fault of a rule between fields, for `#[validate(schema(function = …))]`: the pointer of the field to mend, a code, and both wordings.
pub fn rule_fault(at: &'static str, code: &'static str, zh: &str, en: &str) -> validator::ValidationError {
    let mut error = validator::ValidationError::new(code).with_message(format!("{zh}|{en}").into());
    error.add_param("at".into(), &at);
    error
}
