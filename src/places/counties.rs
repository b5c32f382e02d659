//! `GET /counties` and `GET /counties/{code}`.

use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    auth::{
        policy::ReadCounties,
        reach::{Extent, Reach},
    },
    http::{Ctx, Error, Page, Paging, Path, Reply, Result},
    schema::counties,
};

/// The home of the accounts of the installation itself.
const INSTALLATION: &str = "000000";

/// A county (县).
#[derive(Debug, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = counties)]
pub struct County {
    /// GB/T 2260 code.
    #[schema(example = "469025")]
    pub code: String,
    /// Name.
    #[schema(example = "白沙黎族自治县")]
    pub name: String,
    /// GB/T 2260 code of its province.
    #[schema(example = "460000")]
    pub province_code: String,
    /// How its stations are named (六（四）); `{township}` stands for the township's full name.
    #[schema(example = "白沙黎族自治县{township}社会工作服务站")]
    pub station_name_pattern: Option<String>,
}

/// The path of a county.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct CountyPath {
    /// GB/T 2260 code of the county.
    #[param(example = "469025")]
    pub code: String,
}

/// Lists the counties within reach by code: one's own, those of the province, or all of the installation.
#[utoipa::path(get, path = "/api/v1/counties", tag = "places")]
pub async fn list_counties(ctx: Ctx<ReadCounties>, paging: Paging) -> Result<Reply<Page<County>>> {
    let mut rows = visible(ctx.reach());
    if let Some(after) = paging.position::<String>()? {
        rows = rows.filter(counties::code.gt(after));
    }
    let rows = rows.order(counties::code).select(County::as_select());
    let all = visible(ctx.reach()).count();
    let (found, total) = ctx.read(async |conn| paging.read(conn, rows, all).await).await?;
    paging.page(found, total, |county: &County| county.code.clone())?.reply()
}

/// Shows one county.
#[utoipa::path(get, path = "/api/v1/counties/{code}", tag = "places")]
pub async fn get_county(ctx: Ctx<ReadCounties>, path: Path<CountyPath>) -> Result<Reply<County>> {
    if path.code.contains('\0') {
        return Err(Error::not_found());
    }
    let one = visible(ctx.reach()).filter(counties::code.eq(&path.code)).select(County::as_select());
    let county: County = ctx.read(async |mut conn| Ok(one.first(&mut conn).await?)).await?;
    Reply::computed(&county)
}

/// The counties within reach. The reach names a county, or the province or installation that holds several.
fn visible(reach: &Reach) -> counties::BoxedQuery<'_, Pg> {
    let rows = counties::table.filter(counties::kind.eq("county")).into_boxed();
    if reach.extent == Extent::Installation && reach.county == INSTALLATION {
        return rows;
    }
    rows.filter(counties::code.eq(&reach.county).or(counties::province_code.eq(&reach.county)))
}
