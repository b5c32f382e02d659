//! `GET /employments` and `GET /employments/{id}`.

use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, Employment};
use crate::{
    auth::policy::ReadWorkers,
    http::{Ctx, Id, Paging, Path, Query, Reply, Result},
    schema::employments,
    staffing::scope::Scope,
    tables::{self, Listing},
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
) -> Result<Listing<Employment>> {
    let scope = Scope::of(&ctx)?;
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let counted = filtered(&scope, &ctx.reach().county, &filter.0);
        let mut rows = filtered(&scope, &ctx.reach().county, &filter.0);
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(employments::id.gt(after));
        }
        let rows = rows.order(employments::id).select(Employment::as_select());
        let (found, total) = paging.read(conn, rows, counted.count()).await?;
        paging.page(found, total, |employment: &Employment| employment.id)
    })
    .await
}

fn filtered<'a>(
    scope: &'a Scope,
    county: &'a str,
    filter: &EmploymentFilter,
) -> employments::BoxedQuery<'a, Pg> {
    let mut rows = model::visible(scope, county);
    if let Some(worker) = filter.worker_id {
        rows = rows.filter(employments::worker_id.eq(worker));
    }
    if let Some(organisation) = filter.organisation_id {
        rows = rows.filter(employments::organisation_id.eq(organisation));
    }
    rows
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
