//! `GET /activities` and `GET /activities/{id}`.

use chrono::NaiveDate;
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{
    model::{self, ActivityFacts, ActivityKind},
    view::{self, Activity, ActivityEntry},
};
use crate::{
    auth::{policy::ReadCases, reach::Reach},
    http::{Ctx, Id, Paging, Path, Query, Reply, Result},
    schema::activities,
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ActivityFilter {
    /// Only of this station.
    pub station: Option<Uuid>,
    /// Only of this kind.
    pub kind: Option<ActivityKind>,
    /// Only those that end on this day or later.
    pub from: Option<NaiveDate>,
    /// Only those that begin before this day.
    pub to: Option<NaiveDate>,
}

/// Lists the activities within reach, cancelled and voided ones too, in the order of recording.
#[utoipa::path(get, path = "/api/v1/activities", tag = "casework")]
pub async fn list_activities(
    ctx: Ctx<ReadCases>,
    filter: Query<ActivityFilter>,
    paging: Paging,
) -> Result<Listing<ActivityEntry>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let counted = filtered(ctx.reach(), &filter.0);
        let mut rows = filtered(ctx.reach(), &filter.0);
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(activities::id.gt(after));
        }
        let rows = rows.order(activities::id).select(ActivityFacts::as_select());
        let (found, total) = paging.read(conn, rows, counted.count()).await?;
        let page = paging.page(found, total, |row: &ActivityFacts| row.id)?;
        Ok(page.map(ActivityEntry::from))
    })
    .await
}

fn filtered<'a>(reach: &'a Reach, filter: &ActivityFilter) -> activities::BoxedQuery<'a, Pg> {
    let mut rows = model::visible(reach);
    if let Some(station) = filter.station {
        rows = rows.filter(activities::station_id.eq(station));
    }
    if let Some(kind) = filter.kind {
        rows = rows.filter(activities::kind.eq(kind));
    }
    if let Some(from) = filter.from {
        rows = rows.filter(activities::ends_on.ge(from));
    }
    if let Some(to) = filter.to {
        rows = rows.filter(activities::starts_on.lt(to));
    }
    rows
}

/// Shows one activity with its summary and figures of its logs.
#[utoipa::path(get, path = "/api/v1/activities/{id}", tag = "casework")]
pub async fn get_activity(ctx: Ctx<ReadCases>, path: Path<Id>) -> Result<Reply<Activity>> {
    let one = model::visible(ctx.reach()).filter(activities::id.eq(path.id));
    let one = one.select(ActivityFacts::as_select());
    ctx.read(async |conn| {
        let mut first = conn;
        let facts: ActivityFacts = one.first(&mut first).await?;
        view::reply(&ctx, conn, facts).await
    })
    .await
}
