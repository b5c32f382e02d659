//! Decimal strings: money, shares, points, scores and their differences.
#![no_main]

use std::{fmt::Display, str::FromStr};

use libfuzzer_sys::fuzz_target;
use stations::rules::{
    money::Money,
    scoring::{Points, Score, ScoreDifference},
    share::Share,
};

/// The number without needless noughts, and without the sign of a nought.
fn bare(text: &str) -> &str {
    let bare = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    if bare == "-0" { "0" } else { bare }
}

fn exact<T: FromStr + Display + PartialEq>(text: &str) {
    if let Ok(value) = text.parse::<T>() {
        let written = value.to_string();
        assert!(written.parse::<T>().is_ok_and(|again| again == value), "{text} {written}");
        assert_eq!(bare(text), bare(&written));
    }
}

fuzz_target!(|text: &str| {
    exact::<Money>(text);
    exact::<Share>(text);
    exact::<Points>(text);
    exact::<Score>(text);
    exact::<ScoreDifference>(text);
});
