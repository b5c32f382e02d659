//! `GET /workers` and `GET /workers/{id}`.

use diesel::prelude::*;
use uuid::Uuid;

use super::{
    model::{self, Row, Worker},
    person::Person,
};
use crate::{
    auth::policy::ReadWorkers,
    http::{Ctx, Id, Paging, Path, Reply, Result},
    schema::workers,
    staffing::scope::Scope,
    tables::{self, Listing},
};

/// Lists the workers within reach, in the order in which they were registered.
///
/// A contractor sees whom it employs or employed; a township, a posted worker and an evaluation agency see whom their
/// stations have or had.
#[utoipa::path(get, path = "/api/v1/workers", tag = "staffing")]
pub async fn list_workers(ctx: Ctx<ReadWorkers>, paging: Paging) -> Result<Listing<Worker>> {
    let scope = Scope::of(&ctx)?;
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let counted = scope.workers(&ctx.reach().county);
        let mut rows = scope.workers(&ctx.reach().county);
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(workers::id.gt(after));
        }
        let rows = rows.order(workers::id).select(Row::as_select());
        let (found, total) = paging.read(conn, rows, counted.count()).await?;
        let people = model::open_all(&ctx.shared().personal, conn, &ctx.reach().county, found).await?;
        paging.page(people.iter().map(Person::view).collect(), total, |worker: &Worker| worker.id)
    })
    .await
}

/// Shows one worker.
#[utoipa::path(get, path = "/api/v1/workers/{id}", tag = "staffing")]
pub async fn get_worker(ctx: Ctx<ReadWorkers>, path: Path<Id>) -> Result<Reply<Worker>> {
    let scope = Scope::of(&ctx)?;
    let (roots, county) = (&ctx.shared().personal, &ctx.reach().county);
    let worker = ctx.read(async |conn| model::find(roots, conn, &scope, county, path.id).await).await?;
    Reply::tagged(&worker.view())
}
