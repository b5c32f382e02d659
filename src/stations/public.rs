//! `GET /public/stations`: the directory anybody may read.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    auth::policy::Public,
    http::{Ctx, Page, Paging, Query, Reply, Result},
    schema::{stations, townships},
};

/// A station as the public sees it.
#[derive(Debug, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = stations)]
pub struct PublicStation {
    /// Id of the station.
    pub id: Uuid,
    /// GB/T 2260 code of the county.
    #[diesel(column_name = county_code)]
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
}

/// Filters of the directory.
#[derive(Debug, Deserialize, IntoParams)]
pub struct InCounty {
    /// Only this county.
    #[param(pattern = "^[0-9]{6}$", example = "469025")]
    pub county: Option<String>,
}

/// Lists the stations of all counties, or of one, in the order of the county's plan.
#[utoipa::path(get, path = "/api/v1/public/stations", tag = "stations")]
pub async fn list_public_stations(
    ctx: Ctx<Public>,
    query: Query<InCounty>,
    paging: Paging,
) -> Result<Reply<Page<PublicStation>>> {
    let same =
        stations::county_code.eq(townships::county_code).and(stations::township_code.eq(townships::code));
    let mut rows = stations::table.inner_join(townships::table.on(same)).into_boxed();
    if let Some(county) = &query.0.county {
        rows = rows.filter(stations::county_code.eq(county.clone()));
    }
    if let Some((county, order)) = paging.position::<(String, i32)>()? {
        let later = stations::county_code.gt(county.clone());
        rows = rows.filter(later.or(stations::county_code.eq(county).and(townships::plan_order.gt(order))));
    }
    let rows = rows
        .order((stations::county_code, townships::plan_order))
        .limit(paging.fetch())
        .select((PublicStation::as_select(), townships::plan_order));
    let found: Vec<(PublicStation, i32)> = ctx.read(async |mut conn| Ok(rows.load(&mut conn).await?)).await?;
    let page = paging.page(found, None, |(station, order)| (station.county.clone(), *order))?;
    page.map(|(station, _)| station).reply()
}
