//! Parts of a whole: weights and splits.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::decimal::{self, DecimalFault};

/// A part of a whole from 0 to 1, exact to a ten-thousandth.
/// On the wire a decimal string, `"0.60"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(
    value_type = String,
    format = "decimal",
    pattern = r"^(0(\.[0-9]{1,4})?|1(\.0{1,4})?)$",
    example = "0.60"
)]
pub struct Share(u16);

impl Share {
    /// Ten-thousandths in a whole.
    pub const WHOLE: u16 = 10_000;

    /// A share of so many hundredths; more than 100 is the whole.
    #[must_use]
    pub fn percent(percent: u8) -> Self {
        Self(u16::from(percent.min(100)).saturating_mul(100))
    }

    /// A share of so many ten-thousandths; more than 10000 is the whole.
    #[must_use]
    pub fn of_ten_thousandths(units: u64) -> Self {
        Self(u16::try_from(units).unwrap_or(Self::WHOLE).min(Self::WHOLE))
    }

    /// The share in ten-thousandths, 0 to 10000.
    #[must_use]
    pub const fn ten_thousandths(self) -> u16 {
        self.0
    }

    /// Whether the shares make exactly one whole.
    #[must_use]
    pub fn are_whole(shares: &[Self]) -> bool {
        let sum: u64 = shares.iter().map(|share| u64::from(share.0)).sum();
        sum == u64::from(Self::WHOLE)
    }
}

impl FromStr for Share {
    type Err = DecimalFault;

    fn from_str(text: &str) -> Result<Self, DecimalFault> {
        let units = decimal::read(text, 4, u64::from(Self::WHOLE))?;
        u16::try_from(units).map(Self).map_err(|_| DecimalFault::TooLarge)
    }
}

impl TryFrom<String> for Share {
    type Error = DecimalFault;

    fn try_from(text: String) -> Result<Self, DecimalFault> {
        text.parse()
    }
}

impl From<Share> for String {
    fn from(share: Share) -> Self {
        share.to_string()
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_multiple_of(100) {
            decimal::write(f, u64::from(self.0 / 100), 2)
        } else {
            decimal::write(f, u64::from(self.0), 4)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_written_with_two_or_four_decimals() {
        let cases =
            [("0", "0.00"), ("0.6", "0.60"), ("0.3333", "0.3333"), ("0.605", "0.6050"), ("1", "1.00")];
        for (text, written) in cases {
            assert_eq!(text.parse::<Share>().unwrap().to_string(), written);
        }
        assert_eq!("1.0001".parse::<Share>(), Err(DecimalFault::TooLarge));
        assert_eq!(Share::percent(60).to_string(), "0.60");
        assert_eq!(Share::percent(200), Share::percent(100));
    }

    #[test]
    fn a_whole_is_exact() {
        let third: Share = "0.3333".parse().unwrap();
        assert!(!Share::are_whole(&[third, third, third]));
        assert!(Share::are_whole(&[60, 30, 10].map(Share::percent)));
        assert!(!Share::are_whole(&[]));
    }
}
