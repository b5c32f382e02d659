//! What employments, postings, certificates and what a station has are in common: facts with days, ended once or voided with a reason,
//! never overwritten.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::{
    http::{Error, Result, body, codes::Code, fault::Fault, text::Reason},
    rules::periods::Span,
};

/// The end of what has none yet.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct EndPeriod {
    /// First day no longer.
    #[schema(example = "2024-07-01")]
    pub to: NaiveDate,
}

/// Why a row is wrong.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct VoidRow {
    /// Why it never should have been recorded as it is.
    pub reason: Reason,
}

/// Judges an end: once, after the first day, and not of a voided row.
pub fn may_end(
    from: NaiveDate,
    present: Option<NaiveDate>,
    voided: Option<DateTime<Utc>>,
    to: NaiveDate,
) -> Result<()> {
    may_void(voided)?;
    if let Some(present) = present {
        return Err(Error::new(Code::Conflict).detail(
            format!("已于{present}结束；如有误，请作废后重新登记"),
            format!("It ends on {present} already; if that is wrong, void it and record it anew"),
        ));
    }
    if to <= from {
        let fault =
            Fault::body("/to", "too_early", format!("须晚于{from}"), format!("It must be after {from}"));
        return Err(fault.into());
    }
    Ok(())
}

/// Judges a voiding: once.
pub fn may_void(voided: Option<DateTime<Utc>>) -> Result<()> {
    match voided {
        None => Ok(()),
        Some(_) => Err(Error::new(Code::Conflict).detail("该记录已作废", "The row is voided already")),
    }
}

/// A period needs a day: its end is after its start.
pub fn ends_after_start(
    at: &'static str,
    from: NaiveDate,
    to: Option<NaiveDate>,
) -> Result<(), ValidationError> {
    if to.is_some_and(|to| to <= from) {
        return Err(body::rule_fault(at, "too_early", "须晚于起始日", "It must be after the first day"));
    }
    Ok(())
}

/// What has happened did not happen after today.
pub fn not_after(today: NaiveDate, pointer: &'static str, day: Option<NaiveDate>) -> Result<()> {
    if day.is_some_and(|day| day > today) {
        return Err(Fault::body(pointer, "too_late", "不得晚于今天", "It cannot be after today").into());
    }
    Ok(())
}

/// What is referred to is there and within reach. Errors: 422 with every pointer that is not.
pub fn require_references<const N: usize>(found: [(&'static str, bool); N]) -> Result<()> {
    let unknown = found.into_iter().filter(|(_, good)| !good);
    let faults: Vec<Fault> = unknown.map(|(pointer, _)| Fault::unknown_reference(pointer)).collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}

/// Days of a row: first day, first day no longer, when the end was recorded (none: with the row).
pub type Days = (NaiveDate, Option<NaiveDate>, Option<DateTime<Utc>>);

/// Which county, and known when.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The county.
    pub county: &'a str,
    /// Only what was known then.
    pub at: DateTime<Utc>,
}

impl<'a> Known<'a> {
    /// All that is recorded of a county.
    pub fn all(county: &'a str) -> Self {
        Self { county, at: DateTime::<Utc>::MAX_UTC }
    }

    /// The days of a row, as they were known.
    pub fn span(&self, days: Days) -> Span {
        span_known_at(self.at, days)
    }
}

/// Which counties, and known when: a province asks about several at once.
#[derive(Debug, Clone)]
pub struct KnownIn<'a> {
    /// The counties.
    pub counties: Vec<&'a str>,
    /// Only what was known then.
    pub at: DateTime<Utc>,
}

impl<'a> From<Known<'a>> for KnownIn<'a> {
    fn from(known: Known<'a>) -> Self {
        Self { counties: vec![known.county], at: known.at }
    }
}

impl KnownIn<'_> {
    /// The days of a row, as they were known.
    pub fn span(&self, days: Days) -> Span {
        span_known_at(self.at, days)
    }
}

fn span_known_at(at: DateTime<Utc>, (from, to, end_recorded_at): Days) -> Span {
    let known = end_recorded_at.is_none_or(|recorded| recorded <= at);
    Span { from, to: to.filter(|_| known) }
}

/// `recorded_at <= at`, and not voided by then: `known!(postings, known.at)`.
#[macro_export]
macro_rules! known {
    ($table:ident, $at:expr) => {
        $crate::schema::$table::recorded_at.le($at).and(
            $crate::schema::$table::voided_at
                .is_null()
                .or($crate::schema::$table::voided_at.assume_not_null().gt($at)),
        )
    };
}

/// What a voiding writes: when, why, and the next version: `voided!(postings, tx, row.version, reason)`.
#[macro_export]
macro_rules! voided {
    ($table:ident, $tx:expr, $version:expr, $reason:expr) => {
        (
            $crate::schema::$table::voided_at.eq($tx.now()),
            $crate::schema::$table::void_reason.eq($reason),
            $crate::schema::$table::version.eq($version.saturating_add(1)),
        )
    };
}
