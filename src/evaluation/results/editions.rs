//! `GET /evaluations/{id}/result/editions`.

use diesel::prelude::*;

use super::{
    model::{self, ResultView},
    shown,
};
use crate::{
    auth::policy::ReadResults,
    evaluation::{model as evaluations, scorecards::blind::Viewer},
    http::{Ctx, Id, Page, Paging, Path, Reply, Result},
    schema::evaluation_results,
};

/// Lists every edition of a result as it was made, oldest first; what an appeal changed lies between two of them.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/result/editions", tag = "evaluation")]
pub async fn list_result_editions(
    ctx: Ctx<ReadResults>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Reply<Page<ResultView>>> {
    let viewer = Viewer::of(ctx.caller()?.role);
    let found = ctx.read(async |conn| {
        let evaluation = evaluations::find_row(conn, ctx.reach(), path.id).await?;
        shown::judge_contractor(&evaluation, viewer)?;
        let mut rows = model::editions(&evaluation);
        if let Some(after) = paging.position::<i32>()? {
            rows = rows.filter(evaluation_results::edition.gt(after));
        }
        let rows = rows
            .order(evaluation_results::edition)
            .select((evaluation_results::body, evaluation_results::digest));
        paging.read(conn, rows, model::editions(&evaluation).count()).await
    });
    let (found, total): (Vec<(Vec<u8>, Vec<u8>)>, _) = found.await?;
    let found = found.iter().map(|(body, digest)| model::read(body, digest)).collect::<Result<Vec<_>>>()?;
    paging.page(found, total, |view| view.made.edition)?.reply()
}
