//! `GET /scorecards`: the caller's party's own cards of a whole round, for a machine that scores many.

use diesel::{pg::Pg, prelude::*};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{
    blind::{CardRow, Viewer},
    round::{OwnCard, Round},
};
use crate::{
    auth::{policy::ReadScorecards, reach::Reach},
    evaluation::model::{self, EvaluationRow, EvaluationState, Party, ScorecardState},
    http::{Ctx, Page, Paging, Query, Reply, Result},
    schema::{evaluations, scorecards},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct OwnCardFilter {
    /// Only of this phase.
    pub phase: Option<Uuid>,
    /// Only of evaluations in this state.
    pub evaluation_state: Option<EvaluationState>,
    /// Only drafts, or only submitted ones.
    pub state: Option<ScorecardState>,
}

/// Lists the cards of the caller's own party, oldest evaluation first, with all that is needed to fill them in; for a role
/// that scores for no party the list is empty.
#[utoipa::path(get, path = "/api/v1/scorecards", tag = "evaluation")]
pub async fn list_scorecards(
    ctx: Ctx<ReadScorecards>,
    filter: Query<OwnCardFilter>,
    paging: Paging,
) -> Result<Reply<Page<OwnCard>>> {
    let own = Viewer::of(ctx.caller()?.role).own();
    let reach = ctx.reach();
    let all = || ids(reach, &filter.0, own);
    let mut page = all();
    if let Some(after) = paging.position::<Uuid>()? {
        page = page.filter(evaluations::id.gt(after));
    }
    let page = page.order(evaluations::id).limit(paging.fetch()).select(evaluations::id);
    let same = scorecards::county_code
        .eq(evaluations::county_code)
        .and(scorecards::evaluation_id.eq(evaluations::id));
    let rows = evaluations::table
        .inner_join(scorecards::table.on(same))
        .filter(evaluations::county_code.eq(&reach.county))
        .filter(evaluations::id.eq_any(page))
        .filter(scorecards::party.eq_any(own.into_iter().collect::<Vec<_>>()))
        .order(evaluations::id)
        .select((EvaluationRow::as_select(), CardRow::as_select()));
    let found = ctx.read(async |conn| {
        let (found, total) = paging.load(conn, rows, all().count()).await?;
        Ok((Round::load(conn, &reach.county, own, found).await?.cards()?, total))
    });
    let (found, total) = found.await?;
    paging.page(found, total, |card: &OwnCard| card.evaluation_id)?.reply()
}

/// The evaluations within reach whose card of the party is asked for.
fn ids<'a>(reach: &'a Reach, filter: &OwnCardFilter, own: Option<Party>) -> evaluations::BoxedQuery<'a, Pg> {
    let mut mine = scorecards::table
        .filter(scorecards::county_code.eq(&reach.county))
        .filter(scorecards::party.eq_any(own.into_iter().collect::<Vec<_>>()))
        .select(scorecards::evaluation_id)
        .into_boxed();
    if let Some(state) = filter.state {
        mine = mine.filter(scorecards::state.eq(state));
    }
    let mut rows = model::visible(reach).filter(evaluations::id.eq_any(mine));
    if let Some(phase) = filter.phase {
        rows = rows.filter(evaluations::phase_id.eq(phase));
    }
    match filter.evaluation_state {
        Some(state) => rows.filter(evaluations::state.eq(state)),
        None => rows,
    }
}
