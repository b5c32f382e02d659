//! Which days are counted, of which station: those of the phase on which the evaluation's contractor had the station, as
//! far as they are over.

use chrono::NaiveDate;
use diesel::{
    dsl::{max, min},
    prelude::*,
};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    db::Conn,
    evaluation::model::EvaluationRow,
    http::Result,
    places::service_years::model::phase,
    rules::periods::next_day,
    schema::{agreement_stations, agreements},
};

/// The days `[from, to)` of a station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The county.
    pub county: String,
    /// The station.
    pub station: Uuid,
    /// The phase.
    pub phase: Uuid,
    /// First day.
    pub from: NaiveDate,
    /// First day no longer.
    pub to: NaiveDate,
}

impl Window {
    /// The days of an evaluation up to today. Two statements.
    pub async fn of(conn: &Conn, evaluation: &EvaluationRow, today: NaiveDate) -> Result<Self> {
        let phase = phase(conn, &evaluation.county_code, evaluation.phase_id).await?;
        let (from, to) = (phase.from, phase.to);
        let (first, end) = cover(conn, evaluation, (from, to)).await?;
        let from = first.map_or(from, |first| first.max(from));
        // Before the first day there is no day, not a negative number of them.
        let to = end.map_or(to, |end| end.min(to)).min(next_day(today)).max(from);
        Ok(Self::again(evaluation, (from, to)))
    }

    /// The same station on days that were counted before.
    pub fn again(evaluation: &EvaluationRow, (from, to): (NaiveDate, NaiveDate)) -> Self {
        let (county, station) = (evaluation.county_code.clone(), evaluation.station_id);
        Self { county, station, phase: evaluation.phase_id, from, to }
    }

    /// Whether it has no day.
    pub fn is_empty(&self) -> bool {
        self.to <= self.from
    }

    /// The last day.
    pub fn last(&self) -> NaiveDate {
        self.to.pred_opt().unwrap_or(self.to)
    }
}

/// The first day and the first day no longer of the contractor's cover of the station, where it meets the phase.
async fn cover(
    mut conn: &Conn,
    evaluation: &EvaluationRow,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<(Option<NaiveDate>, Option<NaiveDate>)> {
    let same = agreement_stations::county_code
        .eq(agreements::county_code)
        .and(agreement_stations::agreement_id.eq(agreements::id));
    let query = agreement_stations::table
        .inner_join(agreements::table.on(same))
        .filter(agreement_stations::county_code.eq(&evaluation.county_code))
        .filter(agreement_stations::station_id.eq(evaluation.station_id))
        .filter(agreement_stations::voided_at.is_null())
        .filter(agreement_stations::valid_from.lt(to))
        .filter(agreement_stations::valid_to.gt(from))
        .filter(agreements::contractor_id.eq(evaluation.contractor_id))
        .filter(agreements::voided_at.is_null())
        .select((min(agreement_stations::valid_from), max(agreement_stations::valid_to)));
    Ok(query.first(&mut conn).await?)
}
