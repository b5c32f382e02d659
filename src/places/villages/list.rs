//! `GET /villages` and `GET /villages/{code}`.

use chrono::NaiveDate;
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::IntoParams;

use super::model::{Village, VillageKind, VillagePath};
use crate::{
    auth::policy::ReadReference,
    http::{Ctx, Page, Paging, Path, Query, Reply, Result},
    schema::villages,
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct VillageFilter {
    /// Only those of this township.
    #[param(pattern = "^[0-9]{9}$", example = "469025100")]
    pub township_code: Option<String>,
    /// Only this kind.
    pub kind: Option<VillageKind>,
    /// `true`: only those that are no longer; otherwise only those in being today.
    pub abolished: Option<bool>,
}

/// Lists the villages and communities of the county by code: those in being today, or those that are no longer.
#[utoipa::path(get, path = "/api/v1/villages", tag = "places")]
pub async fn list_villages(
    ctx: Ctx<ReadReference>,
    filter: Query<VillageFilter>,
    paging: Paging,
) -> Result<Reply<Page<Village>>> {
    let all = || filtered(&ctx.reach().county, &filter.0, ctx.today());
    let mut rows = all();
    if let Some(after) = paging.position::<String>()? {
        rows = rows.filter(villages::code.gt(after));
    }
    let rows = rows.order(villages::code).select(Village::as_select());
    let (found, total) = ctx.read(async |conn| paging.read(conn, rows, all().count()).await).await?;
    paging.page(found, total, |village: &Village| village.code.clone())?.reply()
}

fn filtered<'a>(
    county: &'a str,
    filter: &'a VillageFilter,
    today: NaiveDate,
) -> villages::BoxedQuery<'a, Pg> {
    let mut rows = villages::table.filter(villages::county_code.eq(county)).into_boxed();
    if let Some(township) = &filter.township_code {
        rows = rows.filter(villages::township_code.eq(township));
    }
    if let Some(kind) = filter.kind {
        rows = rows.filter(villages::kind.eq(kind));
    }
    let over = villages::abolished_on.is_not_null().and(villages::abolished_on.assume_not_null().le(today));
    if filter.abolished == Some(true) { rows.filter(over) } else { rows.filter(diesel::dsl::not(over)) }
}

/// Shows one village or community, an abolished one too.
#[utoipa::path(get, path = "/api/v1/villages/{code}", tag = "places")]
pub async fn get_village(ctx: Ctx<ReadReference>, path: Path<VillagePath>) -> Result<Reply<Village>> {
    let one = villages::table.find((&ctx.reach().county, path.code.as_str())).select(Village::as_select());
    let village: Village = ctx.read(async |mut conn| Ok(one.first(&mut conn).await?)).await?;
    Reply::tagged(&village)
}
