//! Monthly progress reports (项目实施进展, 六（二）, 九（二））: which days a month's report covers, when it is due, whether it
//! came in time.

mod month;

use chrono::{Datelike as _, NaiveDate};

use super::{
    periods::Span,
    policy::{Policy, ReportPeriod},
    working_calendar::WorkingCalendar,
};
use crate::text_enum;

pub use month::Month;

text_enum! {
    /// How a progress report stands to its due day. Judged by its first submission (ours): a return asks for it to be
    /// mended, it does not make late what came in time.
    ReportTimeliness {
        /// Not in, and the due day is not over.
        NotDue = "not_due", "未到期", "Not due yet";
        /// In by the due day.
        OnTime = "on_time", "按时", "On time";
        /// In after the due day.
        Late = "late", "逾期报送", "Late";
        /// Not in, and the due day is over.
        Missing = "missing", "逾期未报", "Missing";
    }
}

impl ReportTimeliness {
    /// How it stands on a day. The due day is in time, that day included (ours: 26日前 favours the reporter).
    #[must_use]
    pub fn of(first_submitted_on: Option<NaiveDate>, due_on: NaiveDate, today: NaiveDate) -> Self {
        match first_submitted_on {
            Some(on) if on <= due_on => Self::OnTime,
            Some(_) => Self::Late,
            None if today <= due_on => Self::NotDue,
            None => Self::Missing,
        }
    }
}

/// Days past the due day: of the first submission, or so far; 0 in time.
#[must_use]
pub fn days_late(first_submitted_on: Option<NaiveDate>, due_on: NaiveDate, today: NaiveDate) -> i64 {
    first_submitted_on.unwrap_or(today).signed_duration_since(due_on).num_days().max(0)
}

/// What is kept of a report: its due day, the day of its first submission, the day that the bureau set.
pub type WrittenDays = (NaiveDate, Option<NaiveDate>, Option<NaiveDate>);

/// The due day that holds for a report: what was submitted was judged by the day kept with it; before, the schedule of
/// today tells, or what the bureau set.
#[must_use]
pub const fn due_day(written: Option<WrittenDays>, scheduled: NaiveDate) -> NaiveDate {
    match written {
        Some((kept, Some(_), _)) => kept,
        Some((_, None, Some(set))) => set,
        _ => scheduled,
    }
}

/// The last day for a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueDay {
    /// The day of the policy.
    pub plain: NaiveDate,
    /// The same, or the next working day where the county goes by the working calendar.
    pub on: NaiveDate,
    /// The county goes by the working calendar, but the year is not loaded: the plain day stands.
    pub calendar_missing: bool,
}

/// The days that the report of a month covers.
#[must_use]
pub fn period(policy: &Policy, month: Month) -> Span {
    let in_month = |month: Month| month.day(policy.report_due_day.value);
    match policy.report_period.value {
        ReportPeriod::BetweenDueDays => Span::between(in_month(month.previous()), in_month(month)),
        ReportPeriod::CalendarMonth => Span::between(month.first_day(), month.next().first_day()),
    }
}

/// When the report of a month is due (九（二））.
#[must_use]
pub fn due(policy: &Policy, month: Month, calendar: &WorkingCalendar) -> DueDay {
    let month = match policy.report_period.value {
        ReportPeriod::BetweenDueDays => month,
        ReportPeriod::CalendarMonth => month.next(),
    };
    let plain = month.day(policy.report_due_day.value);
    if !policy.working_calendar.value {
        return DueDay { plain, on: plain, calendar_missing: false };
    }
    let moved = calendar.on_or_after(plain);
    DueDay { plain, on: moved.unwrap_or(plain), calendar_missing: moved.is_none() }
}

/// Whether a station owes a report: it operated under an agreement on a day of the period (ours).
#[must_use]
pub fn is_owed(operated: &[Span], covered: &[Span], period: Span) -> bool {
    let mut within = operated.iter().filter_map(|span| span.intersection(&period));
    within.any(|span| covered.iter().any(|cover| cover.overlaps(&span)))
}

/// The years whose days bear on a due day: it may move into the next.
#[must_use]
pub fn years_of(plain: NaiveDate) -> [i32; 2] {
    [plain.year(), plain.year().saturating_add(1)]
}

#[cfg(test)]
mod tests;
