//! Rows of assignments.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    audit::event::Event,
    evaluation::{
        model::{EvaluationRow, EvaluationState},
        scorer::{self, Scorer},
    },
    http::{Error, Result, Tx, codes::Code},
    schema::evaluation_assignments,
};

/// The path of one assignment.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct AssignmentPath {
    /// Id of the evaluation.
    pub id: Uuid,
    /// Id of the assignment.
    pub assignment: Uuid,
}

/// That an account of the agency scores an evaluation.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = evaluation_assignments)]
pub struct Assignment {
    /// Id of the assignment.
    pub id: Uuid,
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// Who scores it.
    pub user_id: Uuid,
    /// Who gave it to him.
    pub assigned_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// When it was taken away; null while it stands.
    #[schema(required)]
    pub ended_at: Option<DateTime<Utc>>,
    /// Who took it away.
    #[schema(required)]
    pub ended_by: Option<Uuid>,
    /// Why.
    #[schema(required)]
    pub end_reason: Option<String>,
}

/// Scorers are named before the third card is in. Errors: 409.
pub fn judge_open(evaluation: &EvaluationRow) -> Result<()> {
    use EvaluationState::{Planned, Preparation, Scoring};
    if matches!(evaluation.state, Planned | Preparation | Scoring) {
        return Ok(());
    }
    Err(Error::new(Code::Conflict)
        .detail("评分已经结束，不能再调整评分人", "The scoring is over; its scorers do not change any more"))
}

/// The standing assignment of an account; none when it has none.
pub async fn standing(tx: &Tx<'_>, evaluation: Uuid, user: Uuid) -> Result<Option<Assignment>> {
    let one = evaluation_assignments::table
        .filter(evaluation_assignments::county_code.eq(tx.county()))
        .filter(evaluation_assignments::evaluation_id.eq(evaluation))
        .filter(evaluation_assignments::user_id.eq(user))
        .filter(evaluation_assignments::ended_at.is_null());
    Ok(one.select(Assignment::as_select()).first(&mut tx.conn()).await.optional()?)
}

/// Gives an evaluation, locked before, to an account of its agency. Errors, all before anything is written: 409.
pub async fn give(tx: &Tx<'_>, evaluation: &EvaluationRow, scorer: &Scorer) -> Result<Assignment> {
    judge_open(evaluation)?;
    scorer::judge_free(tx, evaluation, scorer).await?;
    if standing(tx, evaluation.id, scorer.id).await?.is_some() {
        return Err(Error::new(Code::AlreadyExists)
            .detail("该账号已被指派", "The account is assigned to this evaluation already"));
    }
    let row = (
        evaluation_assignments::county_code.eq(tx.county()),
        evaluation_assignments::id.eq(tx.new_id()),
        evaluation_assignments::evaluation_id.eq(evaluation.id),
        evaluation_assignments::user_id.eq(scorer.id),
        evaluation_assignments::assigned_by.eq(tx.actor()?),
        evaluation_assignments::recorded_at.eq(tx.now()),
    );
    let insert = diesel::insert_into(evaluation_assignments::table).values(row);
    let made: Assignment = insert.returning(Assignment::as_returning()).get_result(&mut tx.conn()).await?;
    let told = json!({"evaluation": evaluation.id, "user": scorer.id});
    tx.record(Event::new("evaluation_assignment.given", made.id, told));
    Ok(made)
}

/// Takes an assignment away.
pub async fn end(tx: &Tx<'_>, standing: &Assignment, reason: &str) -> Result<Assignment> {
    let one = evaluation_assignments::table
        .find((tx.county(), standing.id))
        .filter(evaluation_assignments::ended_at.is_null());
    let change = (
        evaluation_assignments::ended_at.eq(tx.now()),
        evaluation_assignments::ended_by.eq(tx.actor()?),
        evaluation_assignments::end_reason.eq(reason),
    );
    let update = diesel::update(one).set(change).returning(Assignment::as_returning());
    let ended: Assignment = update.get_result(&mut tx.conn()).await?;
    let told = json!({"evaluation": ended.evaluation_id, "user": ended.user_id});
    tx.record(Event::new("evaluation_assignment.ended", ended.id, told));
    Ok(ended)
}
