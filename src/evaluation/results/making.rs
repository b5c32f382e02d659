//! What a move to `provisional`, `final` or `published` makes.

use crate::{
    evaluation::model::EvaluationRow,
    http::{Result, Tx},
};

/// The provisional result, and the last day for an appeal.
pub async fn provisional(_tx: &Tx<'_>, _evaluation: &mut EvaluationRow) -> Result<()> {
    Ok(())
}

/// The final result: the days for an appeal are over and all appeals are decided. Errors: 409.
pub async fn finalise(_tx: &Tx<'_>, _evaluation: &mut EvaluationRow) -> Result<()> {
    Ok(())
}

/// The publication of a final result.
pub async fn publish(_tx: &Tx<'_>, _evaluation: &mut EvaluationRow) -> Result<()> {
    Ok(())
}
