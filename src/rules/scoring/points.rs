//! Points given for an indicator.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::rules::decimal::{self, DecimalFault};

/// Most points there are, in hundredths.
const MAX: u32 = 10_000;

/// Points from 0 to 100, exact to a hundredth. On the wire a decimal string, `"3.50"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(
    value_type = String,
    format = "decimal",
    pattern = r"^([0-9]|[1-9][0-9])(\.[0-9]{1,2})?$|^100(\.0{1,2})?$",
    example = "3.50"
)]
pub struct Points(u32);

impl Points {
    /// So many whole points; more than 100 are 100.
    #[must_use]
    pub fn whole(points: u8) -> Self {
        Self(u32::from(points.min(100)).saturating_mul(100))
    }

    /// So many hundredths; `None` above 10000.
    #[must_use]
    pub fn of_hundredths(hundredths: u32) -> Option<Self> {
        (hundredths <= MAX).then_some(Self(hundredths))
    }

    /// The points in hundredths, 0 to 10000.
    #[must_use]
    pub const fn hundredths(self) -> u32 {
        self.0
    }
}

impl FromStr for Points {
    type Err = DecimalFault;

    fn from_str(text: &str) -> Result<Self, DecimalFault> {
        let units = decimal::read(text, 2, u64::from(MAX))?;
        u32::try_from(units).map(Self).map_err(|_| DecimalFault::TooLarge)
    }
}

impl TryFrom<String> for Points {
    type Error = DecimalFault;

    fn try_from(text: String) -> Result<Self, DecimalFault> {
        text.parse()
    }
}

impl From<Points> for String {
    fn from(points: Points) -> Self {
        points.to_string()
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        decimal::write(f, u64::from(self.0), 2)
    }
}

/// What a party gave for one applicable indicator, out of what; never more than that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    points: Points,
    max: Points,
}

impl Mark {
    /// Points out of a maximum; `None` when they are above it.
    #[must_use]
    pub fn new(points: Points, max: Points) -> Option<Self> {
        (points <= max).then_some(Self { points, max })
    }

    /// The points given.
    #[must_use]
    pub const fn points(self) -> Points {
        self.points
    }

    /// The indicator's maximum.
    #[must_use]
    pub const fn max(self) -> Points {
        self.max
    }
}
