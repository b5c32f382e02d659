//! Indicators that somebody names: they must be of the evaluation's framework, and apply.

use crate::{
    evaluation::{applicable, frameworks::indicator::Indicator, model::EvaluationRow},
    http::{Result, Tx, fault::Fault},
};

/// The applicable indicator of a code. Errors: 422 at `/indicator`.
pub async fn named(tx: &Tx<'_>, evaluation: &EvaluationRow, code: &str) -> Result<Indicator> {
    let all = applicable::indicators(tx, evaluation).await?;
    let found = all.into_iter().find(|one| one.code == code);
    Ok(found.ok_or_else(|| Fault::unknown_reference("/indicator"))?)
}
