//! Query strings of every operation, by the contract.
#![no_main]

use std::sync::LazyLock;

use actix_web::http::Method;
use libfuzzer_sys::fuzz_target;
use stations::app::{contract, document};

static PATHS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let document = document();
    let with_get = document["paths"].as_object().unwrap().iter().filter(|(_, item)| item["get"].is_object());
    with_get.map(|(path, _)| path.clone()).collect()
});

// The contract takes seconds to make without optimisation, which are no input's.
fuzz_target!(init: { contract(); LazyLock::force(&PATHS); }, |input: (u16, &str)| {
    let path = &PATHS[usize::from(input.0) % PATHS.len()];
    for fault in contract().query(&Method::GET, path, input.1) {
        assert!(fault.pointer.is_empty() || fault.pointer.starts_with('/'), "{fault:?}");
        assert!(fault.pointer.len() <= 60, "{fault:?}");
    }
});
