//! The stations that owe the report of a month, and how each of them stands.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::future::try_join4;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::schedule::Schedule;
use crate::{
    db::{
        Conn,
        planned::{Ids, among},
    },
    http::Result,
    rules::{
        periods::Span,
        report_states::ReportState,
        reporting::{self, Month, ReportTimeliness, WrittenDays},
    },
    schema::{agreement_stations, progress_reports, station_states, stations, townships},
    stations::model::StationState,
    tables::Tabular,
};

/// A station that owes the report of a month.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StationDue {
    /// The station.
    pub station_id: Uuid,
    /// Its name.
    pub station_name: String,
    /// The month.
    pub month: Month,
    /// Its report; null while nobody has drafted it.
    #[schema(required)]
    pub report_id: Option<Uuid>,
    /// How far that is.
    #[schema(required)]
    pub state: Option<ReportState>,
    /// The last day on which it is in time.
    pub due_on: NaiveDate,
    /// The day of its first submission.
    #[schema(required)]
    pub first_submitted_on: Option<NaiveDate>,
    /// How it stands to its due day today.
    pub timeliness: ReportTimeliness,
    /// Days past the due day: of the first submission, or so far.
    #[schema(minimum = 0)]
    pub days_late: i64,
}

impl Tabular for StationDue {
    const NAME: &'static str = "progress-reports-due";
    const COLUMNS: &'static [&'static str] = &[
        "station_id",
        "station_name",
        "month",
        "due_on",
        "timeliness",
        "days_late",
        "first_submitted_on",
        "state",
        "report_id",
    ];
}

type Spans = HashMap<Uuid, Vec<Span>>;
type Written = (Uuid, Uuid, ReportState, WrittenDays);

/// The stations of a county, or of these, that owe the report of a month, in the order of the plan. Four statements.
pub async fn of_month(
    conn: &Conn,
    county: &str,
    only: Ids<'_>,
    (schedule, today): (&Schedule, NaiveDate),
) -> Result<Vec<StationDue>> {
    let (stations, operated, covered, reports) = try_join4(
        stations_of(conn, county, only),
        operated(conn, county, schedule),
        covered(conn, county, schedule),
        written(conn, county, schedule.month),
    )
    .await?;
    let owes = |(id, _): &(Uuid, String)| {
        let (operated, covered) = (operated.get(id), covered.get(id));
        operated
            .zip(covered)
            .is_some_and(|(operated, covered)| reporting::is_owed(operated, covered, schedule.period))
    };
    let one = |(id, name): (Uuid, String)| {
        let report = reports.iter().find(|(station, ..)| *station == id);
        StationDue::new((id, name), report, schedule, today)
    };
    Ok(stations.into_iter().filter(owes).map(one).collect())
}

impl StationDue {
    fn new(
        (station_id, station_name): (Uuid, String),
        report: Option<&Written>,
        schedule: &Schedule,
        today: NaiveDate,
    ) -> Self {
        let written = report.map(|(.., days)| *days);
        let first = written.and_then(|(_, first, _)| first);
        let due_on = reporting::due_day(written, schedule.due.on);
        Self {
            station_id,
            station_name,
            month: schedule.month,
            report_id: report.map(|(_, id, ..)| *id),
            state: report.map(|(_, _, state, ..)| *state),
            due_on,
            first_submitted_on: first,
            timeliness: ReportTimeliness::of(first, due_on, today),
            days_late: reporting::days_late(first, due_on, today),
        }
    }
}

async fn stations_of(mut conn: &Conn, county: &str, only: Ids<'_>) -> Result<Vec<(Uuid, String)>> {
    let township =
        stations::county_code.eq(townships::county_code).and(stations::township_code.eq(townships::code));
    let rows = stations::table
        .inner_join(townships::table.on(township))
        .filter(stations::county_code.eq(county))
        .filter(among(stations::id, only))
        .order((townships::plan_order, stations::id))
        .select((stations::id, stations::name));
    Ok(rows.load(&mut conn).await?)
}

async fn operated(mut conn: &Conn, county: &str, schedule: &Schedule) -> Result<Spans> {
    let lasting = station_states::valid_to.is_null().or(station_states::valid_to.gt(schedule.period.from));
    let rows: Vec<(Uuid, NaiveDate, Option<NaiveDate>)> = station_states::table
        .filter(station_states::county_code.eq(county))
        .filter(station_states::state.eq(StationState::Operating))
        .filter(station_states::valid_from.lt(schedule.period_to()))
        .filter(lasting)
        .select((station_states::station_id, station_states::valid_from, station_states::valid_to))
        .load(&mut conn)
        .await?;
    Ok(by_station(rows.into_iter().map(|(id, from, to)| (id, Span { from, to }))))
}

async fn covered(mut conn: &Conn, county: &str, schedule: &Schedule) -> Result<Spans> {
    let rows: Vec<(Uuid, NaiveDate, NaiveDate)> = agreement_stations::table
        .filter(agreement_stations::county_code.eq(county))
        .filter(agreement_stations::voided_at.is_null())
        .filter(agreement_stations::valid_from.lt(schedule.period_to()))
        .filter(agreement_stations::valid_to.gt(schedule.period.from))
        .select((
            agreement_stations::station_id,
            agreement_stations::valid_from,
            agreement_stations::valid_to,
        ))
        .load(&mut conn)
        .await?;
    Ok(by_station(rows.into_iter().map(|(id, from, to)| (id, Span::between(from, to)))))
}

async fn written(mut conn: &Conn, county: &str, month: Month) -> Result<Vec<Written>> {
    let query = progress_reports::table
        .filter(progress_reports::county_code.eq(county))
        .filter(progress_reports::month.eq(month.first_day()))
        .select((
            progress_reports::station_id,
            progress_reports::id,
            progress_reports::state,
            (progress_reports::due_on, progress_reports::first_submitted_on, progress_reports::extended_to),
        ));
    Ok(query.load(&mut conn).await?)
}

fn by_station(rows: impl Iterator<Item = (Uuid, Span)>) -> Spans {
    let mut all = Spans::new();
    for (station, span) in rows {
        all.entry(station).or_default().push(span);
    }
    all
}
