//! Rounded results.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Fraction;
use crate::rules::decimal::{self, DecimalFault};

/// Highest score, in hundredths.
const MAX: u16 = 10_000;

/// A result from 0 to 100, rounded half up to two places. On the wire a decimal string,
/// `"85.00"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(
    value_type = String,
    format = "decimal",
    pattern = r"^([0-9]|[1-9][0-9])(\.[0-9]{1,2})?$|^100(\.0{1,2})?$",
    example = "85.00"
)]
pub struct Score(u16);

impl Score {
    /// The lowest score.
    pub const ZERO: Self = Self(0);

    /// A score without decimals; more than 100 is 100.
    #[must_use]
    pub fn whole(score: u8) -> Self {
        Self(u16::from(score.min(100)).saturating_mul(100))
    }

    /// The exact number rounded half up to two places; `None` unless it is from 0 to 100.
    #[must_use]
    pub fn round(exact: Fraction) -> Option<Self> {
        let hundredths = u16::try_from(exact.hundredths_half_up()?).ok()?;
        let in_reach = exact.num() >= 0 && exact <= Self(MAX).exact();
        in_reach.then_some(Self(hundredths))
    }

    /// The score in hundredths, 0 to 10000.
    #[must_use]
    pub const fn hundredths(self) -> u16 {
        self.0
    }

    /// By how much it is above another; nought where it is not.
    #[must_use]
    pub const fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The rounded score as an exact number, to weigh phases with.
    #[must_use]
    pub fn exact(self) -> Fraction {
        Fraction::new(i128::from(self.0), 100).unwrap_or(Fraction::ZERO)
    }
}

impl FromStr for Score {
    type Err = DecimalFault;

    fn from_str(text: &str) -> Result<Self, DecimalFault> {
        let units = decimal::read(text, 2, u64::from(MAX))?;
        u16::try_from(units).map(Self).map_err(|_| DecimalFault::TooLarge)
    }
}

impl TryFrom<String> for Score {
    type Error = DecimalFault;

    fn try_from(text: String) -> Result<Self, DecimalFault> {
        text.parse()
    }
}

impl From<Score> for String {
    fn from(score: Score) -> Self {
        score.to_string()
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        decimal::write(f, u64::from(self.0), 2)
    }
}
