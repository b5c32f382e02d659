//! Who may score an evaluation.

use super::model::{EvaluationRow, Party};
use crate::{auth::caller::Caller, db::Conn, http::Result};

/// Whether the caller may score for a party. Errors: 403.
pub async fn may_score(
    _conn: &Conn,
    _evaluation: &EvaluationRow,
    _party: Party,
    _caller: &Caller,
) -> Result<()> {
    Ok(())
}
