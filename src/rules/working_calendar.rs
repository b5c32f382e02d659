//! Working days: Monday to Friday, but for the holidays that are announced each year and the days that are worked for
//! them (调休). What nobody has loaded is not known.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::periods::next_day;

/// How far a day is looked for; no holiday is as long.
const AT_MOST: usize = 31;

/// How far a number of working days is counted.
const WINDOW_AT_MOST: usize = 4000;

/// What a year has beside its weeks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct YearOfDays {
    /// Days off that would be worked, and statutory holidays.
    pub holidays: BTreeSet<NaiveDate>,
    /// Days of a weekend that are worked.
    pub working_days: BTreeSet<NaiveDate>,
}

/// The years that are loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingCalendar {
    /// Each with its days.
    pub years: BTreeMap<i32, YearOfDays>,
}

impl WorkingCalendar {
    /// Whether a day is worked; none while its year is not loaded.
    #[must_use]
    pub fn is_working(&self, day: NaiveDate) -> Option<bool> {
        let year = self.years.get(&day.year())?;
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        Some(year.working_days.contains(&day) || (!weekend && !year.holidays.contains(&day)))
    }

    /// The day itself if it is worked, else the next that is (Civil Code, art. 203); none when that is not known.
    #[must_use]
    pub fn on_or_after(&self, day: NaiveDate) -> Option<NaiveDate> {
        let days = std::iter::successors(Some(day), |day| Some(next_day(*day))).take(AT_MOST);
        for day in days {
            if self.is_working(day)? {
                return Some(day);
            }
        }
        None
    }

    /// The last of so many working days after a day, which is not counted itself (Civil Code, art. 201). Of a year that
    /// nobody has loaded Monday to Friday count.
    #[must_use]
    pub fn working_days_after(&self, day: NaiveDate, count: u32) -> NaiveDate {
        let days = std::iter::successors(Some(day), |day| Some(next_day(*day))).take(WINDOW_AT_MOST);
        let (mut left, mut last) = (count, day);
        for day in days.skip(1) {
            if left == 0 {
                break;
            }
            let in_the_week = !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
            if self.is_working(day).unwrap_or(in_the_week) {
                (left, last) = (left.saturating_sub(1), day);
            }
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(all: &[&str]) -> BTreeSet<NaiveDate> {
        all.iter().map(|day| day.parse().unwrap()).collect()
    }

    fn of_2023() -> WorkingCalendar {
        let year = YearOfDays {
            holidays: days(&[
                "2023-09-29",
                "2023-10-02",
                "2023-10-03",
                "2023-10-04",
                "2023-10-05",
                "2023-10-06",
            ]),
            working_days: days(&["2023-10-07", "2023-10-08"]),
        };
        WorkingCalendar { years: BTreeMap::from([(2023, year)]) }
    }

    #[test]
    fn a_day_off_moves_to_the_next_that_is_worked() {
        for (day, expected) in [
            ("2023-07-26", Some("2023-07-26")),
            ("2023-08-26", Some("2023-08-28")),
            ("2023-09-29", Some("2023-10-07")),
            ("2023-10-08", Some("2023-10-08")),
            ("2023-12-30", None),
            ("2024-01-02", None),
        ] {
            let found = of_2023().on_or_after(day.parse().unwrap());
            assert_eq!(found, expected.map(|day| day.parse().unwrap()), "{day}");
        }
    }
    #[test]
    fn working_days_are_counted_from_the_day_after() {
        for (day, count, expected) in [
            ("2023-07-03", 0, "2023-07-03"),
            ("2023-07-03", 1, "2023-07-04"),
            ("2023-07-07", 1, "2023-07-10"),
            ("2023-07-03", 10, "2023-07-17"),
            // Over the holiday and the weekend that is worked for it.
            ("2023-09-28", 1, "2023-10-07"),
            ("2023-09-28", 3, "2023-10-09"),
            // 2024 is not loaded: Monday to Friday.
            ("2023-12-29", 2, "2024-01-02"),
        ] {
            let found = of_2023().working_days_after(day.parse().unwrap(), count);
            assert_eq!(found, expected.parse().unwrap(), "{day} + {count}");
        }
    }
}
