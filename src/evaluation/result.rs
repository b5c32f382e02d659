//! `GET /evaluations/{id}/result`: exact fractions, rounded once.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    frameworks::indicator::{Indicator, IndicatorContent},
    model::{self, Party},
    results::{
        model::ResultView,
        shown::{self, Asked},
    },
    scorecards::blind::{Card, Viewer},
};
use crate::{
    auth::policy::ReadResults,
    http::{Ctx, Error, Id, Path, Reply, Result},
    rules::{
        policy::{Grade, ScoringModel},
        scoring::{Fraction, Mark, Points, Score},
        share::Share,
    },
};

/// A part of the result: exact, and rounded for display only. Nothing is computed from the rounded figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Exact {
    /// The number as a fraction in lowest terms.
    #[schema(example = "200/3")]
    pub exact: String,
    /// The same rounded half up to two places, for display.
    pub rounded: Score,
}

impl Exact {
    /// Both forms of a number from 0 to 100.
    pub fn of(number: Fraction) -> Result<Self> {
        let rounded = Score::round(number).ok_or_else(|| Error::internal("a part outside 0 to 100"))?;
        Ok(Self { exact: number.to_string(), rounded })
    }
}

/// Points of one content on one card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContentSubtotal {
    /// The content.
    pub content: IndicatorContent,
    /// Points given.
    pub points: Points,
    /// Out of how many.
    pub max_points: Points,
}

/// One party's part in the result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PartyResult {
    /// The party.
    pub party: Party,
    /// 100 × Σ points ÷ Σ maximum of the indicators it scores.
    pub total: Exact,
    /// Its weight; none where the policy's model is `point_split`.
    pub weight: Option<Share>,
    /// What it adds to the result.
    pub contribution: Exact,
    /// Its points by content.
    pub contents: Vec<ContentSubtotal>,
    /// The seal of the card these points stand on, SHA-256 in hexadecimal.
    pub seal: Option<String>,
}

/// How much of the result one indicator decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct IndicatorWeight {
    /// Code of the indicator.
    pub indicator: String,
    /// How many of the result's 100 points its full marks are worth, over all parties that score it.
    pub effective_weight: Exact,
}

/// Points that a decided appeal put in the place of a party's; the sealed card stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PointCorrection {
    /// The appeal.
    pub appeal_id: Uuid,
    /// Whose points.
    pub party: Party,
    /// Code of the indicator.
    pub indicator: String,
    /// What the party gave.
    pub given: Points,
    /// What counts instead.
    pub points: Points,
}

/// The result of an evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EvaluationResult {
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// The version of the county's policy that was in force on the last day of the phase.
    pub policy_id: Uuid,
    /// How the parties' scores become one.
    pub scoring_model: ScoringModel,
    /// Where the weights come from: a clause of the plan, or `ours`.
    #[schema(example = "七（二）")]
    pub weights_source: String,
    /// Σ weight × total, rounded half up to two places, once.
    pub result: Score,
    /// The grade of the rounded result.
    pub grade: Option<Grade>,
    /// Where the grade's bands come from.
    #[schema(example = "ours")]
    pub grade_source: String,
    /// What each party adds.
    pub parties: Vec<PartyResult>,
    /// What each indicator is worth.
    pub indicators: Vec<IndicatorWeight>,
    /// What appeals corrected; it is in the figures above.
    pub corrections: Vec<PointCorrection>,
}

/// Shows the result, once all three scorecards are in, with everything needed to repeat it on paper.
///
/// While the evaluation is scored it is reckoned anew each time; from the provisional result on it is the newest edition,
/// as it was made.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/result", tag = "evaluation")]
pub async fn get_evaluation_result(ctx: Ctx<ReadResults>, path: Path<Id>) -> Result<Reply<ResultView>> {
    let asked = Asked { reach: ctx.reach(), viewer: Viewer::of(ctx.caller()?.role), now: ctx.now() };
    let result = ctx.read(async |conn| {
        let evaluation = model::find_row(conn, ctx.reach(), path.id).await?;
        shown::result(conn, &evaluation, asked).await
    });
    Reply::computed(&result.await?)
}

/// What a party gave for each indicator it scores. A submitted card is complete.
pub fn party_marks<'a>(indicators: &'a [Indicator], card: &Card) -> Result<Vec<(&'a Indicator, Mark)>> {
    let mine = indicators.iter().filter(|one| one.is_scored_by(card.row.party));
    mine.map(|one| {
        let given = card.points.iter().find(|given| given.indicator == one.code);
        let mark = given.and_then(|given| Mark::new(given.points, one.max_points));
        Ok((one, mark.ok_or_else(|| Error::internal("a submitted card that is not complete"))?))
    })
    .collect()
}
