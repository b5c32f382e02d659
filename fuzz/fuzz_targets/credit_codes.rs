//! Unified social credit codes (GB 32100).
#![no_main]

use libfuzzer_sys::fuzz_target;
use stations::rules::identifiers::CreditCode;

const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The definition: weighed by powers of three, the check character included with weight 1, the whole is divisible by 31.
fn is_whole(code: &str) -> bool {
    let values = code.bytes().map(|byte| ALPHABET.iter().position(|known| *known == byte).unwrap());
    let weights = std::iter::successors(Some(1), |weight| Some(weight * 3 % 31)).take(17).chain([1]);
    values.zip(weights).map(|(value, weight)| value * weight).sum::<usize>() % 31 == 0
}

fuzz_target!(|input: (&str, [u8; 17])| {
    let (text, characters) = input;
    let place = |(place, byte): (usize, &u8)| {
        let of = if (2..8).contains(&place) { &ALPHABET[..10] } else { ALPHABET };
        char::from(of[usize::from(*byte) % of.len()])
    };
    let first: String = characters.iter().enumerate().map(place).collect();
    let whole = ALPHABET.iter().map(|check| format!("{first}{}", char::from(*check)));
    let right: Vec<String> = whole.filter(|code| CreditCode::parse(code).is_ok()).collect();
    assert!(right.len() == 1 && is_whole(&right[0]), "{right:?}");
    if let Ok(code) = CreditCode::parse(text) {
        assert!(is_whole(text) && code.as_str() == text);
    }
});
