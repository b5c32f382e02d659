use super::*;
use IdentifierFault::{WrongCharacter, WrongCheckCharacter, WrongLength};

const VECTORS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/identifier_vectors.csv"));

#[test]
fn agrees_with_every_vector() {
    let rows: Vec<Vec<&str>> = VECTORS
        .lines()
        .filter(|line| line.starts_with("GB 32100,"))
        .map(|line| line.splitn(4, ',').collect())
        .collect();
    assert_eq!(rows.len(), 8);
    for row in rows {
        let accepted = CreditCode::parse(row[1]).is_ok();
        assert_eq!(accepted, row[2] == "valid", "{row:?}");
    }
}

#[test]
fn says_what_is_wrong() {
    let cases = [
        ("", WrongLength),
        ("52469025MJ9900004", WrongLength),
        ("52469025MJ9900004X ", WrongLength),
        ("52469025MJ9900004Y", WrongCheckCharacter),
        ("52469025mj9900004x", WrongCharacter),
        ("５2469025MJ9900004X", WrongCharacter),
        ("5246902AMJ9900004X", WrongCharacter),
    ];
    for (text, fault) in cases {
        assert_eq!(CreditCode::parse(text), Err(fault), "{text:?}");
    }
    // I O S V Z are refused, never read as 1 0 5 U 2.
    for letter in ["I", "O", "S", "V", "Z"] {
        let text = format!("52469025MJ990000{letter}X");
        assert_eq!(CreditCode::parse(&text), Err(WrongCharacter), "{text}");
    }
}

#[test]
fn finds_every_single_slip() {
    let code = "52469025MJ98002650";
    for place in 0..LENGTH {
        for other in ALPHABET.chars() {
            let mut slip: Vec<char> = code.chars().collect();
            slip[place] = other;
            let slip: String = slip.into_iter().collect();
            assert_eq!(CreditCode::parse(&slip).is_ok(), slip == code, "{slip}");
        }
    }
}

#[test]
fn only_51_52_53_are_social_organisations() {
    let cases = [
        ("51469025MJ99000041", true, true),
        ("52469025MJ9900004X", true, true),
        ("53469025MJ9900004T", true, true),
        ("11469025MB9900005R", false, false),
        ("91350100M000100Y43", false, false),
    ];
    for (text, social, civil_affairs) in cases {
        let code = CreditCode::parse(text).unwrap();
        assert_eq!(code.is_social_organisation(), social, "{text}");
        assert_eq!(code.is_civil_affairs(), civil_affairs, "{text}");
    }
}

#[test]
fn travels_as_a_string_and_is_parsed_on_the_way_in() {
    let code: CreditCode = serde_json::from_str("\"52469025MJ9900004X\"").unwrap();
    assert_eq!(code.as_str(), "52469025MJ9900004X");
    assert_eq!(serde_json::to_string(&code).unwrap(), "\"52469025MJ9900004X\"");
    assert!(serde_json::from_str::<CreditCode>("\"52469025MJ9900004Y\"").is_err());
}
