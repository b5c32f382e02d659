//! `GET /imports` and `GET /imports/{id}`.

use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, ImportJob, ImportState};
use crate::{
    auth::{policy::ReadImports, reach::Reach},
    http::{Ctx, Id, Paging, Path, Query, Reply, Result},
    schema::imports,
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ImportFilter {
    /// Only in this state.
    pub state: Option<ImportState>,
}

/// Lists the imports of the caller's stations, the latest first.
#[utoipa::path(get, path = "/api/v1/imports", tag = "imports")]
pub async fn list_imports(
    ctx: Ctx<ReadImports>,
    filter: Query<ImportFilter>,
    paging: Paging,
) -> Result<Listing<ImportJob>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let mut rows = filtered(ctx.reach(), &filter.0);
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(imports::id.lt(after));
        }
        let rows = rows.order(imports::id.desc()).select(ImportJob::as_select());
        let counted = filtered(ctx.reach(), &filter.0).count();
        let (found, total) = paging.read(conn, rows, counted).await?;
        paging.page(found, total, |one: &ImportJob| one.id)
    })
    .await
}

fn filtered<'a>(reach: &'a Reach, filter: &ImportFilter) -> imports::BoxedQuery<'a, diesel::pg::Pg> {
    let rows = model::visible(reach);
    match filter.state {
        Some(state) => rows.filter(imports::state.eq(state)),
        None => rows,
    }
}

/// Shows an import and how far it is.
#[utoipa::path(get, path = "/api/v1/imports/{id}", tag = "imports")]
pub async fn get_import(ctx: Ctx<ReadImports>, path: Path<Id>) -> Result<Reply<ImportJob>> {
    let reach = ctx.reach();
    Reply::computed(&ctx.read(async |conn| model::find(conn, reach, path.id).await).await?)
}
