//! `PUT /evaluations/{id}/scorecards/{party}`.

use std::collections::HashSet;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    blind::{self, CardRow, Viewer},
    view::{self, GivenPoints, Scorecard, ScorecardPath},
};
use crate::{
    audit::event::Event,
    auth::policy::Score,
    evaluation::{
        applicable,
        frameworks::indicator::{self, Indicator},
        model::{self, EvaluationRow, EvaluationState, Party, ScorecardState},
    },
    http::{Body, Ctx, Error, IfMatch, Path, Reply, Result, Tx, codes::Code, fault::Fault},
    schema::{scorecard_points, scorecards},
};

/// What a draft holds from now on.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SaveScorecard {
    /// All points given so far; what is left out is removed.
    #[schema(max_items = 100)]
    pub points: Vec<GivenPoints>,
}

/// Saves a party's draft as a whole; it may be incomplete.
///
/// Each save counts as a change, also one that repeats the points: whether they differ must not be read off the trail.
#[utoipa::path(put, path = "/api/v1/evaluations/{id}/scorecards/{party}", tag = "evaluation")]
pub async fn save_scorecard(
    ctx: Ctx<Score>,
    path: Path<ScorecardPath>,
    if_match: IfMatch,
    body: Body<SaveScorecard>,
) -> Result<Reply<Scorecard>> {
    let viewer = Viewer::of(ctx.caller()?.role);
    ctx.write(async |tx| {
        let evaluation = model::lock(tx, tx.reach(), path.id).await?;
        let card = blind::lock_own(tx, &evaluation, path.party, viewer).await?;
        if_match.check(card.version)?;
        judge_open(&evaluation, &card)?;
        let indicators = applicable::indicators(tx, &evaluation).await?;
        judge_points(&indicators, path.party, &body.0.points)?;
        replace(tx, card.id, &body.0.points).await?;
        grow(tx, &card).await?;
        let told = json!({"evaluation": path.id, "party": path.party, "state": ScorecardState::Draft});
        tx.record(Event::new("scorecard.saved", card.id, told));
        Reply::tagged(&view::show(tx, &evaluation, path.party, viewer).await?)
    })
    .await
}

/// A card is written to while its evaluation is in scoring and until it is submitted. Errors: 409.
pub fn judge_open(evaluation: &EvaluationRow, card: &CardRow) -> Result<()> {
    if card.state == ScorecardState::Submitted {
        return Err(
            Error::new(Code::Conflict).detail("评分表已提交并封存", "The scorecard is submitted and sealed")
        );
    }
    if evaluation.state != EvaluationState::Scoring {
        return Err(Error::new(Code::Conflict)
            .detail("评估不在评分阶段", "The evaluation is not in the state of scoring"));
    }
    Ok(())
}

fn judge_points(indicators: &[Indicator], party: Party, points: &[GivenPoints]) -> Result<()> {
    let (mut seen, mut faults) = (HashSet::new(), Vec::new());
    for (n, given) in points.iter().enumerate() {
        let at = |field: &str| format!("/points/{n}/{field}");
        let known = indicators.iter().find(|one| one.code == given.indicator);
        match known {
            None => faults.push(Fault::unknown_reference(&at("indicator"))),
            Some(one) if !one.is_scored_by(party) => faults.push(Fault::body(
                at("indicator"),
                "not_scored_by_party",
                "该指标不由本方评分",
                "This party does not score the indicator",
            )),
            Some(one) if given.points > one.max_points => faults.push(Fault::body(
                at("points"),
                "too_large",
                format!("最多{}分", one.max_points),
                format!("At most {} points", one.max_points),
            )),
            Some(_) => {}
        }
        if !seen.insert(&given.indicator) {
            let fault = ("repeated", "该指标已给过分", "The indicator is given twice");
            faults.push(Fault::body(at("indicator"), fault.0, fault.1, fault.2));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}

async fn replace(tx: &Tx<'_>, card: Uuid, points: &[GivenPoints]) -> Result<()> {
    let old = scorecard_points::table
        .filter(scorecard_points::county_code.eq(tx.county()))
        .filter(scorecard_points::scorecard_id.eq(card));
    diesel::delete(old).execute(&mut tx.conn()).await?;
    let row = |given: &GivenPoints| -> Result<_> {
        Ok((
            scorecard_points::county_code.eq(tx.county().to_owned()),
            scorecard_points::scorecard_id.eq(card),
            scorecard_points::indicator_code.eq(given.indicator.clone()),
            scorecard_points::points.eq(indicator::hundredths(given.points)?),
            scorecard_points::comment.eq(given.comment.clone().map(String::from)),
        ))
    };
    let rows = points.iter().map(row).collect::<Result<Vec<_>>>()?;
    diesel::insert_into(scorecard_points::table).values(rows).execute(&mut tx.conn()).await?;
    Ok(())
}

async fn grow(tx: &Tx<'_>, card: &CardRow) -> Result<()> {
    let one = scorecards::table.find((tx.county(), card.id)).filter(scorecards::version.eq(card.version));
    let change = scorecards::version.eq(card.version.saturating_add(1));
    let changed = diesel::update(one).set(change).execute(&mut tx.conn()).await?;
    if changed == 1 { Ok(()) } else { Err(Code::Stale.into()) }
}
