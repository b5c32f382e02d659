//! Progress reports that fell due in the days, judged as `/progress-reports/due` judges them.

use chrono::{Datelike as _, NaiveDate};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::future::try_join;

use super::{fact::Fact, station::Kept, window::Window};
use crate::{
    bilingual::Bilingual,
    db::Conn,
    http::Result,
    progress_reports::calendar,
    rules::{
        measures::FactName,
        periods::Span,
        reporting::{self, Month, ReportTimeliness, WrittenDays},
        station_state::StationState,
        working_calendar::WorkingCalendar,
    },
    schema::progress_reports,
};

/// Month and what is kept of its report.
type Written = (NaiveDate, WrittenDays);

/// Reports due and on time. Two statements.
pub async fn facts(conn: &Conn, window: &Window, kept: Option<&Kept>) -> Result<Vec<Fact>> {
    let rows = format!("/api/v1/progress-reports?station={}", window.station);
    let Some(kept) = kept else {
        let because = Bilingual::new("首日尚无适用的政策", "No policy was in force on the first day");
        let names = [FactName::ReportsDue, FactName::ReportsOnTime];
        return Ok(names.map(|name| Fact::unknown(name, because.clone(), Some(rows.clone()))).to_vec());
    };
    let years: Vec<i32> = (window.from.year()..=window.to.year().saturating_add(1)).collect();
    let (written, calendar) =
        try_join(written(conn, window), calendar::model::loaded(conn, &window.county, &years)).await?;
    let standings = months(window).filter_map(|month| standing(window, kept, month, &written, &calendar));
    let (mut due, mut on_time) = (0, 0);
    for standing in standings {
        due += u64::from(standing != ReportTimeliness::NotDue);
        on_time += u64::from(standing == ReportTimeliness::OnTime);
    }
    Ok(vec![
        Fact::known(FactName::ReportsDue, due, rows.clone()),
        Fact::known(FactName::ReportsOnTime, on_time, rows),
    ])
}

/// The months whose reports can fall due in the days; one that was extended may be of some months before.
fn months(window: &Window) -> impl Iterator<Item = Month> {
    let first = (0..3).fold(Month::from(window.from), |month, _| month.previous());
    let last = Month::from(window.to);
    std::iter::successors(Some(first), |month| Some(month.next())).take_while(move |month| *month <= last)
}

/// How the report of a month stands on the last day; none where it was not owed, or did not fall due in the days.
fn standing(
    window: &Window,
    kept: &Kept,
    month: Month,
    written: &[Written],
    calendar: &WorkingCalendar,
) -> Option<ReportTimeliness> {
    let policy = kept.policy_on(month.first_day())?;
    let staffing = &kept.facts.staffing;
    let states = staffing.states.iter().filter(|period| period.state == StationState::Operating);
    let operated: Vec<Span> = states.map(|period| period.span).collect();
    let here = staffing.agreements.iter().filter(|cover| cover.station_id == window.station);
    let covered: Vec<Span> = here.map(|cover| cover.span).collect();
    if !reporting::is_owed(&operated, &covered, reporting::period(policy, month)) {
        return None;
    }
    let written = written.iter().find(|(of, _)| *of == month.first_day()).map(|(_, days)| *days);
    let first = written.and_then(|(_, first, _)| first);
    let due_on = reporting::due_day(written, reporting::due(policy, month, calendar).on);
    let in_days = Span::between(window.from, window.to).contains(due_on);
    in_days.then(|| ReportTimeliness::of(first.filter(|on| *on < window.to), due_on, window.last()))
}

async fn written(mut conn: &Conn, window: &Window) -> Result<Vec<Written>> {
    let query = progress_reports::table
        .filter(progress_reports::county_code.eq(&window.county))
        .filter(progress_reports::station_id.eq(window.station))
        .select((
            progress_reports::month,
            (progress_reports::due_on, progress_reports::first_submitted_on, progress_reports::extended_to),
        ));
    Ok(query.load(&mut conn).await?)
}
