//! Whether a party's card is overdue, and by how much.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::{
    evaluation::{
        model::{EvaluationRow, EvaluationState, Party, ScorecardState},
        preparation::stage,
    },
    http::{Error, Result, Tx, codes::Code},
    places::policy,
    schema::scorecards,
};

/// The party's card is not in, although its last day has passed. Errors: 409.
pub async fn judge(tx: &Tx<'_>, evaluation: &EvaluationRow, party: Party) -> Result<NaiveDate> {
    if evaluation.state != EvaluationState::Scoring {
        return Err(conflict("评估不在评分阶段", "The evaluation is not in the state of scoring"));
    }
    if state_of(tx, evaluation, party).await? == ScorecardState::Submitted {
        return Err(conflict("该方评分表已提交", "The party has submitted its scorecard"));
    }
    let due = evaluation.scoring_due_on.ok_or_else(|| Error::internal("scoring without a last day"))?;
    if tx.today() <= due {
        return Err(Error::new(Code::Conflict).detail(
            format!("评分截止日{due}尚未过"),
            format!("The last day for scorecards, {due}, has not passed"),
        ));
    }
    Ok(due)
}

/// The same, and the days of grace have passed too. Errors: 409.
pub async fn judge_after_grace(tx: &Tx<'_>, evaluation: &EvaluationRow, party: Party) -> Result<()> {
    let due = judge(tx, evaluation, party).await?;
    let (_, policy) = policy::in_force(tx, tx.county(), tx.today(), tx.now()).await?;
    let last = stage::after(due, policy.clocks.scoring_grace_days.value);
    if tx.today() <= last {
        return Err(Error::new(Code::Conflict).detail(
            format!("宽限期至{last}，届满后方可决定"),
            format!("The days of grace last until {last}; it is decided after them"),
        ));
    }
    Ok(())
}

fn conflict(zh: &'static str, en: &'static str) -> Error {
    Error::new(Code::Conflict).detail(zh, en)
}

async fn state_of(tx: &Tx<'_>, evaluation: &EvaluationRow, party: Party) -> Result<ScorecardState> {
    let card = scorecards::table
        .filter(scorecards::county_code.eq(tx.county()))
        .filter(scorecards::evaluation_id.eq(evaluation.id))
        .filter(scorecards::party.eq(party));
    Ok(card.select(scorecards::state).first(&mut tx.conn()).await?)
}
