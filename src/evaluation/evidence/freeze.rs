//! Evidence as it was when scoring began: the same proposal for all parties, never changed after.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::{
    computing::{self, IndicatorEvidence},
    frozen::Counted,
    window::Window,
};
use crate::{
    db::json::Json,
    evaluation::{applicable, frameworks::indicator::hundredths, model::EvaluationRow},
    http::{Result, Tx},
    schema::evaluation_evidence,
};

/// Computes the evidence of an evaluation and keeps it. The move to scoring, whose transaction this is, has the event.
pub async fn freeze(tx: &Tx<'_>, evaluation: &EvaluationRow) -> Result<()> {
    let window = Window::of(tx, evaluation, tx.today()).await?;
    let indicators = applicable::indicators(tx, evaluation).await?;
    let evidence = computing::compute(tx, &window, &indicators).await?;
    let row = |one: IndicatorEvidence| {
        let counted = Counted { from: window.from, to: window.to, facts: one.facts };
        Ok((
            evaluation_evidence::county_code.eq(tx.county()),
            evaluation_evidence::evaluation_id.eq(evaluation.id),
            evaluation_evidence::indicator_code.eq(one.indicator),
            evaluation_evidence::facts.eq(Json(counted)),
            evaluation_evidence::proposal.eq(one.proposal.map(hundredths).transpose()?),
            evaluation_evidence::frozen_at.eq(tx.now()),
        ))
    };
    let rows = evidence.into_iter().map(row).collect::<Result<Vec<_>>>()?;
    diesel::insert_into(evaluation_evidence::table).values(rows).execute(&mut tx.conn()).await?;
    Ok(())
}
