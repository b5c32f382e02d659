//! `policy.json`: what `POST /policies` would take.

use actix_web::http::Method;
use serde_json::json;

use super::document::Document;
use crate::{
    county_plan::{fault::Fault, files::Files},
    http::{self, contract::Contract},
    places::policies::set,
    rules::policy::Policy,
};

/// The policy; none when something is wrong with it.
pub fn check(files: &Files, contract: &Contract, faults: &mut Vec<Fault>) -> Option<Policy> {
    let document = Document::read(files, "policy.json", faults)?;
    let body = json!({"effective_from": "2023-01-01", "policy": document.value, "reason": "policy.json"});
    let mut found = contract.body(&Method::POST, "/api/v1/policies", &body);
    let policy = serde_json::from_value::<Policy>(document.value.clone());
    match &policy {
        Ok(policy) => found.extend(set::faults(policy)),
        Err(problem) if found.is_empty() => faults.push(document.fault("", problem.to_string())),
        Err(_) => {}
    }
    let good = found.is_empty();
    faults.extend(found.into_iter().map(|fault| told(&document, &fault)));
    policy.ok().filter(|_| good)
}

fn told(document: &Document<'_>, fault: &http::fault::Fault) -> Fault {
    let pointer = fault.pointer.strip_prefix("/policy").unwrap_or(&fault.pointer);
    document.fault(pointer, fault.message.en.clone())
}
