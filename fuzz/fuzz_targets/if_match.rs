//! `If-Match`.
#![no_main]

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use libfuzzer_sys::fuzz_target;
use stations::http::{IfMatch, preconditions::tag};

fn read(header: &[u8]) -> Option<IfMatch> {
    let mut headers = HeaderMap::new();
    headers.insert(HeaderName::from_static("if-match"), HeaderValue::from_bytes(header).ok()?);
    Some(IfMatch::of(&headers))
}

fuzz_target!(|input: (Vec<i32>, i32, &[u8])| {
    let (versions, other, bytes) = input;
    let list: Vec<String> = versions.iter().map(|version| tag(*version)).collect();
    let asked = read(list.join(", ").as_bytes()).unwrap();
    assert_eq!(asked, IfMatch::Versions(versions.clone()));
    assert_eq!(asked.check(other).is_ok(), versions.contains(&other));

    let text = String::from_utf8_lossy(bytes);
    match read(bytes) {
        Some(IfMatch::Any) => assert_eq!(text.trim(), "*"),
        Some(IfMatch::Versions(versions)) => {
            let is_there = |version: &i32| {
                let open = format!("\"v{version}");
                [format!("{open}\""), format!("{open}.")].iter().any(|tag| text.contains(tag))
            };
            assert!(versions.iter().all(is_there), "{text} {versions:?}");
        }
        Some(IfMatch::Absent) => panic!("there is a header"),
        None => {}
    }
});
