//! Values that nobody else says, in every writing in which they could come out again.

use std::sync::atomic::{AtomicU32, Ordering};

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};

use crate::harness::{Value, json};

/// In every name, reason, purpose and other free text.
pub const TEXT: &str = "金丝雀甲乙丙";
/// In every address.
pub const ADDRESS: &str = "金丝雀甲乙丙路";
/// At the beginning of every telephone number.
pub const PHONE: &str = "139753190";
/// At the beginning of every identity number.
pub const NUMBER: &str = "46902519530214";

static SUNG: AtomicU32 = AtomicU32::new(0);

fn next() -> u32 {
    SUNG.fetch_add(1, Ordering::Relaxed)
}

pub fn text() -> String {
    format!("{TEXT}{}", next())
}

pub fn address() -> String {
    format!("{ADDRESS}{}号", next())
}

pub fn phone() -> String {
    format!("{PHONE}{:02}", next() % 100)
}

/// A valid number, another each time.
pub fn number() -> String {
    let body = format!("{NUMBER}{:03}", next() % 1000);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        body.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
    format!("{body}{}", &"10X98765432"[usize::try_from(sum % 11).unwrap()..][..1])
}

/// What a field of a request body is given instead of its example; none leaves the example.
pub fn sing(schema: &Value, field: &str) -> Option<Value> {
    let free = schema.get("enum").is_none() && schema.get("pattern").is_none();
    let text_like = matches!(schema["format"].as_str(), None | Some("single-line" | "plain-text"));
    match field {
        "identity_number" => Some(json!(number())),
        "phone" => Some(json!(phone())),
        _ if field.ends_with("address") => Some(json!(address())),
        // A role's own words, and what a sign-in is made of.
        "scopes" | "grant_type" | "username" | "township_code" | "item_code" => None,
        _ if free && text_like => Some(json!(text())),
        _ => None,
    }
}

/// The same where telephone and address are public: their examples stay.
pub fn sing_public(schema: &Value, field: &str) -> Option<Value> {
    if field == "phone" || field.ends_with("address") { None } else { sing(schema, field) }
}

/// A secret in the writings that are searched for.
fn writings(secret: &str) -> Vec<String> {
    let bytes = secret.as_bytes();
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let percent: String = bytes.iter().map(|byte| format!("%{byte:02X}")).collect();
    let escaped: String = secret.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    let mut all = vec![secret.to_owned(), hex.to_uppercase(), hex, percent.to_lowercase(), percent, escaped];
    // In base64 a part of a text looks in three ways, by where it begins; its ends depend on what is beside it.
    for shift in 0..3 {
        let padded = [vec![0; shift], bytes.to_vec()].concat();
        for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            let text = engine.encode(&padded);
            let whole = padded.len() / 3 * 4;
            all.push(text[(shift * 8).div_ceil(6)..whole].to_owned());
        }
    }
    all
}

/// The first of the secrets that stands in a text, in any writing.
pub fn heard(text: &str, secrets: &[&str]) -> Option<String> {
    let all = secrets.iter().flat_map(|secret| writings(secret));
    all.into_iter().find(|writing| text.contains(writing.as_str()))
}

/// All of them.
pub const ALL: [&str; 3] = [TEXT, PHONE, NUMBER];
/// Those that nobody reads in the clear but by a reveal.
pub const MASKED: [&str; 3] = [ADDRESS, PHONE, NUMBER];

#[test]
fn a_canary_is_heard_in_every_writing() {
    let said = format!("…{}…", phone());
    let inside = |text: &str| {
        (0..3).all(|shift| {
            let padded = format!("{}{text}xyz", "x".repeat(shift));
            heard(&STANDARD_NO_PAD.encode(&padded), &[PHONE]).is_some()
        })
    };
    assert!(inside(&phone()) && heard(&said, &[PHONE]).is_some());
    let hex: String = said.bytes().map(|byte| format!("{byte:02x}")).collect();
    assert!(heard(&hex, &[PHONE]).is_some() && heard("13912345678", &ALL).is_none());
}
