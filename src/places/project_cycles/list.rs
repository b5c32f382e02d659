//! `GET /project-cycles` and `GET /project-cycles/{id}`.

use diesel::prelude::*;
use uuid::Uuid;

use super::model::{self, ProjectCycle};
use crate::{
    auth::policy::ReadAgreements,
    http::{Ctx, Id, Page, Paging, Path, Reply, Result},
    schema::project_cycles,
};

/// Lists the county's project cycles in the order of their recording.
#[utoipa::path(get, path = "/api/v1/project-cycles", tag = "places")]
pub async fn list_project_cycles(
    ctx: Ctx<ReadAgreements>,
    paging: Paging,
) -> Result<Reply<Page<ProjectCycle>>> {
    let all =
        || project_cycles::table.filter(project_cycles::county_code.eq(&ctx.reach().county)).into_boxed();
    let mut rows = all();
    if let Some(after) = paging.position::<Uuid>()? {
        rows = rows.filter(project_cycles::id.gt(after));
    }
    let rows = rows.order(project_cycles::id).select(ProjectCycle::as_select());
    let (found, total) = ctx.read(async |conn| paging.read(conn, rows, all().count()).await).await?;
    paging.page(found, total, |cycle: &ProjectCycle| cycle.id)?.reply()
}

/// Shows one project cycle.
#[utoipa::path(get, path = "/api/v1/project-cycles/{id}", tag = "places")]
pub async fn get_project_cycle(ctx: Ctx<ReadAgreements>, path: Path<Id>) -> Result<Reply<ProjectCycle>> {
    let found = ctx.read(async |conn| model::find(conn, &ctx.reach().county, path.id).await).await?;
    Reply::tagged(&found)
}
