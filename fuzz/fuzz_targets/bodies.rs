//! JSON bodies of every operation, by the contract: each fault points to where it is.
#![no_main]

use std::sync::LazyLock;

use actix_web::http::Method;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use stations::app::{contract, document};

static OPERATIONS: LazyLock<Vec<(Method, String)>> = LazyLock::new(|| {
    let document = document();
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (name, operation) in item.as_object().unwrap() {
            if operation["requestBody"].is_object() {
                let method = Method::from_bytes(name.to_uppercase().as_bytes()).unwrap();
                all.push((method, path.clone()));
            }
        }
    }
    all
});

// The contract takes seconds to make without optimisation, which are no input's.
fuzz_target!(init: { contract(); LazyLock::force(&OPERATIONS); }, |input: (u16, &[u8])| {
    let (method, path) = &OPERATIONS[usize::from(input.0) % OPERATIONS.len()];
    let Ok(body) = serde_json::from_slice::<Value>(input.1) else { return };
    for fault in contract().body(method, path, &body) {
        let (parent, _) = fault.pointer.rsplit_once('/').unwrap_or_default();
        let there = body.pointer(&fault.pointer).is_some();
        assert!(body.pointer(parent).is_some(), "{fault:?}");
        assert_eq!(there, fault.code != "required", "{fault:?}");
    }
});
