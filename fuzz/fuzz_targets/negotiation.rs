//! `Accept` and `Accept-Language`.
#![no_main]

use actix_web::http::header::{ACCEPT, ACCEPT_LANGUAGE, HeaderMap, HeaderValue};
use libfuzzer_sys::fuzz_target;
use stations::{
    http::locale::Locale,
    tables::format::{Asked, Format, asked},
};

fuzz_target!(|input: (&[u8], &[u8], bool)| {
    let (accept, language, heavier) = input;
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_bytes(language) {
        headers.insert(ACCEPT_LANGUAGE, value);
        assert_eq!(Locale::of(&headers), Locale::of(&headers));
    }
    if let Ok(value) = HeaderValue::from_bytes(accept) {
        headers.insert(ACCEPT, value);
        if let Ok(found) = asked(&headers, Format::OF_TEMPLATES) {
            assert!(Format::OF_TEMPLATES.contains(&found.format));
            // Whatever else is taken, what is named before it with the whole weight is given.
            let first = [b"text/csv, ", accept].concat();
            headers.insert(ACCEPT, HeaderValue::from_bytes(&first).unwrap());
            let plain = Asked { format: Format::Csv, bom: false };
            assert_eq!(asked(&headers, Format::OF_LISTS).ok(), Some(plain));
        }
    }
    let order = if heavier { "en;q=0.9, zh;q=0.2" } else { "zh;q=0.9, en;q=0.2" };
    headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_str(order).unwrap());
    assert_eq!(Locale::of(&headers) == Locale::En, heavier);
});
