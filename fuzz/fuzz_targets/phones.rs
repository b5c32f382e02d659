//! Telephone numbers.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stations::rules::identifiers::normal_phone;

fuzz_target!(|text: &str| {
    if let Ok(number) = normal_phone(text) {
        assert!(number.bytes().all(|byte| byte.is_ascii_digit()) && (10..=12).contains(&number.len()));
        assert!(text.replace([' ', '-'], "").ends_with(&number));
        assert_eq!(normal_phone(&number).as_ref(), Ok(&number));
        assert_eq!(normal_phone(&format!("+86 {number}")), Ok(number));
    }
});
