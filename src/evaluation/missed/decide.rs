//! `POST /evaluations/{id}/missed-decisions`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::{
    model::{MissedCardDecision, MissedCardOutcome},
    overdue,
};
use crate::{
    audit::event::Event,
    auth::policy::DecideMissedCards,
    evaluation::{
        model::{self as evaluations, EvaluationRow, EvaluationState, Party},
        standing,
    },
    http::{
        Body, Created, Ctx, Id, IfMatch, Path, Reply, Result, Tx, body::rule_fault, fault::Fault,
        text::Reason,
    },
    schema::missed_card_decisions,
};

/// What becomes of an evaluation that misses a scorecard.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = dated))]
pub struct DecideMissedCard {
    /// Whose card is missing.
    pub party: Party,
    /// What is decided.
    pub decision: MissedCardOutcome,
    /// The new last day for scorecards, after today; with `extended` only.
    #[schema(example = "2023-12-01")]
    pub due_on: Option<NaiveDate>,
    /// Why.
    pub reason: Reason,
}

fn dated(decision: &DecideMissedCard) -> Result<(), ValidationError> {
    match (decision.decision, decision.due_on) {
        (MissedCardOutcome::Extended, None) => {
            Err(rule_fault("/due_on", "required", "延期须写明新的截止日", "An extension needs its last day"))
        }
        (MissedCardOutcome::Voided, Some(_)) => {
            Err(rule_fault("/due_on", "not_allowed", "作废无截止日", "What is void has no last day"))
        }
        _ => Ok(()),
    }
}

/// Decides on a scorecard that is still missing after the days of grace: all parties get another last day, or the
/// evaluation is void.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/missed-decisions", tag = "evaluation")]
pub async fn decide_missed_card(
    ctx: Ctx<DecideMissedCards>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<DecideMissedCard>,
) -> Result<Created<MissedCardDecision>> {
    ctx.write(async |tx| {
        let mut row = evaluations::lock(tx, tx.reach(), path.id).await?;
        if_match.check(row.version)?;
        judge_day(tx, body.0.due_on)?;
        overdue::judge_after_grace(tx, &row, body.0.party).await?;
        standing::apart(tx, &row).await?;
        let decision = insert(tx, &row, &body.0).await?;
        carry_out(tx, &mut row, &body.0).await?;
        let DecideMissedCard { party, decision: outcome, due_on, .. } = &body.0;
        let told = json!({"evaluation": row.id, "party": party, "decision": outcome, "due_on": due_on});
        tx.record(Event::new("missed_card.decided", decision.id, told));
        Ok(Reply::computed(&decision)?.at(format!("/api/v1/evaluations/{}/missed-decisions", path.id)))
    })
    .await
}

fn judge_day(tx: &Tx<'_>, due_on: Option<NaiveDate>) -> Result<()> {
    if due_on.is_some_and(|day| day <= tx.today()) {
        return Err(Fault::body("/due_on", "too_early", "须晚于今天", "It must be after today").into());
    }
    Ok(())
}

async fn insert(
    tx: &Tx<'_>,
    evaluation: &EvaluationRow,
    new: &DecideMissedCard,
) -> Result<MissedCardDecision> {
    let row = (
        missed_card_decisions::county_code.eq(tx.county()),
        missed_card_decisions::id.eq(tx.new_id()),
        missed_card_decisions::evaluation_id.eq(evaluation.id),
        missed_card_decisions::party.eq(new.party),
        missed_card_decisions::decision.eq(new.decision),
        missed_card_decisions::due_on.eq(new.due_on),
        missed_card_decisions::reason.eq(new.reason.as_str()),
        missed_card_decisions::decided_by.eq(tx.actor()?),
        missed_card_decisions::recorded_at.eq(tx.now()),
    );
    let insert = diesel::insert_into(missed_card_decisions::table).values(row);
    Ok(insert.returning(MissedCardDecision::as_returning()).get_result(&mut tx.conn()).await?)
}

async fn carry_out(tx: &Tx<'_>, row: &mut EvaluationRow, decided: &DecideMissedCard) -> Result<()> {
    if decided.decision == MissedCardOutcome::Extended {
        row.scoring_due_on = decided.due_on;
        return evaluations::save(tx, row).await;
    }
    let (from, to) = (row.state, EvaluationState::Void);
    row.state = to;
    evaluations::save(tx, row).await?;
    evaluations::enter(tx, row.id, to, Some(decided.reason.as_str())).await?;
    tx.record(Event::new("evaluation.moved", row.id, json!({"from": from, "to": to})));
    Ok(())
}
