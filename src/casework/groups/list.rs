//! `GET /groups` and `GET /groups/{id}`.

use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{
    model::{self, GroupFacts, GroupKind},
    view::{self, Group},
};
use crate::{
    auth::{policy::ReadCases, reach::Reach},
    http::{Ctx, Id, Paging, Path, Query, Reply, Result},
    schema::groups,
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct GroupFilter {
    /// Only of this station.
    pub station: Option<Uuid>,
    /// Only of this kind.
    pub kind: Option<GroupKind>,
    /// Only those that go on, when `true`; only those that are closed, when `false`.
    pub open: Option<bool>,
}

/// Lists the groups within reach, closed and voided ones too, in the order of recording.
#[utoipa::path(get, path = "/api/v1/groups", tag = "casework")]
pub async fn list_groups(
    ctx: Ctx<ReadCases>,
    filter: Query<GroupFilter>,
    paging: Paging,
) -> Result<Listing<GroupFacts>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let counted = filtered(ctx.reach(), &filter.0);
        let mut rows = filtered(ctx.reach(), &filter.0);
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(groups::id.gt(after));
        }
        let rows = rows.order(groups::id).select(GroupFacts::as_select());
        let (found, total) = paging.read(conn, rows, counted.count()).await?;
        paging.page(found, total, |group: &GroupFacts| group.id)
    })
    .await
}

fn filtered<'a>(reach: &'a Reach, filter: &GroupFilter) -> groups::BoxedQuery<'a, Pg> {
    let mut rows = model::visible(reach);
    if let Some(station) = filter.station {
        rows = rows.filter(groups::station_id.eq(station));
    }
    if let Some(kind) = filter.kind {
        rows = rows.filter(groups::kind.eq(kind));
    }
    match filter.open {
        Some(true) => rows.filter(groups::closed_on.is_null()),
        Some(false) => rows.filter(groups::closed_on.is_not_null()),
        None => rows,
    }
}

/// Shows one group with its evaluation and figures.
#[utoipa::path(get, path = "/api/v1/groups/{id}", tag = "casework")]
pub async fn get_group(ctx: Ctx<ReadCases>, path: Path<Id>) -> Result<Reply<Group>> {
    let one = model::visible(ctx.reach()).filter(groups::id.eq(path.id)).select(GroupFacts::as_select());
    ctx.read(async |conn| {
        let mut first = conn;
        let group: GroupFacts = one.first(&mut first).await?;
        view::reply(&ctx, conn, group).await
    })
    .await
}
