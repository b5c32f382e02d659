//! Citizen identification numbers (GB 11643).
#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use stations::rules::identifiers::{IdentifierFault, ResidentId};

fn value(character: char) -> u32 {
    if character == 'X' { 10 } else { character.to_digit(10).unwrap() }
}

/// The definition of ISO 7064 MOD 11-2: weighed by powers of two from the right, the whole leaves 1.
fn is_whole(number: &str) -> bool {
    let digits = number.chars().rev().map(value);
    let sum: u32 = (0..).zip(digits).map(|(place, digit)| 2_u32.pow(place) * digit).sum();
    sum % 11 == 1
}

fuzz_target!(|input: (&str, [u8; 17])| {
    let (text, digits) = input;
    let today = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
    let first: String = digits.iter().map(|byte| char::from(b'0' + byte % 10)).collect();
    let whole = "0123456789X".chars().map(|check| format!("{first}{check}"));
    let right =
        whole.filter(|number| ResidentId::parse(number, today) != Err(IdentifierFault::WrongCheckCharacter));
    let right: Vec<String> = right.collect();
    assert!(right.len() == 1 && is_whole(&right[0]), "{right:?}");
    for text in [text, &right[0]] {
        if let Ok(id) = ResidentId::parse(text, today) {
            let kept = id.as_str();
            assert!(is_whole(kept) && kept == text.to_uppercase());
            assert_eq!(kept[6..14], id.birth_date().format("%Y%m%d").to_string());
            assert!(id.birth_date() <= today && ResidentId::parse(kept, today) == Ok(id.clone()));
        }
    }
});
