//! `GET /policies` and `GET /policies/{id}`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{self, PolicyVersion};
use crate::{
    auth::policy::ReadReference,
    http::{Ctx, Id, Page, Paging, Path, Reply, Result},
    schema::policies,
};

/// Lists the versions of the county's policy, voided ones too, the latest day of effect first.
#[utoipa::path(get, path = "/api/v1/policies", tag = "places")]
pub async fn list_policies(ctx: Ctx<ReadReference>, paging: Paging) -> Result<Reply<Page<PolicyVersion>>> {
    let mut rows = model::of_county(&ctx.reach().county);
    if let Some((day, id)) = paging.position::<(NaiveDate, Uuid)>()? {
        let same_day = policies::effective_from.eq(day).and(policies::id.lt(id));
        rows = rows.filter(policies::effective_from.lt(day).or(same_day));
    }
    let rows =
        rows.order((policies::effective_from.desc(), policies::id.desc())).select(PolicyVersion::as_select());
    let all = model::of_county(&ctx.reach().county).count();
    let (found, total) = ctx.read(async |conn| paging.read(conn, rows, all).await).await?;
    paging.page(found, total, |version: &PolicyVersion| (version.effective_from, version.id))?.reply()
}

/// Shows one version of the county's policy.
#[utoipa::path(get, path = "/api/v1/policies/{id}", tag = "places")]
pub async fn get_policy(ctx: Ctx<ReadReference>, path: Path<Id>) -> Result<Reply<PolicyVersion>> {
    let one = model::of_county(&ctx.reach().county)
        .filter(policies::id.eq(path.id))
        .select(PolicyVersion::as_select());
    let found: PolicyVersion = ctx.read(async |mut conn| Ok(one.first(&mut conn).await?)).await?;
    Reply::tagged(&found)
}
