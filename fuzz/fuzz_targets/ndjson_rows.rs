//! NDJSON of imports.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::json;
use stations::tables::format::Format;
use stations_fuzz::{Texts, has_exactly, logs, said};

fuzz_target!(|input: (Vec<Texts>, &[u8])| {
    let (texts, bytes) = input;
    logs(bytes, Format::Ndjson);
    // An object with nothing in it is a row all the same, and is told what it lacks.
    let texts: Vec<Texts> = texts.into_iter().filter(|texts| said(texts).is_some()).collect();
    let line = |[one, two, three]: &Texts| json!({"one": one, "Two": two, "丙": three}).to_string();
    let lines: Vec<String> = texts.iter().map(line).collect();
    if lines.iter().all(|line| line.len() < 60_000) {
        has_exactly(lines.join("\n").as_bytes(), Format::Ndjson, &texts);
        has_exactly(lines.join("\r\n").as_bytes(), Format::Ndjson, &texts);
    }
});
