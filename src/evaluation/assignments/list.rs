//! `GET /evaluations/{id}/assignments`.

use diesel::prelude::*;
use uuid::Uuid;

use super::model::Assignment;
use crate::{
    auth::policy::ReadEvaluations,
    evaluation::model as evaluations,
    http::{Ctx, Id, Page, Paging, Path, Reply, Result},
    schema::evaluation_assignments,
};

/// Lists who scores an evaluation for the agency, or did, oldest first.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/assignments", tag = "evaluation")]
pub async fn list_assignments(
    ctx: Ctx<ReadEvaluations>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Reply<Page<Assignment>>> {
    let found = ctx.read(async |conn| {
        let evaluation = evaluations::find_row(conn, ctx.reach(), path.id).await?;
        let all = || {
            evaluation_assignments::table
                .filter(evaluation_assignments::county_code.eq(&evaluation.county_code))
                .filter(evaluation_assignments::evaluation_id.eq(evaluation.id))
                .into_boxed()
        };
        let mut rows = all();
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(evaluation_assignments::id.gt(after));
        }
        let order = evaluation_assignments::id;
        let rows = rows.order(order).select(Assignment::as_select());
        paging.read(conn, rows, all().count()).await
    });
    let (found, total) = found.await?;
    paging.page(found, total, |one: &Assignment| one.id)?.reply()
}
