//! Reminders: that a report will be due, and that it is overdue; once each, as events of the station.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::{
    owed::{self, StationDue},
    schedule::{self, Schedule},
};
use crate::{
    audit::event::{Circumstances, Event},
    db::{Conn, planned::Ids},
    http::Result,
    rules::reporting::{Month, ReportTimeliness},
    schema::progress_report_notices,
    text_enum,
};

text_enum! {
    /// What a station was reminded of.
    ReportNotice {
        /// Its report will be due.
        Reminded = "reminded", "到期提醒", "Reminder";
        /// Its report is overdue.
        Overdue = "overdue", "逾期提醒", "Overdue";
    }
}

/// The months whose reports may be open on a day: with an extension the last but one too.
pub fn months_open(day: NaiveDate) -> [Month; 3] {
    let present = Month::from(day);
    [present.previous().previous(), present.previous(), present]
}

/// What is to be told on a day, of all months; what was told before is not told again, by whichever replica. Runs in the
/// caller's transaction.
pub async fn of_day(conn: &Conn, by: &Circumstances, day: NaiveDate) -> Result<Vec<Event>> {
    let mut events = Vec::new();
    for month in months_open(day) {
        let Some(schedule) = schedule::of(conn, &by.county, month).await? else { continue };
        for one in owed::of_month(conn, &by.county, Ids::Every, (&schedule, day)).await? {
            if let Some(notice) = notice(&one, &schedule, day)
                && is_new(conn, by, &one, notice).await?
            {
                events.push(event(&one, notice));
            }
        }
    }
    Ok(events)
}

/// What a station is to be told on a day.
pub fn notice(one: &StationDue, schedule: &Schedule, day: NaiveDate) -> Option<ReportNotice> {
    match one.timeliness {
        ReportTimeliness::NotDue if day >= schedule.reminds_from(one.due_on) => Some(ReportNotice::Reminded),
        ReportTimeliness::Missing => Some(ReportNotice::Overdue),
        _ => None,
    }
}

async fn is_new(mut conn: &Conn, by: &Circumstances, one: &StationDue, notice: ReportNotice) -> Result<bool> {
    let row = (
        progress_report_notices::county_code.eq(&by.county),
        progress_report_notices::station_id.eq(one.station_id),
        progress_report_notices::month.eq(one.month.first_day()),
        progress_report_notices::kind.eq(notice),
        progress_report_notices::recorded_at.eq(by.at),
    );
    let insert = diesel::insert_into(progress_report_notices::table).values(row).on_conflict_do_nothing();
    Ok(insert.execute(&mut conn).await? == 1)
}

fn event(one: &StationDue, notice: ReportNotice) -> Event {
    let action = match notice {
        ReportNotice::Reminded => "progress_report.reminded",
        ReportNotice::Overdue => "progress_report.overdue",
    };
    let changes = json!({"month": one.month, "due_on": one.due_on, "report": one.report_id});
    // There may be no report yet: it happens to the station.
    Event { subject_kind: "station", ..Event::new(action, one.station_id, changes) }
}
