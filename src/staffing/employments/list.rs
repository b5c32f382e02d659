//! `GET /employments` and `GET /employments/{id}`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, Employment};
use crate::{
    auth::policy::ReadWorkers,
    http::{Ctx, Id, Page, Paging, Path, Query, Reply, Result},
    schema::employments,
    staffing::scope::Scope,
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct EmploymentFilter {
    /// Only of this worker.
    pub worker_id: Option<Uuid>,
    /// Only with this employer.
    pub organisation_id: Option<Uuid>,
}

/// Lists the employments within reach, voided ones too, in the order in which they were recorded.
#[utoipa::path(get, path = "/api/v1/employments", tag = "staffing")]
pub async fn list_employments(
    ctx: Ctx<ReadWorkers>,
    filter: Query<EmploymentFilter>,
    paging: Paging,
) -> Result<Reply<Page<Employment>>> {
    let scope = Scope::of(&ctx)?;
    let mut rows = model::visible(&scope, &ctx.reach().county);
    if let Some(worker) = filter.0.worker_id {
        rows = rows.filter(employments::worker_id.eq(worker));
    }
    if let Some(organisation) = filter.0.organisation_id {
        rows = rows.filter(employments::organisation_id.eq(organisation));
    }
    if let Some(after) = paging.position::<Uuid>()? {
        rows = rows.filter(employments::id.gt(after));
    }
    let rows = rows.order(employments::id).limit(paging.fetch()).select(Employment::as_select());
    let found = ctx.read(async |mut conn| Ok(rows.load(&mut conn).await?)).await?;
    paging.page(found, None, |employment| employment.id)?.reply()
}

/// Shows one employment.
#[utoipa::path(get, path = "/api/v1/employments/{id}", tag = "staffing")]
pub async fn get_employment(ctx: Ctx<ReadWorkers>, path: Path<Id>) -> Result<Reply<Employment>> {
    let scope = Scope::of(&ctx)?;
    let one = model::visible(&scope, &ctx.reach().county).filter(employments::id.eq(path.id));
    let one = one.select(Employment::as_select());
    let found: Employment = ctx.read(async |mut conn| Ok(one.first(&mut conn).await?)).await?;
    Reply::tagged(&found)
}
