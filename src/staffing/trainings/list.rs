//! `GET /workers/{id}/trainings` and `GET /trainings/{id}`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{self, Training};
use crate::{
    auth::policy::ReadWorkers,
    http::{Ctx, Id, Page, Paging, Path, Reply, Result},
    schema::trainings,
    staffing::scope::Scope,
};

/// Lists the trainings of a worker, voided ones too, in the order in which they were recorded.
#[utoipa::path(get, path = "/api/v1/workers/{id}/trainings", tag = "staffing")]
pub async fn list_trainings(
    ctx: Ctx<ReadWorkers>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Reply<Page<Training>>> {
    let (scope, county) = (Scope::of(&ctx)?, &ctx.reach().county);
    let counted = model::of_county(county).filter(trainings::worker_id.eq(path.id));
    let mut rows = model::of_county(county).filter(trainings::worker_id.eq(path.id));
    if let Some(after) = paging.position::<Uuid>()? {
        rows = rows.filter(trainings::id.gt(after));
    }
    let rows = rows.order(trainings::id).select(Training::as_select());
    let found = ctx.read(async |conn| {
        scope.require(conn, county, path.id).await?;
        paging.read(conn, rows, counted.count()).await
    });
    let (found, total) = found.await?;
    paging.page(found, total, |training: &Training| training.id)?.reply()
}

/// Shows one training.
#[utoipa::path(get, path = "/api/v1/trainings/{id}", tag = "staffing")]
pub async fn get_training(ctx: Ctx<ReadWorkers>, path: Path<Id>) -> Result<Reply<Training>> {
    let (scope, county) = (Scope::of(&ctx)?, &ctx.reach().county);
    let one = model::of_county(county).filter(trainings::id.eq(path.id));
    let one = one.select(Training::as_select());
    let found = ctx.read(async |mut conn| {
        let training: Training = one.first(&mut conn).await?;
        scope.require(conn, county, training.worker_id).await?;
        Ok(training)
    });
    Reply::tagged(&found.await?)
}
