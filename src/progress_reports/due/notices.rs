//! Reminders: that a report will be due, and that it is overdue; once each, as events of the station.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use uuid::Uuid;

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

/// Notices in one statement, which has five values of each and may have 65,535.
const AT_ONCE: usize = 1000;

/// The months whose reports may be open on a day: with an extension the last but one too.
pub fn months_open(day: NaiveDate) -> [Month; 3] {
    let present = Month::from(day);
    [present.previous().previous(), present.previous(), present]
}

/// What is to be told on a day, of all months; what was told before is not told again, by whichever replica. Runs in the
/// caller's transaction.
pub async fn of_day(conn: &Conn, by: &Circumstances, day: NaiveDate) -> Result<Vec<Event>> {
    let mut due = Vec::new();
    for month in months_open(day) {
        let Some(schedule) = schedule::of(conn, &by.county, month).await? else { continue };
        let stations = owed::of_month(conn, &by.county, Ids::Every, (&schedule, day)).await?;
        due.extend(stations.into_iter().filter_map(|one| Some((notice(&one, &schedule, day)?, one))));
    }
    let told = note(conn, by, &due).await?;
    let is_told = |(kind, one): &&(ReportNotice, StationDue)| told.contains(&key(*kind, one));
    Ok(due.iter().filter(is_told).map(|(kind, one)| event(one, *kind)).collect())
}

/// What a station is to be told on a day.
pub fn notice(one: &StationDue, schedule: &Schedule, day: NaiveDate) -> Option<ReportNotice> {
    match one.timeliness {
        ReportTimeliness::NotDue if day >= schedule.reminds_from(one.due_on) => Some(ReportNotice::Reminded),
        ReportTimeliness::Missing => Some(ReportNotice::Overdue),
        _ => None,
    }
}

/// What a notice is once each.
type Key = (Uuid, NaiveDate, ReportNotice);

fn key(kind: ReportNotice, one: &StationDue) -> Key {
    (one.station_id, one.month.first_day(), kind)
}

/// Notes what is to be told; answers what was not noted before.
async fn note(
    mut conn: &Conn,
    by: &Circumstances,
    due: &[(ReportNotice, StationDue)],
) -> Result<HashSet<Key>> {
    use progress_report_notices::{county_code, kind, month, recorded_at, station_id};
    let mut new = HashSet::new();
    for some in due.chunks(AT_ONCE) {
        let rows = some.iter().map(|(notice, one)| {
            let (station, first_day, notice) = key(*notice, one);
            (
                county_code.eq(&by.county),
                station_id.eq(station),
                month.eq(first_day),
                kind.eq(notice),
                recorded_at.eq(by.at),
            )
        });
        let rows: Vec<_> = rows.collect();
        let insert =
            diesel::insert_into(progress_report_notices::table).values(rows).on_conflict_do_nothing();
        let noted: Vec<Key> = insert.returning((station_id, month, kind)).load(&mut conn).await?;
        new.extend(noted);
    }
    Ok(new)
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
