//! Evidence as it was when scoring began: the same proposal for all parties, never changed after.

use crate::{
    evaluation::model::EvaluationRow,
    http::{Result, Tx},
};

/// Computes the evidence of an evaluation and keeps it.
pub async fn freeze(_tx: &Tx<'_>, _evaluation: &EvaluationRow) -> Result<()> {
    Ok(())
}
