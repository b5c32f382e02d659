//! `GET /postings` and `GET /postings/{id}`.

use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, Posting};
use crate::{
    auth::{policy::ReadWorkers, reach::Reach},
    http::{Ctx, Id, Paging, Path, Query, Reply, Result},
    schema::postings,
    tables::{self, Listing},
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
) -> Result<Listing<Posting>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let counted = filtered(ctx.reach(), &filter.0);
        let mut rows = filtered(ctx.reach(), &filter.0);
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(postings::id.gt(after));
        }
        let rows = rows.order(postings::id).select(Posting::as_select());
        let (found, total) = paging.read(conn, rows, counted.count()).await?;
        paging.page(found, total, |posting: &Posting| posting.id)
    })
    .await
}

fn filtered<'a>(reach: &'a Reach, filter: &PostingFilter) -> postings::BoxedQuery<'a, Pg> {
    let mut rows = model::visible(reach);
    if let Some(worker) = filter.worker_id {
        rows = rows.filter(postings::worker_id.eq(worker));
    }
    if let Some(station) = filter.station_id {
        rows = rows.filter(postings::station_id.eq(station));
    }
    rows
}

/// Shows one posting.
#[utoipa::path(get, path = "/api/v1/postings/{id}", tag = "staffing")]
pub async fn get_posting(ctx: Ctx<ReadWorkers>, path: Path<Id>) -> Result<Reply<Posting>> {
    let one = model::visible(ctx.reach()).filter(postings::id.eq(path.id));
    let one = one.select(Posting::as_select());
    let found: Posting = ctx.read(async |mut conn| Ok(one.first(&mut conn).await?)).await?;
    Reply::tagged(&found)
}
