//! `GET /postings` and `GET /postings/{id}`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, Posting};
use crate::{
    auth::policy::ReadWorkers,
    http::{Ctx, Id, Page, Paging, Path, Query, Reply, Result},
    schema::postings,
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct PostingFilter {
    /// Only of this worker.
    pub worker_id: Option<Uuid>,
    /// Only at this station.
    pub station_id: Option<Uuid>,
}

/// Lists the postings within reach, voided ones too, in the order in which they were recorded.
#[utoipa::path(get, path = "/api/v1/postings", tag = "staffing")]
pub async fn list_postings(
    ctx: Ctx<ReadWorkers>,
    filter: Query<PostingFilter>,
    paging: Paging,
) -> Result<Reply<Page<Posting>>> {
    let mut rows = model::visible(ctx.reach());
    if let Some(worker) = filter.0.worker_id {
        rows = rows.filter(postings::worker_id.eq(worker));
    }
    if let Some(station) = filter.0.station_id {
        rows = rows.filter(postings::station_id.eq(station));
    }
    if let Some(after) = paging.position::<Uuid>()? {
        rows = rows.filter(postings::id.gt(after));
    }
    let rows = rows.order(postings::id).limit(paging.fetch()).select(Posting::as_select());
    let found = ctx.read(async |mut conn| Ok(rows.load(&mut conn).await?)).await?;
    paging.page(found, None, |posting| posting.id)?.reply()
}

/// Shows one posting.
#[utoipa::path(get, path = "/api/v1/postings/{id}", tag = "staffing")]
pub async fn get_posting(ctx: Ctx<ReadWorkers>, path: Path<Id>) -> Result<Reply<Posting>> {
    let one = model::visible(ctx.reach()).filter(postings::id.eq(path.id));
    let one = one.select(Posting::as_select());
    let found: Posting = ctx.read(async |mut conn| Ok(one.first(&mut conn).await?)).await?;
    Reply::tagged(&found)
}
