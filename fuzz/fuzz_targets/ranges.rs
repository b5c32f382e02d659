//! `Range`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stations::http::download::asked;

fuzz_target!(|input: (u64, u64, &str)| {
    let (one, other, text) = input;
    let (first, last) = (one.min(other), one.max(other));
    assert_eq!(asked(&format!("bytes={first}-{last}")), Some((Some(first), Some(last))));
    assert_eq!(asked(&format!("bytes={first}-")), Some((Some(first), None)));
    assert_eq!(asked(&format!("bytes=-{last}")), Some((None, Some(last))));
    for text in [text, &format!("bytes={text}")] {
        match asked(text) {
            Some((Some(first), Some(last))) => assert!(first <= last),
            Some((None, None)) => panic!("{text}"),
            _ => {}
        }
    }
});
