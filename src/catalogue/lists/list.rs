//! `GET /stations/{id}/service-lists` and `GET /service-lists/{id}`.

use chrono::NaiveDate;
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, ServiceList, ServiceListRow};
use crate::{
    auth::{policy::ReadStations, reach::Reach},
    http::{Ctx, Id, Paging, Path, Query, Reply, Result},
    schema::{service_lists, stations},
    stations::model as station,
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct ServiceListFilter {
    /// Only the list in force on this day; drafts and all former ones when left out.
    #[param(example = "2023-07-03")]
    pub as_of: Option<NaiveDate>,
}

/// Lists the service lists of a station, drafts and former ones too, in the order in which they were drafted.
#[utoipa::path(get, path = "/api/v1/stations/{id}/service-lists", tag = "catalogue")]
pub async fn list_service_lists(
    ctx: Ctx<ReadStations>,
    path: Path<Id>,
    filter: Query<ServiceListFilter>,
    paging: Paging,
) -> Result<Listing<ServiceList>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let all = || filtered(ctx.reach(), path.id, filter.0);
        let mut rows = all();
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(service_lists::id.gt(after));
        }
        let rows = rows.order(service_lists::id).select(ServiceListRow::as_select());
        let there = station::visible(ctx.reach()).filter(stations::id.eq(path.id)).select(stations::id);
        let mut first = conn;
        there.first::<Uuid>(&mut first).await?;
        let (rows, total) = paging.read(conn, rows, all().count()).await?;
        let found = model::whole(conn, &ctx.reach().county, rows).await?;
        paging.page(found, total, |list: &ServiceList| list.row.id)
    })
    .await
}

fn filtered(reach: &Reach, id: Uuid, filter: ServiceListFilter) -> service_lists::BoxedQuery<'_, Pg> {
    let rows = model::visible(reach).filter(service_lists::station_id.eq(id));
    match filter.as_of {
        None => rows,
        Some(day) => rows
            .filter(service_lists::voided_at.is_null())
            .filter(service_lists::valid_from.le(day))
            .filter(service_lists::valid_to.is_null().or(service_lists::valid_to.gt(day))),
    }
}

/// Shows one service list with its items and receipts.
#[utoipa::path(get, path = "/api/v1/service-lists/{id}", tag = "catalogue")]
pub async fn get_service_list(ctx: Ctx<ReadStations>, path: Path<Id>) -> Result<Reply<ServiceList>> {
    Reply::tagged(&ctx.read(async |conn| model::find(conn, ctx.reach(), path.id).await).await?)
}
