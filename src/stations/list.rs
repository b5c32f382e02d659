//! `GET /stations` and `GET /stations/{id}`.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, Station, StationRow, StationState};
use crate::{
    auth::policy::ReadStations,
    db::planned::among,
    http::{Ctx, Id, Paging, Path, Query, Reply, Result},
    schema::{station_states, stations, townships},
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct StationFilter {
    /// Only stations that are in this state today.
    pub state: Option<StationState>,
}

/// A station with its state, since when, and its place in the plan.
type Found = (StationRow, StationState, NaiveDate, i32);

/// Lists the stations within reach in the order of the county's plan, with their state of today.
#[utoipa::path(get, path = "/api/v1/stations", tag = "stations")]
pub async fn list_stations(
    ctx: Ctx<ReadStations>,
    filter: Query<StationFilter>,
    paging: Paging,
) -> Result<Listing<Station>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let all = || {
            let county = stations::county_code.eq(&ctx.reach().county);
            let within = among(stations::id, ctx.reach().stations());
            let rows = model::on_day(ctx.today()).filter(county).filter(within).into_boxed();
            match filter.0.state {
                Some(state) => rows.filter(station_states::state.eq(state)),
                None => rows,
            }
        };
        let mut rows = all();
        if let Some((order, id)) = paging.position::<(i32, Uuid)>()? {
            let same = townships::plan_order.eq(order).and(stations::id.gt(id));
            rows = rows.filter(townships::plan_order.gt(order).or(same));
        }
        let columns = (
            StationRow::as_select(),
            station_states::state,
            station_states::valid_from,
            townships::plan_order,
        );
        let rows = rows.order((townships::plan_order, stations::id)).select(columns);
        let (found, total) = paging.read(conn, rows, all().count()).await?;
        let page = paging.page(found, total, |(row, _, _, order): &Found| (*order, row.id))?;
        Ok(page.map(|(row, state, since, _)| Station::new(row, state, since)))
    })
    .await
}

/// Shows one station with its state of today.
#[utoipa::path(get, path = "/api/v1/stations/{id}", tag = "stations")]
pub async fn get_station(ctx: Ctx<ReadStations>, path: Path<Id>) -> Result<Reply<Station>> {
    let station = ctx.read(async |conn| model::find(conn, ctx.reach(), path.id, ctx.today()).await).await?;
    Reply::tagged(&station)
}
