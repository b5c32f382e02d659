//! `GET /declined-requests` and `GET /declined-requests/{id}`.

use diesel::{pg::Pg, prelude::*};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, DeclineOutcome, DeclinedMatter, DeclinedRequest, DeclinedRow};
use crate::{
    auth::{policy::ReadDeclinedRequests, reach::Reach},
    http::{Ctx, Id, Paging, Path, Query, Reply, Result},
    schema::{declined_requests, stations},
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct DeclinedFilter {
    /// Only of this station.
    pub station: Option<Uuid>,
    /// Only tasks of this kind.
    pub matter: Option<DeclinedMatter>,
    /// Only those with this outcome.
    pub outcome: Option<DeclineOutcome>,
}

/// Lists the declined requests within reach, voided ones too, in the order in which they were recorded.
#[utoipa::path(get, path = "/api/v1/declined-requests", tag = "catalogue")]
pub async fn list_declined_requests(
    ctx: Ctx<ReadDeclinedRequests>,
    filter: Query<DeclinedFilter>,
    paging: Paging,
) -> Result<Listing<DeclinedRequest>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let all = || filtered(ctx.reach(), &filter.0).select(declined_requests::id);
        let mut ids = all();
        if let Some(after) = paging.position::<Uuid>()? {
            ids = ids.filter(declined_requests::id.gt(after));
        }
        let rows = model::with_stations()
            .filter(declined_requests::county_code.eq(&ctx.reach().county))
            .filter(declined_requests::id.eq_any(ids))
            .order(declined_requests::id)
            .select((DeclinedRow::as_select(), stations::name));
        let counted = filtered(ctx.reach(), &filter.0).count();
        let (found, total) = paging.read(conn, rows, counted).await?;
        let page = paging.page(found, total, |(row, _): &(DeclinedRow, String)| row.id)?;
        Ok(page.map(DeclinedRequest::new))
    })
    .await
}

fn filtered<'a>(reach: &'a Reach, filter: &DeclinedFilter) -> declined_requests::BoxedQuery<'a, Pg> {
    let mut rows = model::visible(reach);
    if let Some(station) = filter.station {
        rows = rows.filter(declined_requests::station_id.eq(station));
    }
    if let Some(matter) = filter.matter {
        rows = rows.filter(declined_requests::matter.eq(matter));
    }
    if let Some(outcome) = filter.outcome {
        rows = rows.filter(declined_requests::outcome.eq(outcome));
    }
    rows
}

/// Shows one declined request with a reply to who asked.
#[utoipa::path(get, path = "/api/v1/declined-requests/{id}", tag = "catalogue")]
pub async fn get_declined_request(
    ctx: Ctx<ReadDeclinedRequests>,
    path: Path<Id>,
) -> Result<Reply<DeclinedRequest>> {
    Reply::tagged(&ctx.read(async |conn| model::find(conn, ctx.reach(), path.id).await).await?)
}
