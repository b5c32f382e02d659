//! `GET /minor-access-approvals` and `GET /minor-access-approvals/{id}`.

use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, AccessRow, MinorAccess};
use crate::{
    auth::{
        policy::{Action, ReadMinorAccess},
        reach::Reach,
    },
    db::Conn,
    http::{Ctx, Error, Id, Paging, Path, Query, Reply, Result, Tx},
    schema::minor_access_approvals as approvals,
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct AccessFilter {
    /// Only to this client.
    pub client_id: Option<Uuid>,
    /// Only of this account.
    pub requested_by: Option<Uuid>,
    /// Only emergencies that wait for a review, when `true`.
    pub to_review: Option<bool>,
}

/// Lists who asked for access to minors' data within reach, in the order of asking.
#[utoipa::path(get, path = "/api/v1/minor-access-approvals", tag = "clients")]
pub async fn list_minor_access(
    ctx: Ctx<ReadMinorAccess>,
    filter: Query<AccessFilter>,
    paging: Paging,
) -> Result<Listing<MinorAccess>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let counted = filtered(ctx.reach(), &filter.0);
        let mut rows = filtered(ctx.reach(), &filter.0);
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(approvals::id.gt(after));
        }
        let rows = rows.order(approvals::id).select(AccessRow::as_select());
        let (found, total) = paging.read(conn, rows, counted.count()).await?;
        let found = show_all(ctx, conn, &found).await?;
        paging.page(found, total, |access: &MinorAccess| access.id)
    })
    .await
}

fn filtered<'a>(reach: &'a Reach, filter: &AccessFilter) -> approvals::BoxedQuery<'a, Pg> {
    let mut rows = model::visible(reach);
    if let Some(client) = filter.client_id {
        rows = rows.filter(approvals::client_id.eq(client));
    }
    if let Some(account) = filter.requested_by {
        rows = rows.filter(approvals::requested_by.eq(account));
    }
    if filter.to_review == Some(true) {
        rows = rows.filter(approvals::emergency).filter(approvals::outcome.is_null());
    }
    rows
}

async fn show_all<A: Action>(ctx: &Ctx<A>, conn: &Conn, rows: &[AccessRow]) -> Result<Vec<MinorAccess>> {
    let now: DateTime<Utc> = ctx.now();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.client_id).collect();
    let keys = ctx.shared().personal.keys(conn, &ctx.reach().county, &ids).await?;
    let absent = || Error::internal("a client without a key");
    let show = |row: &AccessRow| row.view(keys.get(&row.client_id).ok_or_else(absent)?, now);
    rows.iter().map(show).collect()
}

/// The answer about one access.
pub async fn reply<A: Action>(ctx: &Ctx<A>, tx: &Tx<'_>, row: &AccessRow) -> Result<Reply<MinorAccess>> {
    let shown = show_all(ctx, tx, std::slice::from_ref(row)).await?.pop();
    Reply::tagged_as_shown(&shown.ok_or_else(Error::not_found)?)
}

/// Shows one access to a minor's data.
#[utoipa::path(get, path = "/api/v1/minor-access-approvals/{id}", tag = "clients")]
pub async fn get_minor_access(ctx: Ctx<ReadMinorAccess>, path: Path<Id>) -> Result<Reply<MinorAccess>> {
    let one = model::visible(ctx.reach()).filter(approvals::id.eq(path.id)).select(AccessRow::as_select());
    let shown = ctx.read(async |conn| {
        let mut first = conn;
        let row: AccessRow = one.first(&mut first).await?;
        show_all(&ctx, conn, &[row]).await
    });
    Reply::tagged_as_shown(&shown.await?.pop().ok_or_else(Error::not_found)?)
}
