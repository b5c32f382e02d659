//! `GET /milestones/{code}/declarations` and `GET /milestone-declarations/{id}`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{self, MilestoneDeclaration, MilestonePath};
use crate::{
    auth::policy::ReadGovernance,
    http::{Ctx, Id, Page, Paging, Path, Reply, Result},
    schema::milestone_declarations,
};

/// Lists what was ever declared of a milestone, voided ones too, in the order in which it was recorded.
#[utoipa::path(get, path = "/api/v1/milestones/{code}/declarations", tag = "governance")]
pub async fn list_milestone_declarations(
    ctx: Ctx<ReadGovernance>,
    path: Path<MilestonePath>,
    paging: Paging,
) -> Result<Reply<Page<MilestoneDeclaration>>> {
    let (county, code) = (ctx.reach().county.as_str(), path.code()?);
    let all = milestone_declarations::table
        .filter(milestone_declarations::county_code.eq(county))
        .filter(milestone_declarations::milestone_code.eq(code));
    let mut rows = all.into_boxed();
    if let Some(after) = paging.position::<Uuid>()? {
        rows = rows.filter(milestone_declarations::id.gt(after));
    }
    let rows = rows.order(milestone_declarations::id).select(MilestoneDeclaration::as_select());
    let found = ctx.read(async |conn| {
        model::require(conn, county, code).await?;
        paging.read(conn, rows, all.count()).await
    });
    let (found, total) = found.await?;
    paging.page(found, total, |declaration: &MilestoneDeclaration| declaration.id)?.reply()
}

/// Shows one declaration.
#[utoipa::path(get, path = "/api/v1/milestone-declarations/{id}", tag = "governance")]
pub async fn get_milestone_declaration(
    ctx: Ctx<ReadGovernance>,
    path: Path<Id>,
) -> Result<Reply<MilestoneDeclaration>> {
    let one = milestone_declarations::table
        .find((&ctx.reach().county, path.id))
        .select(MilestoneDeclaration::as_select());
    let found: MilestoneDeclaration = ctx.read(async |mut conn| Ok(one.first(&mut conn).await?)).await?;
    Reply::tagged(&found)
}
