//! `GET /public/stations`: the directory anybody may read.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    announced::{self, DomainName},
    model::{self, StationRow, StationState},
    near,
    opening_hours::OpeningHours,
};
use crate::{
    auth::policy::Public,
    http::{Ctx, Page, Paging, Query, Reply, Result},
    places::position::Position,
    schema::{station_states, stations, townships},
};

/// A station as the public sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicStation {
    /// Id of the station.
    pub id: Uuid,
    /// GB/T 2260 code of the county.
    #[schema(example = "469025")]
    pub county: String,
    /// Division code of the township.
    #[schema(example = "469025100")]
    pub township_code: String,
    /// The name on the signboard.
    #[schema(example = "白沙黎族自治县牙叉镇社会工作服务站")]
    pub name: String,
    /// Where it is.
    pub address: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// What it does today; people are served only while it is `operating`.
    pub state: StationState,
    /// Where it is on the map; null while nobody has said.
    pub position: Option<Position>,
    /// When it is open, in the order of the week; empty while nobody has said.
    pub opening_hours: Vec<OpeningHours>,
    /// The service domains it announces, in the order of the catalogue.
    pub service_domains: Vec<DomainName>,
    /// Whole metres from the point of `near`: the straight line over the ground (great circle, mean earth radius
    /// 6371008.8 m), not the road. It is as inexact as `position.accuracy_m` says. Null without `near` or position.
    pub distance_m: Option<i32>,
}

/// Filters of the directory.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Wanted {
    /// Only this county.
    #[param(pattern = "^[0-9]{6}$", example = "469025")]
    pub county: Option<String>,
    /// Nearest to this point first, those without a position last: `latitude,longitude` in WGS 84, decimal degrees, within
    /// China. Converted first when it comes from a map app that uses GCJ-02 or BD-09.
    #[param(example = "19.2247,109.4519")]
    pub near: Option<String>,
}

/// A row with what the list is sorted by.
type Found = (StationRow, StationState, i32, Option<i32>);

/// Distance, then county, place in the county's plan, id.
type Cursor = (Option<i32>, String, i32, Uuid);

/// Lists the stations of all counties, or of one, in the order of the county's plan or by distance; closed ones no longer.
#[utoipa::path(get, path = "/api/v1/public/stations", tag = "stations")]
pub async fn list_public_stations(
    ctx: Ctx<Public>,
    query: Query<Wanted>,
    paging: Paging,
) -> Result<Reply<Page<PublicStation>>> {
    let distance = near::distance(query.0.near.as_deref())?;
    let all = || {
        let rows =
            model::on_day(ctx.today()).filter(station_states::state.ne(StationState::Closed)).into_boxed();
        match &query.0.county {
            Some(county) => rows.filter(stations::county_code.eq(county)),
            None => rows,
        }
    };
    let mut rows = all();
    if let Some((metres, county, order, id)) = paging.position::<Cursor>()? {
        let same = townships::plan_order.eq(order).and(stations::id.gt(id));
        let same = stations::county_code.eq(county.clone()).and(townships::plan_order.gt(order).or(same));
        let later = stations::county_code.gt(county).or(same);
        // Without a point no station has a distance, and the order of the plan is all there is.
        rows = match metres {
            Some(metres) => {
                let further = distance.gt(metres).or(distance.is_null());
                rows.filter(further.or(distance.eq(metres).and(later)))
            }
            None => rows.filter(distance.is_null().and(later)),
        };
    }
    let rows = rows.order((distance, stations::county_code, townships::plan_order, stations::id)).select((
        StationRow::as_select(),
        station_states::state,
        townships::plan_order,
        distance,
    ));
    let found = ctx.read(async |conn| {
        let (found, total) = paging.read(conn, rows, all().count()).await?;
        let page = paging.page(found, total, sorted_by)?;
        let names = announced::names(conn, page.items.iter().map(|(row, ..)| row)).await?;
        Ok((page, names))
    });
    let (page, names) = found.await?;
    page.map(|(row, state, _, distance)| PublicStation::new(row, state, distance, &names)).reply()
}

fn sorted_by((row, _, order, distance): &Found) -> Cursor {
    (*distance, row.county_code.clone(), *order, row.id)
}

impl PublicStation {
    fn new(
        row: StationRow,
        state: StationState,
        distance_m: Option<i32>,
        names: &[(String, DomainName)],
    ) -> Self {
        let own = |(county, domain): &&(String, DomainName)| {
            *county == row.county_code && row.service_domains.contains(&domain.code)
        };
        let service_domains = names.iter().filter(own).map(|(_, domain)| domain.clone()).collect();
        Self {
            id: row.id,
            county: row.county_code,
            township_code: row.township_code,
            name: row.name,
            address: row.address,
            phone: row.phone,
            state,
            position: row.position.0,
            opening_hours: row.opening_hours.0,
            service_domains,
            distance_m,
        }
    }
}
