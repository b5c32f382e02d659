//! The schedule of a month: its period and its due day, by the policy in force on its first day.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    db::Conn,
    http::{Result, codes::Code},
    places::policy,
    progress_reports::calendar,
    rules::{
        periods::Span,
        reporting::{self, DueDay, Month},
        working_calendar::WorkingCalendar,
    },
};

/// What holds for the reports of a month, in all stations of a county.
#[derive(Debug, Clone)]
pub struct Schedule {
    /// The month.
    pub month: Month,
    /// The days that its reports cover.
    pub period: Span,
    /// When they are due.
    pub due: DueDay,
    /// Days before the due day from which they are reminded of.
    pub reminder_days: u32,
}

impl Schedule {
    /// First day that the reports cover no longer.
    pub fn period_to(&self) -> NaiveDate {
        self.period.to.unwrap_or(NaiveDate::MAX)
    }

    /// The day from which a report that is due on `due_on` is reminded of.
    pub fn reminds_from(&self, due_on: NaiveDate) -> NaiveDate {
        let days = chrono::Days::new(u64::from(self.reminder_days));
        due_on.checked_sub_days(days).unwrap_or(due_on)
    }
}

/// The schedule of a month; none while the county had no policy.
pub async fn of(conn: &Conn, county: &str, month: Month) -> Result<Option<Schedule>> {
    let policy = match policy::in_force(conn, county, month.first_day(), DateTime::<Utc>::MAX_UTC).await {
        Ok((_, policy)) => policy,
        Err(error) if error.code == Code::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let plain = reporting::due(&policy, month, &WorkingCalendar::default()).plain;
    let calendar = if policy.working_calendar.value {
        calendar::model::loaded(conn, county, &reporting::years_of(plain)).await?
    } else {
        WorkingCalendar::default()
    };
    Ok(Some(Schedule {
        month,
        period: reporting::period(&policy, month),
        due: reporting::due(&policy, month, &calendar),
        reminder_days: policy.report_reminder_days.value,
    }))
}
