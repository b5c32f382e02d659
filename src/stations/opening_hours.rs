//! When a station is open.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::http::body::rule_fault;

/// Hours of one day of the week, every week, in Asia/Shanghai. A day may have several, as before and after noon.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = open_before_closing))]
pub struct OpeningHours {
    /// Day of the week by ISO 8601: 1 is Monday, 7 is Sunday.
    #[schema(minimum = 1, maximum = 7, example = 1)]
    pub weekday: u8,
    /// From this minute of the day.
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", example = "08:30")]
    pub opens: String,
    /// Until this minute of the day, after `opens`.
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", example = "12:00")]
    pub closes: String,
}

/// `HH:MM` sorts as the time it is.
fn open_before_closing(hours: &OpeningHours) -> Result<(), ValidationError> {
    if hours.opens < hours.closes {
        return Ok(());
    }
    Err(rule_fault("/closes", "too_early", "须晚于开门时间", "It must be after the time of opening"))
}

/// The hours in the order of the week.
pub fn in_order(mut hours: Vec<OpeningHours>) -> Vec<OpeningHours> {
    hours.sort();
    hours
}

/// Whether no two of them share a minute; one may begin when another ends.
pub fn are_apart(hours: &[OpeningHours]) -> bool {
    let sorted = in_order(hours.to_vec());
    let pairs = sorted.iter().zip(sorted.iter().skip(1));
    pairs.into_iter().all(|(one, next)| one.weekday < next.weekday || one.closes <= next.opens)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(weekday: u8, opens: &str, closes: &str) -> OpeningHours {
        OpeningHours { weekday, opens: opens.into(), closes: closes.into() }
    }

    #[test]
    fn hours_that_meet_are_apart_and_hours_that_overlap_are_not() {
        for (first, second, apart) in [
            (hours(1, "08:30", "12:00"), hours(1, "12:00", "17:30"), true),
            (hours(1, "14:30", "17:30"), hours(1, "08:30", "12:00"), true),
            (hours(1, "08:30", "12:00"), hours(2, "08:30", "12:00"), true),
            (hours(1, "08:30", "12:01"), hours(1, "12:00", "17:30"), false),
            (hours(1, "09:00", "10:00"), hours(1, "08:00", "18:00"), false),
            (hours(7, "08:30", "12:00"), hours(7, "08:30", "12:00"), false),
        ] {
            assert_eq!(are_apart(&[first.clone(), second.clone()]), apart, "{first:?} {second:?}");
        }
    }
}
