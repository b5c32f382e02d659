//! `GET /spot-checks` and `GET /spot-checks/{id}`.

use diesel::{pg::Pg, prelude::*};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, SpotCheck, SpotCheckRow, SpotCheckSubject};
use crate::{
    auth::{policy::ReadSpotChecks, reach::Reach},
    http::{Ctx, Id, Page, Paging, Path, Query, Reply, Result},
    schema::spot_checks,
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct SpotCheckFilter {
    /// Only of this station.
    pub station: Option<Uuid>,
    /// Only of this phase.
    pub phase: Option<Uuid>,
    /// Only of logs, or of clients.
    pub subject: Option<SpotCheckSubject>,
    /// Only those that are drawn, or only those that are not.
    pub drawn: Option<bool>,
}

/// Lists the spot checks within reach, oldest first; the seed of each that is drawn.
#[utoipa::path(get, path = "/api/v1/spot-checks", tag = "evaluation")]
pub async fn list_spot_checks(
    ctx: Ctx<ReadSpotChecks>,
    filter: Query<SpotCheckFilter>,
    paging: Paging,
) -> Result<Reply<Page<SpotCheck>>> {
    let mut rows = filtered(ctx.reach(), &filter.0);
    if let Some(after) = paging.position::<Uuid>()? {
        rows = rows.filter(spot_checks::id.gt(after));
    }
    let rows = rows.order(spot_checks::id).select(SpotCheckRow::as_select());
    let all = filtered(ctx.reach(), &filter.0).count();
    let (found, total) = ctx.read(async |conn| paging.read(conn, rows, all).await).await?;
    paging.page(found, total, |row: &SpotCheckRow| row.id)?.map(SpotCheckRow::shown).reply()
}

fn filtered<'a>(reach: &'a Reach, filter: &SpotCheckFilter) -> spot_checks::BoxedQuery<'a, Pg> {
    let mut rows = model::visible(reach);
    if let Some(station) = filter.station {
        rows = rows.filter(spot_checks::station_id.eq(station));
    }
    if let Some(phase) = filter.phase {
        rows = rows.filter(spot_checks::phase_id.eq(phase));
    }
    if let Some(subject) = filter.subject {
        rows = rows.filter(spot_checks::subject.eq(subject));
    }
    match filter.drawn {
        Some(true) => rows.filter(spot_checks::drawn_at.is_not_null()),
        Some(false) => rows.filter(spot_checks::drawn_at.is_null()),
        None => rows,
    }
}

/// Shows one spot check; its seed from the draw on.
#[utoipa::path(get, path = "/api/v1/spot-checks/{id}", tag = "evaluation")]
pub async fn get_spot_check(ctx: Ctx<ReadSpotChecks>, path: Path<Id>) -> Result<Reply<SpotCheck>> {
    Reply::tagged(&ctx.read(async |conn| model::find(conn, ctx.reach(), path.id).await).await?.shown())
}
