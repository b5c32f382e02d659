//! `GET /appeals`, `GET /evaluations/{id}/appeals` and `GET /appeals/{id}`.

use diesel::{pg::Pg, prelude::*};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, Appeal, AppealRow, AppealState};
use crate::{
    auth::policy::ReadAppeals,
    evaluation::model as evaluations,
    http::{Ctx, Id, Page, Paging, Path, Query, Reply, Result},
    schema::appeals,
};

/// Filters of the list.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct AppealFilter {
    /// Only in this state.
    pub state: Option<AppealState>,
}

/// Lists the appeals within reach, oldest first.
#[utoipa::path(get, path = "/api/v1/appeals", tag = "evaluation")]
pub async fn list_appeals(
    ctx: Ctx<ReadAppeals>,
    filter: Query<AppealFilter>,
    paging: Paging,
) -> Result<Reply<Page<Appeal>>> {
    let all = || {
        let rows = model::visible(ctx.reach());
        match filter.0.state {
            None => rows,
            Some(state) => rows.filter(appeals::state.eq(state)),
        }
    };
    page(&ctx, &paging, all).await
}

/// Lists the appeals against the result of an evaluation, oldest first.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/appeals", tag = "evaluation")]
pub async fn list_evaluation_appeals(
    ctx: Ctx<ReadAppeals>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Reply<Page<Appeal>>> {
    ctx.read(async |conn| evaluations::find_row(conn, ctx.reach(), path.id).await).await?;
    let all = || model::visible(ctx.reach()).filter(appeals::evaluation_id.eq(path.id));
    page(&ctx, &paging, all).await
}

async fn page<'a>(
    ctx: &Ctx<ReadAppeals>,
    paging: &Paging,
    all: impl Fn() -> appeals::BoxedQuery<'a, Pg>,
) -> Result<Reply<Page<Appeal>>> {
    let mut rows = all();
    if let Some(after) = paging.position::<Uuid>()? {
        rows = rows.filter(appeals::id.gt(after));
    }
    let rows = rows.order(appeals::id).select(AppealRow::as_select());
    let found = ctx.read(async |conn| {
        let (found, total) = paging.read(conn, rows, all().count()).await?;
        Ok((model::with_corrections(conn, &ctx.reach().county, found).await?, total))
    });
    let (found, total) = found.await?;
    paging.page(found, total, |appeal: &Appeal| appeal.id)?.reply()
}

/// Shows one appeal with its decision.
#[utoipa::path(get, path = "/api/v1/appeals/{id}", tag = "evaluation")]
pub async fn get_appeal(ctx: Ctx<ReadAppeals>, path: Path<Id>) -> Result<Reply<Appeal>> {
    Reply::tagged(&ctx.read(async |conn| model::find(conn, ctx.reach(), path.id).await).await?)
}
