//! Query strings of every operation, by the contract.
#![no_main]

use std::sync::LazyLock;

use actix_web::http::Method;
use libfuzzer_sys::fuzz_target;
use stations::http::contract::Contract;

static PATHS: LazyLock<(Contract, Vec<String>)> = LazyLock::new(|| {
    let document = stations::app::document();
    let with_get = document["paths"].as_object().unwrap().iter().filter(|(_, item)| item["get"].is_object());
    (Contract::new(&document), with_get.map(|(path, _)| path.clone()).collect())
});

fuzz_target!(|input: (u16, &str)| {
    let (contract, paths) = &*PATHS;
    let path = &paths[usize::from(input.0) % paths.len()];
    for fault in contract.query(&Method::GET, path, input.1) {
        assert!(fault.pointer.is_empty() || fault.pointer.starts_with('/'), "{fault:?}");
        assert!(fault.pointer.len() <= 60, "{fault:?}");
    }
});
