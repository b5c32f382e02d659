//! `GET /stations` and `GET /stations/{id}`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::IntoParams;

use super::model::{self, Station, StationRow, StationState};
use crate::{
    auth::policy::ReadStations,
    http::{Ctx, Id, Page, Paging, Path, Query, Reply, Result},
    schema::{station_states, stations, townships},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct StationFilter {
    /// Only stations that are in this state today.
    pub state: Option<StationState>,
}

/// Lists the stations within reach in the order of the county's plan, with their state of today.
#[utoipa::path(get, path = "/api/v1/stations", tag = "stations")]
pub async fn list_stations(
    ctx: Ctx<ReadStations>,
    filter: Query<StationFilter>,
    paging: Paging,
) -> Result<Reply<Page<Station>>> {
    let today = ctx.today();
    let township =
        stations::county_code.eq(townships::county_code).and(stations::township_code.eq(townships::code));
    let state = stations::county_code
        .eq(station_states::county_code)
        .and(stations::id.eq(station_states::station_id));
    let over =
        station_states::valid_to.is_not_null().and(station_states::valid_to.assume_not_null().le(today));
    let mut rows = stations::table
        .inner_join(townships::table.on(township))
        .inner_join(station_states::table.on(state))
        .filter(stations::county_code.eq(&ctx.reach().county))
        .filter(station_states::valid_from.le(today))
        .filter(diesel::dsl::not(over))
        .into_boxed();
    if let Some(only) = ctx.reach().only_stations() {
        rows = rows.filter(stations::id.eq_any(only));
    }
    if let Some(state) = filter.0.state {
        rows = rows.filter(station_states::state.eq(state));
    }
    if let Some(order) = paging.position::<i32>()? {
        rows = rows.filter(townships::plan_order.gt(order));
    }
    let columns =
        (StationRow::as_select(), station_states::state, station_states::valid_from, townships::plan_order);
    let rows = rows.order(townships::plan_order).limit(paging.fetch()).select(columns);
    let found: Vec<(StationRow, StationState, _, i32)> =
        ctx.read(async |mut conn| Ok(rows.load(&mut conn).await?)).await?;
    let page = paging.page(found, None, |(_, _, _, order)| *order)?;
    page.map(|(row, state, since, _)| Station::new(row, state, since)).reply()
}

/// Shows one station with its state of today.
#[utoipa::path(get, path = "/api/v1/stations/{id}", tag = "stations")]
pub async fn get_station(ctx: Ctx<ReadStations>, path: Path<Id>) -> Result<Reply<Station>> {
    let station = ctx.read(async |conn| model::find(conn, ctx.reach(), path.id, ctx.today()).await).await?;
    Reply::tagged(&station)
}
