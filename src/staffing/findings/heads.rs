//! Up to which day each station's findings are told. Whoever tells locks the station's row first and loads the facts
//! after it: of two writers at once the second sees what the first wrote.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    db::Conn,
    http::Result,
    schema::{station_finding_heads as heads, stations},
};

/// Up to which day a station's findings are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = heads)]
pub struct Head {
    /// The station.
    pub station_id: Uuid,
    /// The last day judged; none before the first.
    pub judged_on: Option<NaiveDate>,
}

/// Locks the heads of these stations, in the order of their ids.
pub(super) async fn lock(mut conn: &Conn, county: &str, stations: &[Uuid]) -> Result<Vec<Head>> {
    begin(conn, county, stations).await?;
    let these = heads::table.filter(heads::county_code.eq(county)).filter(heads::station_id.eq_any(stations));
    let locked = these.order(heads::station_id).select(Head::as_select()).for_update();
    Ok(locked.load(&mut conn).await?)
}

/// Locks heads of the county that are not judged on `day` yet, so many at most. Who is being written to is left out: the
/// writer tells of it.
pub async fn lock_behind(mut conn: &Conn, county: &str, day: NaiveDate, at_most: i64) -> Result<Vec<Head>> {
    begin(conn, county, &without_head(conn, county).await?).await?;
    let not_yet = heads::judged_on.is_null().or(heads::judged_on.assume_not_null().lt(day));
    let some = heads::table.filter(heads::county_code.eq(county)).filter(not_yet).order(heads::station_id);
    let locked = some.limit(at_most).select(Head::as_select()).for_update().skip_locked();
    Ok(locked.load(&mut conn).await?)
}

/// Notes that these stations are judged on `day`.
pub(super) async fn judged(mut conn: &Conn, county: &str, all: &[Head], day: NaiveDate) -> Result<()> {
    let others = all.iter().filter(|head| head.judged_on != Some(day)).map(|head| head.station_id);
    let others: Vec<Uuid> = others.collect();
    if others.is_empty() {
        return Ok(());
    }
    let these = heads::table.filter(heads::county_code.eq(county)).filter(heads::station_id.eq_any(others));
    diesel::update(these).set(heads::judged_on.eq(day)).execute(&mut conn).await?;
    Ok(())
}

/// Gives heads to the stations that have none; in order, so that two at once do not wait for each other in a circle.
async fn begin(mut conn: &Conn, county: &str, stations: &[Uuid]) -> Result<()> {
    if stations.is_empty() {
        return Ok(());
    }
    let mut stations = stations.to_vec();
    stations.sort_unstable();
    let row = |station| (heads::county_code.eq(county), heads::station_id.eq(station));
    let rows: Vec<_> = stations.into_iter().map(row).collect();
    diesel::insert_into(heads::table).values(rows).on_conflict_do_nothing().execute(&mut conn).await?;
    Ok(())
}

async fn without_head(mut conn: &Conn, county: &str) -> Result<Vec<Uuid>> {
    let its = heads::table
        .filter(heads::county_code.eq(stations::county_code))
        .filter(heads::station_id.eq(stations::id));
    let without = stations::table
        .filter(stations::county_code.eq(county))
        .filter(diesel::dsl::not(diesel::dsl::exists(its)));
    Ok(without.select(stations::id).load(&mut conn).await?)
}
