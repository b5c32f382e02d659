//! Rows of told findings.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    db::Conn,
    http::Result,
    rules::finding::{Status, SubjectKind},
    schema::station_findings,
};

/// A finding as it was told, from the day on which it was until the day on which it was no longer.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = station_findings, treat_none_as_default_value = false)]
pub struct ToldRow {
    /// The county.
    pub county_code: String,
    /// Id of the told finding.
    pub id: Uuid,
    /// The station.
    pub station_id: Uuid,
    /// Code of the rule.
    pub rule: String,
    /// What the subject is.
    pub subject_kind: SubjectKind,
    /// Whom it is about.
    pub subject_id: Uuid,
    /// Due, unknown or breach.
    pub status: Status,
    /// The clause that asks for it.
    pub source: String,
    /// First day of the run of this status, as far as the facts reached when it was told.
    pub since: Option<NaiveDate>,
    /// The day on which it was told.
    pub valid_from: NaiveDate,
    /// The day on which its end was told.
    pub valid_to: Option<NaiveDate>,
    /// When it was told.
    pub recorded_at: DateTime<Utc>,
    /// When its end was told.
    pub end_recorded_at: Option<DateTime<Utc>>,
}

/// The findings of these stations that are told and have not ended.
pub async fn open(mut conn: &Conn, county: &str, stations: &[Uuid]) -> Result<Vec<ToldRow>> {
    let rows = station_findings::table
        .filter(station_findings::county_code.eq(county))
        .filter(station_findings::station_id.eq_any(stations))
        .filter(station_findings::valid_to.is_null())
        .order((station_findings::rule, station_findings::id))
        .select(ToldRow::as_select());
    Ok(rows.load(&mut conn).await?)
}

/// Writes the end of a row.
pub async fn end(mut conn: &Conn, row: &ToldRow) -> Result<()> {
    let one = station_findings::table.find((&row.county_code, row.id));
    let end = (
        station_findings::valid_to.eq(row.valid_to),
        station_findings::end_recorded_at.eq(row.end_recorded_at),
    );
    diesel::update(one).set(end).execute(&mut conn).await?;
    Ok(())
}

/// Writes a new row.
pub async fn insert(mut conn: &Conn, row: &ToldRow) -> Result<()> {
    diesel::insert_into(station_findings::table).values(row).execute(&mut conn).await?;
    Ok(())
}
