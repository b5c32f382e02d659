//! `GET /evaluations/{id}/recusals`.

use diesel::prelude::*;
use uuid::Uuid;

use super::model::Recusal;
use crate::{
    auth::policy::ReadEvaluations,
    evaluation::{model as evaluations, scorecards::blind::Viewer},
    http::{Ctx, Id, Page, Paging, Path, Reply, Result},
    schema::evaluation_recusals,
};

/// Lists who must not score an evaluation, in the order in which it was declared; the contractor does not read why.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/recusals", tag = "evaluation")]
pub async fn list_recusals(
    ctx: Ctx<ReadEvaluations>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Reply<Page<Recusal>>> {
    let hidden = Viewer::of(ctx.caller()?.role) == Viewer::Contractor;
    let found = ctx.read(async |conn| {
        let evaluation = evaluations::find_row(conn, ctx.reach(), path.id).await?;
        let all = || {
            evaluation_recusals::table
                .filter(evaluation_recusals::county_code.eq(&evaluation.county_code))
                .filter(evaluation_recusals::evaluation_id.eq(evaluation.id))
                .into_boxed()
        };
        let mut rows = all();
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(evaluation_recusals::id.gt(after));
        }
        let rows = rows.order(evaluation_recusals::id).select(Recusal::as_select());
        paging.read(conn, rows, all().count()).await
    });
    let (found, total): (Vec<Recusal>, _) = found.await?;
    let shown = |one: Recusal| Recusal { reason: one.reason.filter(|_| !hidden), ..one };
    paging.page(found, total, |one: &Recusal| one.id)?.map(shown).reply()
}
