//! `GET /workers/{id}/health-statements` and `GET /health-statements/{id}`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{self, HealthStatement};
use crate::{
    auth::policy::ReadHealth,
    http::{Ctx, Id, Page, Paging, Path, Reply, Result},
    schema::health_statements,
    staffing::scope::Scope,
};

/// Lists the health statements and examinations of a worker, voided ones too, in the order in which they were recorded.
///
/// A contractor reads those of whom it employs.
#[utoipa::path(get, path = "/api/v1/workers/{id}/health-statements", tag = "staffing")]
pub async fn list_health_statements(
    ctx: Ctx<ReadHealth>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Reply<Page<HealthStatement>>> {
    let (scope, county, today) = (Scope::of(&ctx)?, &ctx.reach().county, ctx.today());
    let counted = model::of_county(county).filter(health_statements::worker_id.eq(path.id));
    let mut rows = model::of_county(county).filter(health_statements::worker_id.eq(path.id));
    if let Some(after) = paging.position::<Uuid>()? {
        rows = rows.filter(health_statements::id.gt(after));
    }
    let rows = rows.order(health_statements::id).select(HealthStatement::as_select());
    let found = ctx.read(async |conn| {
        scope.require_entrusted(conn, county, today, path.id).await?;
        paging.read(conn, rows, counted.count()).await
    });
    let (found, total) = found.await?;
    paging.page(found, total, |statement: &HealthStatement| statement.id)?.reply()
}

/// Shows one health statement or examination.
#[utoipa::path(get, path = "/api/v1/health-statements/{id}", tag = "staffing")]
pub async fn get_health_statement(ctx: Ctx<ReadHealth>, path: Path<Id>) -> Result<Reply<HealthStatement>> {
    let (scope, county, today) = (Scope::of(&ctx)?, &ctx.reach().county, ctx.today());
    let one = model::of_county(county).filter(health_statements::id.eq(path.id));
    let one = one.select(HealthStatement::as_select());
    let found = ctx.read(async |mut conn| {
        let statement: HealthStatement = one.first(&mut conn).await?;
        scope.require_entrusted(conn, county, today, statement.worker_id).await?;
        Ok(statement)
    });
    Reply::tagged(&found.await?)
}
