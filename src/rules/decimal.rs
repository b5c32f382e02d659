//! Decimal strings such as `"3.50"`, read into whole units and written back, never through a
//! float.

use std::fmt;

use serde::Serialize;
use utoipa::ToSchema;

/// Why a text is not the decimal that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecimalFault {
    /// Something other than ASCII digits with at most one point between them: a sign, an
    /// exponent, a space, a full-width digit, a needless leading zero.
    Malformed,
    /// More decimals than the value has.
    TooManyDecimals,
    /// Above the largest value allowed.
    TooLarge,
}

impl DecimalFault {
    /// The stable code a client can act on.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::TooManyDecimals => "too_many_decimals",
            Self::TooLarge => "too_large",
        }
    }
}

impl fmt::Display for DecimalFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for DecimalFault {}

/// Reads `text` in units of 10^-`places`: `read("3.5", 2, 100_00)` is 350.
///
/// # Errors
/// See [`DecimalFault`]; `TooLarge` above `max` units.
pub(super) fn read(text: &str, places: usize, max: u64) -> Result<u64, DecimalFault> {
    let (whole, part) = match text.split_once('.') {
        Some((whole, part)) if is_digits(part) => (whole, part),
        Some(_) => return Err(DecimalFault::Malformed),
        None => (text, ""),
    };
    if !is_digits(whole) || (whole.len() > 1 && whole.starts_with('0')) {
        return Err(DecimalFault::Malformed);
    }
    if part.len() > places {
        return Err(DecimalFault::TooManyDecimals);
    }
    let units = format!("{whole}{part:0<places$}").parse();
    units.ok().filter(|units| *units <= max).ok_or(DecimalFault::TooLarge)
}

/// Writes `units` of 10^-`places` with exactly that many decimals; `places` is 1 or more.
pub(super) fn write(f: &mut fmt::Formatter<'_>, units: u64, places: usize) -> fmt::Result {
    let width = places.saturating_add(1);
    let digits = format!("{units:0>width$}");
    let (whole, part) = digits.split_at(digits.len().saturating_sub(places));
    write!(f, "{whole}.{part}")
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::DecimalFault::{Malformed, TooLarge, TooManyDecimals};
    use super::*;

    #[test]
    fn reads_plain_decimals_only() {
        let cases = [
            ("0", Ok(0)),
            ("3.5", Ok(350)),
            ("3.50", Ok(350)),
            ("100.00", Ok(10_000)),
            ("100.01", Err(TooLarge)),
            ("99999999999999999999999", Err(TooLarge)),
            ("3.500", Err(TooManyDecimals)),
            ("", Err(Malformed)),
            (".5", Err(Malformed)),
            ("5.", Err(Malformed)),
            ("1.2.3", Err(Malformed)),
            ("007", Err(Malformed)),
            ("+1", Err(Malformed)),
            ("-0", Err(Malformed)),
            ("1e1", Err(Malformed)),
            (" 1", Err(Malformed)),
            ("1,5", Err(Malformed)),
            ("９", Err(Malformed)),
            ("٣", Err(Malformed)),
            ("3.５", Err(Malformed)),
            ("NaN", Err(Malformed)),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text, 2, 10_000), expected, "{text:?}");
        }
    }
}
