//! The result as somebody may see it.

use chrono::{DateTime, Utc};

use super::{
    basis::Basis,
    model::{self, MadeResult, ResultView},
};
use crate::{
    auth::reach::Reach,
    db::{Conn, text_enum::TextEnum as _},
    evaluation::{
        model::{self as evaluations, EvaluationRow, EvaluationState, Party, ScorecardState},
        scorecards::blind::{self, Viewer},
    },
    http::{Error, Result, codes::Code},
};

/// Who asks for a result, and when.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Which rows he may see.
    pub reach: &'a Reach,
    /// As what he looks at scorecards.
    pub viewer: Viewer,
    /// Now.
    pub now: DateTime<Utc>,
}

/// The newest edition, or before there is one what would be made now. Errors: 403 for the contractor before the
/// provisional result; 409 while a card is missing, and for what is void.
pub async fn result(conn: &Conn, evaluation: &EvaluationRow, asked: Asked<'_>) -> Result<ResultView> {
    judge_contractor(evaluation, asked.viewer)?;
    if evaluation.state == EvaluationState::Void {
        return Err(Error::new(Code::Conflict).detail("评估已作废", "The evaluation is void"));
    }
    if evaluation.state.is_open_to_contractor()
        && let Some(kept) = model::newest(conn, evaluation).await?
    {
        return Ok(kept);
    }
    let cards = blind::cards(conn, evaluation, asked.viewer).await?;
    if cards.len() < Party::ALL.len() {
        return Err(missing(conn, evaluation, asked.reach).await?);
    }
    let result = Basis::load(conn, evaluation, cards, asked.now).await?.result(evaluation)?;
    Ok(ResultView { made: MadeResult { stage: None, edition: None, made_at: None, result }, digest: None })
}

/// The contractor reads results from the provisional one on. Errors: 403.
pub fn judge_contractor(evaluation: &EvaluationRow, viewer: Viewer) -> Result<()> {
    if viewer == Viewer::Contractor && !evaluation.state.is_open_to_contractor() {
        return Err(Error::new(Code::Forbidden).detail(
            "初步结果作出之后，承接主体方可查看",
            "The contractor reads the result once it is provisional",
        ));
    }
    Ok(())
}

async fn missing(conn: &Conn, evaluation: &EvaluationRow, reach: &Reach) -> Result<Error> {
    let parties = evaluations::find(conn, reach, evaluation.id).await?.parties;
    let missing = parties.iter().filter(|party| party.state == ScorecardState::Draft);
    let (zh, en): (Vec<_>, Vec<_>) =
        missing.map(|one| one.party.label()).map(|label| (label.zh, label.code)).unzip();
    Ok(Error::new(Code::Conflict)
        .detail(format!("尚未提交：{}", zh.join("、")), format!("Not submitted yet: {}", en.join(", "))))
}
