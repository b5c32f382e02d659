//! `GET /evaluations/{id}/result`: exact fractions, rounded once.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    applicable,
    frameworks::indicator::{Indicator, IndicatorContent},
    model::{self, EvaluationRow, EvaluationState, Party, ScorecardState},
    reckoning::{self, Sheet},
    scorecards::blind::{self, Card, Viewer},
};
use crate::{
    auth::policy::ReadResults,
    db::{Conn, text_enum::TextEnum as _},
    http::{Ctx, Error, Id, Path, Reply, Result, codes::Code},
    places::policy,
    rules::{
        policy::{Grade, Policy, ScoringModel},
        scoring::{Fraction, Mark, Points, Score},
        share::Share,
    },
    schema::phases,
};

/// A part of the result: exact, and rounded for display only. Nothing is computed from the rounded figure.
#[derive(Debug, Serialize, ToSchema)]
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
#[derive(Debug, Serialize, ToSchema)]
pub struct ContentSubtotal {
    /// The content.
    pub content: IndicatorContent,
    /// Points given.
    pub points: Points,
    /// Out of how many.
    pub max_points: Points,
}

/// One party's part in the result.
#[derive(Debug, Serialize, ToSchema)]
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
}

/// How much of the result one indicator decides.
#[derive(Debug, Serialize, ToSchema)]
pub struct IndicatorWeight {
    /// Code of the indicator.
    pub indicator: String,
    /// How many of the result's 100 points its full marks are worth, over all parties that score it.
    pub effective_weight: Exact,
}

/// The result of an evaluation.
#[derive(Debug, Serialize, ToSchema)]
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
}

/// Shows the result, once all three scorecards are in, with everything needed to repeat it on paper.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/result", tag = "evaluation")]
pub async fn get_evaluation_result(ctx: Ctx<ReadResults>, path: Path<Id>) -> Result<Reply<EvaluationResult>> {
    let result = ctx.read(async |conn| {
        let evaluation = model::find_row(conn, ctx.reach(), path.id).await?;
        show(conn, &ctx, &evaluation).await
    });
    Reply::computed(&result.await?)
}

/// The result as the caller sees it. Errors: 409 while there is none; 403 for the contractor before it is open to it.
pub async fn show(
    conn: &Conn,
    ctx: &Ctx<ReadResults>,
    evaluation: &EvaluationRow,
) -> Result<EvaluationResult> {
    let cards = blind::cards(conn, evaluation, Viewer::of(ctx.caller()?.role)).await?;
    if evaluation.state == EvaluationState::Void || cards.len() < Party::ALL.len() {
        return Err(no_result(conn, ctx, evaluation).await?);
    }
    let county = &evaluation.county_code;
    let indicators = applicable::indicators(conn, evaluation).await?;
    let day = last_day(conn, evaluation).await?;
    let (policy_id, policy) = policy::in_force(conn, county, day, ctx.now()).await?;
    let sheets = cards.iter().map(|card| sheet(&policy, &indicators, card)).collect::<Result<Vec<_>>>()?;
    reckoning::reckon(evaluation, (policy_id, &policy), &indicators, &sheets)
}

async fn no_result(conn: &Conn, ctx: &Ctx<ReadResults>, evaluation: &EvaluationRow) -> Result<Error> {
    let refused = Error::new(Code::Conflict);
    if evaluation.state == EvaluationState::Void {
        return Ok(refused.detail("评估已作废", "The evaluation is void"));
    }
    let parties = model::find(conn, ctx.reach(), evaluation.id).await?.parties;
    let missing = parties.iter().filter(|party| party.state == ScorecardState::Draft);
    let (zh, en): (Vec<_>, Vec<_>) =
        missing.filter_map(|one| label(one.party)).map(|label| (label.zh, label.code)).unzip();
    Ok(refused
        .detail(format!("尚未提交：{}", zh.join("、")), format!("Not submitted yet: {}", en.join(", "))))
}

fn label(party: Party) -> Option<&'static crate::db::text_enum::Label> {
    Party::LABELS.iter().find(|label| label.code == party.code())
}

async fn last_day(mut conn: &Conn, evaluation: &EvaluationRow) -> Result<NaiveDate> {
    let one = phases::table.find((&evaluation.county_code, evaluation.phase_id)).select(phases::valid_to);
    let end: NaiveDate = one.first(&mut conn).await?;
    end.pred_opt().ok_or_else(|| Error::internal("a phase before time"))
}

fn sheet<'a>(policy: &Policy, indicators: &'a [Indicator], card: &Card) -> Result<Sheet<'a>> {
    let (party, weights) = (card.row.party, policy.weights.value);
    let weight = match party {
        Party::ThirdParty => weights.third_party,
        Party::Bureau => weights.bureau,
        Party::Township => weights.township,
    };
    Ok(Sheet { party, weight, marks: party_marks(indicators, card)? })
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
