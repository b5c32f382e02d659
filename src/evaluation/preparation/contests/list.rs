//! `GET /evaluations/{id}/contests`.

use diesel::prelude::*;
use uuid::Uuid;

use super::model::Contest;
use crate::{
    auth::policy::ReadPreparation,
    evaluation::model as evaluations,
    http::{Ctx, Id, Page, Paging, Path, Reply, Result},
    schema::evidence_contests,
};

/// Lists what the contractor contested, with the answers, in the order in which it came.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/contests", tag = "evaluation")]
pub async fn list_contests(
    ctx: Ctx<ReadPreparation>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Reply<Page<Contest>>> {
    let found = ctx.read(async |conn| {
        let evaluation = evaluations::find_row(conn, ctx.reach(), path.id).await?;
        let all = || {
            evidence_contests::table
                .filter(evidence_contests::county_code.eq(&evaluation.county_code))
                .filter(evidence_contests::evaluation_id.eq(evaluation.id))
                .into_boxed()
        };
        let mut rows = all();
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(evidence_contests::id.gt(after));
        }
        let rows = rows.order(evidence_contests::id).select(Contest::as_select());
        paging.read(conn, rows, all().count()).await
    });
    let (found, total) = found.await?;
    paging.page(found, total, |one: &Contest| one.id)?.reply()
}
