//! `POST /evaluations/{id}/transitions` and its history.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    model::{self, Evaluation, EvaluationState},
    moves,
};
use crate::{
    audit::event::Event,
    auth::policy::{ManageEvaluations, ReadEvaluations},
    http::{Body, Ctx, Error, Id, IfMatch, Page, Paging, Path, Reply, Result, codes::Code, text::Reason},
    schema::evaluation_transitions,
};

/// A move to another state.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct MoveEvaluation {
    /// The state to move to; `scored` comes of itself with the third scorecard.
    pub state: EvaluationState,
    /// Why.
    pub reason: Reason,
}

/// One move of an evaluation.
#[derive(Debug, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = evaluation_transitions)]
pub struct EvaluationMove {
    /// Id of the move.
    pub id: Uuid,
    /// The state it came into.
    pub state: EvaluationState,
    /// Why; none for what came of itself.
    pub reason: Option<String>,
    /// Whose account moved it.
    pub moved_by: Uuid,
    /// When.
    #[diesel(column_name = recorded_at)]
    pub at: DateTime<Utc>,
}

/// Moves an evaluation to another state; the reason is kept.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/transitions", tag = "evaluation")]
pub async fn move_evaluation(
    ctx: Ctx<ManageEvaluations>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<MoveEvaluation>,
) -> Result<Reply<Evaluation>> {
    ctx.write(async |tx| {
        let mut row = model::lock(tx, tx.reach(), path.id).await?;
        if_match.check(row.version)?;
        let (from, to) = (row.state, body.0.state);
        if !from.next().contains(&to) {
            return Err(Error::new(Code::Conflict).detail(
                "当前状态不能转为该状态",
                "The evaluation cannot move to this state from its present one",
            ));
        }
        row.state = to;
        moves::enter(tx, &mut row).await?;
        model::save(tx, &row).await?;
        model::enter(tx, path.id, to, Some(body.0.reason.as_str())).await?;
        tx.record(Event::new("evaluation.moved", path.id, json!({"from": from, "to": to})));
        Reply::tagged(&model::find(tx, tx.reach(), path.id).await?)
    })
    .await
}

/// Lists the moves of an evaluation, oldest first.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/transitions", tag = "evaluation")]
pub async fn list_evaluation_transitions(
    ctx: Ctx<ReadEvaluations>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Reply<Page<EvaluationMove>>> {
    let found = ctx.read(async |conn| {
        let evaluation = model::find_row(conn, ctx.reach(), path.id).await?;
        let all = || {
            evaluation_transitions::table
                .filter(evaluation_transitions::county_code.eq(&evaluation.county_code))
                .filter(evaluation_transitions::evaluation_id.eq(evaluation.id))
                .into_boxed()
        };
        let mut rows = all();
        if let Some((at, id)) = paging.position::<(DateTime<Utc>, Uuid)>()? {
            let same = evaluation_transitions::recorded_at.eq(at).and(evaluation_transitions::id.gt(id));
            rows = rows.filter(evaluation_transitions::recorded_at.gt(at).or(same));
        }
        let order = (evaluation_transitions::recorded_at, evaluation_transitions::id);
        let rows = rows.order(order).select(EvaluationMove::as_select());
        paging.read(conn, rows, all().count()).await
    });
    let (found, total) = found.await?;
    paging.page(found, total, |one: &EvaluationMove| (one.at, one.id))?.reply()
}
