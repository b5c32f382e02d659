//! `GET /evaluations/{id}/result-preview`: what a result hangs on, before it is made or final.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{basis::Basis, contested, contested::ContestedIndicator, model as results};
use crate::{
    auth::policy::PreviewResults,
    db::Conn,
    evaluation::{
        evidence::proposals,
        model::{self, EvaluationRow, EvaluationState, Party},
        reckoning::Sheet,
        result::Exact,
        scorecards::blind::{self, Card, Viewer},
        standing,
    },
    http::{Ctx, Error, Id, Path, Reply, Result, codes::Code},
    rules::{
        policy::{Grade, ScoringModel},
        scoring::{Fraction, GradeMargins, Points, Score, margins},
    },
};

/// What one party's card does to a result.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PartyInfluence {
    /// The party.
    pub party: Party,
    /// How many of the result's 100 points are its own to give.
    pub share: Exact,
    /// How many it gave.
    pub contribution: Exact,
    /// The result, had it given nothing.
    pub with_nothing: Exact,
    /// The result, had it given full marks.
    pub with_full_marks: Exact,
}

/// Points that are not those that the service had computed. Its reason is on the card.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PointDeparture {
    /// The party.
    pub party: Party,
    /// Code of the indicator.
    pub indicator: String,
    /// What was computed.
    pub proposal: Points,
    /// What the party gave.
    pub points: Points,
}

/// What a result hangs on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ResultPreview {
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// Scored or provisional.
    pub state: EvaluationState,
    /// The result before and after its one rounding.
    pub result: Exact,
    /// The grade of the rounded result.
    pub grade: Option<Grade>,
    /// How near the neighbouring grades are.
    pub margins: GradeMargins,
    /// What each party's card does to it.
    pub influence: Vec<PartyInfluence>,
    /// Indicators that somebody contested or appealed against.
    pub contested: Vec<ContestedIndicator>,
    /// Where parties gave other points than were computed.
    pub departures: Vec<PointDeparture>,
}

/// Shows what a result hangs on before it is final: margins to the neighbouring grades, influence of each party, contested
/// indicators, departures. Not for who scored.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/result-preview", tag = "evaluation")]
pub async fn preview_evaluation_result(
    ctx: Ctx<PreviewResults>,
    path: Path<Id>,
) -> Result<Reply<ResultPreview>> {
    let by = ctx.caller()?.id;
    let preview = ctx.read(async |conn| {
        let evaluation = model::find_row(conn, ctx.reach(), path.id).await?;
        judge_state(&evaluation)?;
        standing::keeps_apart(conn, &evaluation, by).await?;
        let cards = blind::cards(conn, &evaluation, Viewer::Other).await?;
        let departures = departures(conn, &evaluation, &cards).await?;
        let known_at = results::first_made_at(conn, &evaluation).await?.unwrap_or(ctx.now());
        let basis = Basis::load(conn, &evaluation, cards, known_at).await?;
        let contested = contested::indicators(conn, &evaluation).await?;
        preview(&evaluation, &basis, contested, departures)
    });
    Reply::computed(&preview.await?)
}

fn judge_state(evaluation: &EvaluationRow) -> Result<()> {
    if matches!(evaluation.state, EvaluationState::Scored | EvaluationState::Provisional) {
        return Ok(());
    }
    Err(Error::new(Code::Conflict).detail(
        "仅在评分完成、初步结果两个阶段可以预览",
        "There is a preview while the evaluation is scored or provisional",
    ))
}

async fn departures(conn: &Conn, evaluation: &EvaluationRow, cards: &[Card]) -> Result<Vec<PointDeparture>> {
    let proposals = proposals::of_evaluation(conn, evaluation).await?;
    let of_card = |card: &Card| {
        let one = |proposed: &proposals::Proposal| {
            let given = card.points.iter().find(|given| given.indicator == proposed.indicator)?;
            let proposal = proposed.points.filter(|points| *points != given.points)?;
            let indicator = given.indicator.clone();
            Some(PointDeparture { party: card.row.party, indicator, proposal, points: given.points })
        };
        proposals.iter().filter_map(one).collect::<Vec<_>>()
    };
    Ok(cards.iter().flat_map(of_card).collect())
}

fn preview(
    evaluation: &EvaluationRow,
    basis: &Basis,
    contested: Vec<ContestedIndicator>,
    departures: Vec<PointDeparture>,
) -> Result<ResultPreview> {
    // The same refusals as the result itself.
    let made = basis.result(evaluation)?;
    let (model, sheets) = (basis.policy.scoring_model.value, basis.sheets()?);
    let exact = exact(model, &sheets)?;
    let influence = sheets.iter().map(|sheet| influence(model, exact, sheet)).collect::<Result<_>>()?;
    Ok(ResultPreview {
        evaluation_id: evaluation.id,
        state: evaluation.state,
        result: Exact::of(exact)?,
        grade: made.grade,
        margins: margins_of(basis, made.result),
        influence,
        contested,
        departures,
    })
}

fn margins_of(basis: &Basis, result: Score) -> GradeMargins {
    margins(&basis.policy.grade_bands.value, result)
}

/// The result before its rounding.
fn exact(model: ScoringModel, sheets: &[Sheet<'_>]) -> Result<Fraction> {
    sheets.iter().try_fold(Fraction::ZERO, |sum, sheet| {
        let (_, part) = sheet.contribution(model)?;
        sum.checked_add(part).ok_or_else(beyond)
    })
}

fn influence(model: ScoringModel, result: Fraction, sheet: &Sheet<'_>) -> Result<PartyInfluence> {
    let ((_, contribution), share) = (sheet.contribution(model)?, sheet.worth(model)?);
    let without = result.checked_sub(contribution).ok_or_else(beyond)?;
    Ok(PartyInfluence {
        party: sheet.party,
        share: Exact::of(share)?,
        contribution: Exact::of(contribution)?,
        with_nothing: Exact::of(without)?,
        with_full_marks: Exact::of(without.checked_add(share).ok_or_else(beyond)?)?,
    })
}

fn beyond() -> Error {
    Error::internal("beyond 128 bits")
}
