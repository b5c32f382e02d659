//! How far two scores lie apart.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Fraction, Score};
use crate::rules::decimal::{self, DecimalFault};

/// Furthest apart, in hundredths.
const MAX: u64 = 10_000;

/// A difference of two scores from -100 to 100, to two places. On the wire a decimal string, `"-2.50"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(
    value_type = String,
    format = "decimal",
    pattern = r"^-?([0-9]|[1-9][0-9])(\.[0-9]{1,2})?$|^-?100(\.0{1,2})?$",
    example = "-2.50"
)]
pub struct ScoreDifference(i32);

impl ScoreDifference {
    /// What has to be added to the second to come to the first.
    #[must_use]
    pub fn between(one: Score, other: Score) -> Self {
        Self(i32::from(one.hundredths()).saturating_sub(i32::from(other.hundredths())))
    }

    /// An exact difference, half a hundredth away from nought, so that who is above and who is below look alike; `None`
    /// unless it is from -100 to 100.
    #[must_use]
    pub fn round(exact: Fraction) -> Option<Self> {
        let size = Fraction::new(exact.num().checked_abs()?, exact.den())?;
        let size = i32::from(Score::round(size)?.hundredths());
        Some(Self(if exact.num() < 0 { size.saturating_neg() } else { size }))
    }
}

impl FromStr for ScoreDifference {
    type Err = DecimalFault;

    fn from_str(text: &str) -> Result<Self, DecimalFault> {
        let (negative, size) = text.strip_prefix('-').map_or((false, text), |size| (true, size));
        let size = i32::try_from(decimal::read(size, 2, MAX)?).map_err(|_| DecimalFault::TooLarge)?;
        Ok(Self(if negative { size.saturating_neg() } else { size }))
    }
}

impl TryFrom<String> for ScoreDifference {
    type Error = DecimalFault;

    fn try_from(text: String) -> Result<Self, DecimalFault> {
        text.parse()
    }
}

impl From<ScoreDifference> for String {
    fn from(difference: ScoreDifference) -> Self {
        difference.to_string()
    }
}

impl fmt::Display for ScoreDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 {
            f.write_str("-")?;
        }
        decimal::write(f, u64::from(self.0.unsigned_abs()), 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_rounded_away_from_nought_on_both_sides() {
        let cases = [
            ((5, 2), "2.50"),
            ((-5, 2), "-2.50"),
            ((1, 200), "0.01"),
            ((-1, 200), "-0.01"),
            ((-1, 201), "0.00"),
        ];
        for ((num, den), written) in cases {
            let rounded = ScoreDifference::round(Fraction::new(num, den).unwrap()).unwrap();
            assert_eq!(rounded.to_string(), written);
            assert_eq!(written.parse(), Ok(rounded));
        }
        assert_eq!(ScoreDifference::round(Fraction::new(101, 1).unwrap()), None);
        let (one, other) = (Score::whole(80), "82.5".parse().unwrap());
        assert_eq!(ScoreDifference::between(one, other).to_string(), "-2.50");
    }
}
