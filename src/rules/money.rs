//! Amounts of money.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::decimal::{self, DecimalFault};

/// Largest amount that `NUMERIC(14,2)` holds, in fen.
const MAX_FEN: u64 = 99_999_999_999_999;

/// An amount in CNY, exact to the fen, never negative (which way it goes is said elsewhere).
/// On the wire a decimal string, `"220000.00"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(
    value_type = String,
    format = "decimal",
    pattern = r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$",
    example = "220000.00"
)]
pub struct Money(u64);

impl Money {
    /// An amount of whole yuan.
    #[must_use]
    pub fn from_yuan(yuan: u32) -> Self {
        Self(u64::from(yuan).saturating_mul(100))
    }

    /// An amount of fen, or `None` above what a `NUMERIC(14,2)` holds.
    #[must_use]
    pub const fn from_fen(fen: u64) -> Option<Self> {
        if fen <= MAX_FEN { Some(Self(fen)) } else { None }
    }

    /// The amount in fen (hundredths of a yuan).
    #[must_use]
    pub const fn fen(self) -> u64 {
        self.0
    }

    /// The sum, or `None` above what a `NUMERIC(14,2)` holds.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let fen = self.0.checked_add(other.0)?;
        (fen <= MAX_FEN).then_some(Self(fen))
    }
}

impl FromStr for Money {
    type Err = DecimalFault;

    fn from_str(text: &str) -> Result<Self, DecimalFault> {
        decimal::read(text, 2, MAX_FEN).map(Self)
    }
}

impl TryFrom<String> for Money {
    type Error = DecimalFault;

    fn try_from(text: String) -> Result<Self, DecimalFault> {
        text.parse()
    }
}

impl From<Money> for String {
    fn from(money: Money) -> Self {
        money.to_string()
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        decimal::write(f, self.0, 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_exact_to_the_fen_and_travels_as_a_string() {
        let standard: Money = serde_json::from_str("\"220000\"").unwrap();
        assert_eq!(standard, Money::from_yuan(220_000));
        assert_eq!(serde_json::to_string(&standard).unwrap(), "\"220000.00\"");
        assert!(serde_json::from_str::<Money>("220000.00").is_err());
    }

    #[test]
    fn stays_within_fourteen_digits() {
        let most: Money = "999999999999.99".parse().unwrap();
        assert_eq!("1000000000000".parse::<Money>(), Err(DecimalFault::TooLarge));
        assert_eq!(most.checked_add("0.01".parse().unwrap()), None);
    }
}
