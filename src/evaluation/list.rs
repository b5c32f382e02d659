//! `GET /evaluations` and `GET /evaluations/{id}`.

use diesel::{pg::Pg, prelude::*};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{self, Evaluation, EvaluationRow, EvaluationState, Party, PartyRow};
use crate::{
    auth::{policy::ReadEvaluations, reach::Reach},
    http::{Ctx, Id, Page, Paging, Path, Query, Reply, Result},
    schema::{evaluations, scorecards},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct EvaluationFilter {
    /// Only of this station.
    pub station: Option<Uuid>,
    /// Only of this phase.
    pub phase: Option<Uuid>,
    /// Only in this state.
    pub state: Option<EvaluationState>,
}

/// Lists the evaluations within reach, oldest first, with who has submitted.
#[utoipa::path(get, path = "/api/v1/evaluations", tag = "evaluation")]
pub async fn list_evaluations(
    ctx: Ctx<ReadEvaluations>,
    filter: Query<EvaluationFilter>,
    paging: Paging,
) -> Result<Reply<Page<Evaluation>>> {
    let all = || filtered(ctx.reach(), &filter.0);
    let mut ids = all();
    if let Some(after) = paging.position::<Uuid>()? {
        ids = ids.filter(evaluations::id.gt(after));
    }
    let page = ids.order(evaluations::id).limit(paging.fetch()).select(evaluations::id);
    let cards = scorecards::county_code
        .eq(evaluations::county_code)
        .and(scorecards::evaluation_id.eq(evaluations::id));
    let rows = evaluations::table
        .inner_join(scorecards::table.on(cards))
        .filter(evaluations::county_code.eq(&ctx.reach().county))
        .filter(evaluations::id.eq_any(page))
        .order((evaluations::id, scorecards::party))
        .select((EvaluationRow::as_select(), PartyRow::as_select()));
    let (found, total) = ctx.read(async |conn| paging.load(conn, rows, all().count()).await).await?;
    paging.page(gather(found), total, |evaluation| evaluation.id)?.reply()
}

fn filtered<'a>(reach: &'a Reach, filter: &EvaluationFilter) -> evaluations::BoxedQuery<'a, Pg> {
    let mut rows = model::visible(reach);
    if let Some(station) = filter.station {
        rows = rows.filter(evaluations::station_id.eq(station));
    }
    if let Some(phase) = filter.phase {
        rows = rows.filter(evaluations::phase_id.eq(phase));
    }
    match filter.state {
        Some(state) => rows.filter(evaluations::state.eq(state)),
        None => rows,
    }
}

/// One evaluation of each run of rows; every evaluation has its three cards from the beginning.
fn gather(rows: Vec<(EvaluationRow, PartyRow)>) -> Vec<Evaluation> {
    let mut all: Vec<Evaluation> = Vec::with_capacity(rows.len().div_euclid(Party::ALL.len()));
    for (row, party) in rows {
        match all.last_mut().filter(|last| last.id == row.id) {
            Some(last) => last.parties.push(party.told(row.scoring_due_on)),
            None => all.push(Evaluation::new(&row, vec![party])),
        }
    }
    all
}

/// Shows one evaluation: its state and who has submitted, never what.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}", tag = "evaluation")]
pub async fn get_evaluation(ctx: Ctx<ReadEvaluations>, path: Path<Id>) -> Result<Reply<Evaluation>> {
    Reply::tagged(&ctx.read(async |conn| model::find(conn, ctx.reach(), path.id).await).await?)
}
