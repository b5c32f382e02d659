//! `GET /evaluation-frameworks` and `GET /evaluation-frameworks/{id}`.

use diesel::prelude::*;
use uuid::Uuid;

use super::model::{self, Framework, FrameworkHead};
use crate::{
    auth::policy::ReadFrameworks,
    http::{Ctx, Id, Page, Paging, Path, Reply, Result},
    schema::evaluation_frameworks,
};

/// Lists the county's frameworks, oldest first, without their indicators.
#[utoipa::path(get, path = "/api/v1/evaluation-frameworks", tag = "evaluation")]
pub async fn list_frameworks(ctx: Ctx<ReadFrameworks>, paging: Paging) -> Result<Reply<Page<FrameworkHead>>> {
    let county = evaluation_frameworks::county_code.eq(&ctx.reach().county);
    let all = || evaluation_frameworks::table.filter(county).into_boxed();
    let mut rows = all();
    if let Some(after) = paging.position::<Uuid>()? {
        rows = rows.filter(evaluation_frameworks::id.gt(after));
    }
    let rows = rows.order(evaluation_frameworks::id).select(FrameworkHead::as_select());
    let (found, total) = ctx.read(async |conn| paging.read(conn, rows, all().count()).await).await?;
    paging.page(found, total, |framework: &FrameworkHead| framework.id)?.reply()
}

/// Shows one framework with its indicators.
#[utoipa::path(get, path = "/api/v1/evaluation-frameworks/{id}", tag = "evaluation")]
pub async fn get_framework(ctx: Ctx<ReadFrameworks>, path: Path<Id>) -> Result<Reply<Framework>> {
    let framework = ctx.read(async |conn| model::find(conn, &ctx.reach().county, path.id).await).await?;
    Reply::tagged(&framework)
}
