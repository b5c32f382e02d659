//! Time, ids and randomness: the only place they come from, so that a test can hold the clock.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rand::Rng as _;
use uuid::Uuid;

/// Where the time comes from.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// Microseconds since 1970 that a test has set; 0 follows the system.
    held: Arc<AtomicI64>,
}

impl Clock {
    /// The present instant, to the microsecond, as the database keeps it.
    pub fn now(&self) -> DateTime<Utc> {
        let held = self.held.load(Ordering::Relaxed);
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the system clock")]
        let micros = if held == 0 { Utc::now().timestamp_micros() } else { held };
        DateTime::from_timestamp_micros(micros).unwrap_or_default()
    }

    /// The present day of business, in Asia/Shanghai.
    pub fn today(&self) -> NaiveDate {
        business_day(self.now())
    }

    /// Holds the clock at an instant (tests).
    pub fn hold(&self, at: DateTime<Utc>) {
        self.held.store(at.timestamp_micros(), Ordering::Relaxed);
    }
}

/// The day of an instant in Asia/Shanghai, which has had no summer time since 1991.
pub fn business_day(at: DateTime<Utc>) -> NaiveDate {
    at.naive_utc().checked_add_signed(TimeDelta::hours(8)).unwrap_or(at.naive_utc()).date()
}

/// The instant at which a day is over in Asia/Shanghai.
pub fn end_of_day(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc();
    midnight.checked_add_signed(TimeDelta::hours(24 - 8)).unwrap_or(midnight)
}

/// A new UUIDv7 of this instant.
pub fn new_id(at: DateTime<Utc>) -> Uuid {
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &random()).into_uuid()
}

/// Unpredictable bytes.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(clippy::disallowed_methods, reason = "the one place that draws randomness")]
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_business_day_begins_at_sixteen_hours_utc() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        assert_eq!(business_day(at("2023-06-30T15:59:59Z")).to_string(), "2023-06-30");
        assert_eq!(business_day(at("2023-06-30T16:00:00Z")).to_string(), "2023-07-01");
        assert_eq!(end_of_day("2023-06-30".parse().unwrap()), at("2023-06-30T16:00:00Z"));
    }

    #[test]
    fn ids_are_version_seven_and_sort_by_time() {
        let early = new_id(DateTime::from_timestamp(1_700_000_000, 0).unwrap());
        let late = new_id(DateTime::from_timestamp(1_700_000_001, 0).unwrap());
        assert_eq!(early.get_version_num(), 7);
        assert!(early < late);
    }
}
