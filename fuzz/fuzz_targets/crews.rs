//! Workers and their minutes in one cell of an import.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::json;
use stations::service_logs::import::crew::Crew;
use uuid::Uuid;

fuzz_target!(|input: (Vec<(u128, i64)>, &str)| {
    let (parts, cell) = input;
    let crew = Crew::default();
    let written: Vec<String> =
        parts.iter().map(|(id, minutes)| format!("{}：{minutes}分钟", Uuid::from_u128(*id))).collect();
    let expected: Vec<_> = parts
        .iter()
        .map(|(id, minutes)| json!({"worker_id": Uuid::from_u128(*id), "minutes": minutes}))
        .collect();
    assert_eq!(crew.parts(&written.join("；"), None, None), Ok(json!(expected)));
    if let Ok(read) = crew.parts(cell, None, None) {
        for part in read.as_array().expect("a list") {
            assert!(part["minutes"].is_i64() && part["worker_id"].is_string());
        }
    }
});
