//! `GET /evaluations/{id}/reopenings`.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::model::Reopening;
use crate::{
    auth::policy::ReadScorecards,
    evaluation::{
        model,
        scorecards::blind::{self, Viewer},
    },
    http::{Ctx, Id, Page, Paging, Path, Reply, Result},
    schema::{scorecard_reopenings, scorecards},
};

/// Lists the reopenings of the cards that the caller may read, oldest first: a reason may tell of points.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/reopenings", tag = "evaluation")]
pub async fn list_reopenings(
    ctx: Ctx<ReadScorecards>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Reply<Page<Reopening>>> {
    let viewer = Viewer::of(ctx.caller()?.role);
    let found = ctx.read(async |conn| {
        let evaluation = model::find_row(conn, ctx.reach(), path.id).await?;
        let all = || {
            scorecard_reopenings::table
                .filter(scorecard_reopenings::county_code.eq(&evaluation.county_code))
                .filter(scorecard_reopenings::evaluation_id.eq(evaluation.id))
                .filter(
                    scorecard_reopenings::party
                        .eq_any(blind::readable(&evaluation, viewer).select(scorecards::party)),
                )
                .into_boxed()
        };
        let mut rows = all();
        if let Some((at, id)) = paging.position::<(DateTime<Utc>, Uuid)>()? {
            let same = scorecard_reopenings::recorded_at.eq(at).and(scorecard_reopenings::id.gt(id));
            rows = rows.filter(scorecard_reopenings::recorded_at.gt(at).or(same));
        }
        let order = (scorecard_reopenings::recorded_at, scorecard_reopenings::id);
        let rows = rows.order(order).select(Reopening::as_select());
        paging.read(conn, rows, all().count()).await
    });
    let (found, total) = found.await?;
    paging.page(found, total, |one: &Reopening| (one.asked_at, one.id))?.reply()
}
