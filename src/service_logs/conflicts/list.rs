//! `GET /conflicts` and `GET /conflicts/{id}`.

use diesel::{pg::Pg, prelude::*};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, Conflict, ConflictRow};
use crate::{
    auth::{policy::ReadServiceLogs, reach::Reach},
    http::{Ctx, Id, Paging, Path, Query, Reply, Result},
    schema::service_log_conflicts,
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ConflictFilter {
    /// Only about logs of this station.
    pub station: Option<Uuid>,
    /// Only about this log.
    pub log: Option<Uuid>,
    /// Only open ones, or only resolved ones.
    pub resolved: Option<bool>,
}

/// Lists the conflicts within reach in the order in which the edits came. The edit is with each conflict.
#[utoipa::path(get, path = "/api/v1/conflicts", tag = "service_logs")]
pub async fn list_conflicts(
    ctx: Ctx<ReadServiceLogs>,
    filter: Query<ConflictFilter>,
    paging: Paging,
) -> Result<Listing<ConflictRow>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let all = || filtered(ctx.reach(), &filter.0);
        let mut rows = all();
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(service_log_conflicts::id.gt(after));
        }
        let rows = rows.order(service_log_conflicts::id).select(ConflictRow::as_select());
        let (found, total) = paging.read(conn, rows, all().count()).await?;
        paging.page(found, total, |row: &ConflictRow| row.id)
    })
    .await
}

fn filtered<'a>(reach: &'a Reach, filter: &ConflictFilter) -> service_log_conflicts::BoxedQuery<'a, Pg> {
    let mut rows = model::visible(reach);
    if let Some(station) = filter.station {
        rows = rows.filter(service_log_conflicts::station_id.eq(station));
    }
    if let Some(log) = filter.log {
        rows = rows.filter(service_log_conflicts::log_id.eq(log));
    }
    match filter.resolved {
        None => rows,
        Some(true) => rows.filter(service_log_conflicts::resolution.is_not_null()),
        Some(false) => rows.filter(service_log_conflicts::resolution.is_null()),
    }
}

/// Shows one conflict with the edit that came too late.
#[utoipa::path(get, path = "/api/v1/conflicts/{id}", tag = "service_logs")]
pub async fn get_conflict(ctx: Ctx<ReadServiceLogs>, path: Path<Id>) -> Result<Reply<Conflict>> {
    let roots = &ctx.shared().personal;
    Reply::tagged(&ctx.read(async |conn| model::find(roots, conn, ctx.reach(), path.id).await).await?)
}
