use proptest::prelude::*;

use super::*;
use IdentifierFault::{AfterToday, NoSuchDay, WrongCharacter, WrongCheckCharacter, WrongLength};

const VECTORS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/identifier_vectors.csv"));
const SAMPLES: [&str; 4] =
    ["469025198402299007", "46902519920305903X", "11010519491231002X", "440524188001010014"];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn parse(text: &str) -> Result<ResidentId, IdentifierFault> {
    ResidentId::parse(text, day("2026-11-23"))
}

/// Seventeen digits with their check character.
fn completed(digits: &str) -> String {
    format!("{digits}{}", char::from(check_character(digits).unwrap()))
}

#[test]
fn agrees_with_every_vector() {
    let rows: Vec<Vec<&str>> = VECTORS
        .lines()
        .filter(|line| line.starts_with("GB 11643,"))
        .map(|line| line.splitn(4, ',').collect())
        .collect();
    assert_eq!(rows.len(), 13);
    for row in rows {
        assert_eq!(parse(row[1]).is_ok(), row[2] != "invalid", "{row:?}");
    }
}

#[test]
fn says_what_is_wrong() {
    let cases = [
        ("", WrongLength),
        ("46902519840229900", WrongLength),
        (" 469025198402299007", WrongLength),
        ("469025198402299006", WrongCheckCharacter),
        ("４６９０２５199203059080", WrongCharacter),
        ("46902519920305908٠", WrongCharacter),
        ("4690X5199203059080", WrongCharacter),
        ("4690************07", WrongCharacter),
        ("4690251984022990é7", WrongCharacter),
    ];
    for (text, fault) in cases {
        assert_eq!(parse(text), Err(fault), "{text:?}");
    }
    for no_day in ["19830229", "19901301", "19900431", "19000229", "00000000", "19900100"] {
        assert_eq!(parse(&completed(&format!("469025{no_day}900"))), Err(NoSuchDay), "{no_day}");
    }
}

#[test]
fn nobody_is_born_after_today() {
    let text = completed("46902520261123900");
    assert_eq!(ResidentId::parse(&text, day("2026-11-22")), Err(AfterToday));
    assert_eq!(ResidentId::parse(&text, day("2026-11-23")).unwrap().birth_date(), day("2026-11-23"));
}

#[test]
fn a_small_x_is_kept_as_a_capital() {
    let number = parse("46902519920305903x").unwrap();
    assert_eq!(number.as_str(), "46902519920305903X");
    assert_eq!((number.birth_date(), number.sex()), (day("1992-03-05"), Sex::Male));
    assert_eq!(parse("469025198011239023").unwrap().sex(), Sex::Female);
}

#[test]
fn a_number_is_never_printed() {
    assert_eq!(format!("{:?}", parse(SAMPLES[0])), "Ok(ResidentId(***))");
}

#[test]
fn finds_every_single_slip_and_every_swap_of_neighbours() {
    for number in SAMPLES {
        for place in 0..LENGTH {
            for other in "0123456789X".chars() {
                let mut slip: Vec<char> = number.chars().collect();
                slip[place] = other;
                let slip: String = slip.into_iter().collect();
                assert_eq!(parse(&slip).is_ok(), slip == number, "{slip}");
            }
        }
        for place in 1..LENGTH {
            let mut swapped: Vec<char> = number.chars().collect();
            swapped.swap(place - 1, place);
            let swapped: String = swapped.into_iter().collect();
            assert_eq!(parse(&swapped).is_ok(), swapped == number, "{swapped}");
        }
    }
}

proptest! {
    /// Whatever the place of registration, abolished or never there.
    #[test]
    fn every_place_and_day_is_accepted(place in 0_u32..1_000_000, days in 0_i64..50_000, order in 0_u32..1000) {
        let born = day("1880-01-01") + chrono::TimeDelta::days(days);
        let text = completed(&format!("{place:06}{}{order:03}", born.format("%Y%m%d")));
        let number = parse(&text).unwrap();
        prop_assert_eq!(number.birth_date(), born);
        prop_assert_eq!(number.sex() == Sex::Male, order % 2 == 1);
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,20}") {
        let _ = parse(&text);
    }
}
