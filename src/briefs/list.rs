//! `GET /briefs` and `GET /briefs/{id}`.

use diesel::{pg::Pg, prelude::*};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, Brief, BriefHead, BriefKind};
use crate::{
    auth::{policy::ReadBriefs, reach::Reach},
    http::{Ctx, Id, Paging, Path, Query, Reply, Result},
    rules::brief_states::BriefState,
    schema::briefs,
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct BriefFilter {
    /// Only of this station.
    pub station: Option<Uuid>,
    /// Only of this kind.
    pub kind: Option<BriefKind>,
    /// Only in this state.
    pub state: Option<BriefState>,
}

/// Lists the briefs within reach, the newest first. The text is with each brief.
#[utoipa::path(get, path = "/api/v1/briefs", tag = "briefs")]
pub async fn list_briefs(
    ctx: Ctx<ReadBriefs>,
    filter: Query<BriefFilter>,
    paging: Paging,
) -> Result<Listing<BriefHead>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let all = || filtered(ctx.reach(), &filter.0);
        let mut rows = all();
        if let Some(before) = paging.position::<Uuid>()? {
            rows = rows.filter(briefs::id.lt(before));
        }
        let rows = rows.order(briefs::id.desc()).select(BriefHead::as_select());
        let (found, total) = paging.read(conn, rows, all().count()).await?;
        paging.page(found, total, |head: &BriefHead| head.id)
    })
    .await
}

fn filtered<'a>(reach: &'a Reach, filter: &BriefFilter) -> briefs::BoxedQuery<'a, Pg> {
    let mut rows = model::visible(reach);
    if let Some(station) = filter.station {
        rows = rows.filter(briefs::station_id.eq(station));
    }
    if let Some(kind) = filter.kind {
        rows = rows.filter(briefs::kind.eq(kind));
    }
    if let Some(state) = filter.state {
        rows = rows.filter(briefs::state.eq(state));
    }
    rows
}

/// Shows one brief.
#[utoipa::path(get, path = "/api/v1/briefs/{id}", tag = "briefs")]
pub async fn get_brief(ctx: Ctx<ReadBriefs>, path: Path<Id>) -> Result<Reply<Brief>> {
    let found = ctx.read(async |conn| model::find(conn, ctx.reach(), path.id).await).await?;
    Reply::tagged(&Brief::new(found, ctx.caller()?))
}
