//! Days and periods as the Civil Code counts them (arts 200–204, 1259): the first day is not
//! counted, the last is whole, and 以下, 以上, 以内 include the number.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The last day of a period of `months` months that began on `day`: the corresponding day, or
/// the last of a month that has none (art. 202). The calendar's last day if it would lie beyond.
#[must_use]
pub fn add_months(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// The last day of a period of `days` days that began on `day`, which is not counted (art. 201).
/// The calendar's last day if it would lie beyond.
#[must_use]
pub fn add_days(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MAX)
}

/// The day after `day`.
#[must_use]
pub fn next_day(day: NaiveDate) -> NaiveDate {
    add_days(day, 1)
}

/// The day on which someone born on `birth` turns `years`: the birthday itself, which in a
/// common year is 28 February for who was born on the 29th (ours, after art. 202).
#[must_use]
pub fn birthday(birth: NaiveDate, years: u32) -> NaiveDate {
    add_months(birth, years.saturating_mul(12))
}

/// Age in full years on `day`, counted by birthday (ours); `None` before birth.
#[must_use]
pub fn age_on(birth: NaiveDate, day: NaiveDate) -> Option<u32> {
    // From the day after, so that 28 February can be the birthday of a 29th.
    let years = next_day(day).years_since(birth)?;
    let turns_later = birthday(birth, years) > day;
    (day >= birth).then(|| years.saturating_sub(u32::from(turns_later)))
}

/// A stretch of whole days, `[from, to)`: `from` is its first day, `to` the first day after it,
/// none while it has no known end. Empty when `to` is not after `from`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// First day.
    pub from: NaiveDate,
    /// First day after the last; none while open.
    pub to: Option<NaiveDate>,
}

impl Span {
    /// A span without a known end.
    #[must_use]
    pub const fn since(from: NaiveDate) -> Self {
        Self { from, to: None }
    }

    /// The days from `from` up to but not including `to`.
    #[must_use]
    pub const fn between(from: NaiveDate, to: NaiveDate) -> Self {
        Self { from, to: Some(to) }
    }

    /// Whether it has no day at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.to.is_some_and(|to| to <= self.from)
    }

    /// Whether `day` is one of its days.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    /// The days that both have; `None` if there are none.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let from = self.from.max(other.from);
        let to = self.to.into_iter().chain(other.to).min();
        Some(Self { from, to }).filter(|both| !both.is_empty())
    }

    /// Whether the two share a day.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.intersection(other).is_some()
    }
}

#[cfg(test)]
mod tests;
