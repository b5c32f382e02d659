//! `POST /appeals/{id}/decision`.

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    corrections,
    model::{self, Appeal, AppealCorrection, AppealOutcome, AppealRow, AppealState},
};
use crate::{
    audit::event::Event,
    auth::policy::DecideAppeals,
    evaluation::{
        applicable,
        frameworks::indicator::Indicator,
        model::{EvaluationRow, EvaluationState},
        results::making,
        scorecards::blind::{self, Card, Viewer},
        standing,
    },
    http::{Body, Ctx, Error, Id, IfMatch, Path, Reply, Result, Tx, codes::Code, fault::Fault, text::Reason},
};

/// A decision on an appeal.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct DecideAppeal {
    /// What becomes of it.
    pub outcome: AppealOutcome,
    /// Why.
    pub reason: Reason,
    /// Points that count from now on; at least one if the appeal is upheld or partly, none if it is dismissed.
    #[serde(default)]
    #[schema(required = false, max_items = 100)]
    pub corrections: Vec<AppealCorrection>,
}

/// Decides an appeal, on behalf of the leading group's office. Corrections make the provisional result anew; the sealed
/// cards stay as they are. Not by who scored.
#[utoipa::path(post, path = "/api/v1/appeals/{id}/decision", tag = "evaluation")]
pub async fn decide_appeal(
    ctx: Ctx<DecideAppeals>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<DecideAppeal>,
) -> Result<Reply<Appeal>> {
    ctx.write(async |tx| {
        let (row, evaluation) = model::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        standing::apart(tx, &evaluation).await?;
        model::must_be_filed(&row)?;
        must_be_provisional(&evaluation)?;
        let DecideAppeal { outcome, reason, corrections } = &body.0;
        judge(tx, (&row, &evaluation), &body.0).await?;
        corrections::insert(tx, (row.id, evaluation.id), corrections).await?;
        model::close(tx, &row, (AppealState::Decided, Some(*outcome)), reason).await?;
        let told = json!({"evaluation": evaluation.id, "outcome": outcome, "corrections": corrections.len()});
        tx.record(Event::new("appeal.decided", row.id, told));
        if !corrections.is_empty() {
            making::remake(tx, &evaluation).await?;
        }
        Reply::tagged(&model::find(tx, tx.reach(), row.id).await?)
    })
    .await
}

fn must_be_provisional(evaluation: &EvaluationRow) -> Result<()> {
    if evaluation.state == EvaluationState::Provisional {
        return Ok(());
    }
    Err(Error::new(Code::Conflict)
        .detail("评估结果已不是初步结果", "The evaluation's result is not provisional any more"))
}

/// Errors: 422 with everything that is wrong with the corrections.
async fn judge(
    tx: &Tx<'_>,
    (row, evaluation): (&AppealRow, &EvaluationRow),
    decision: &DecideAppeal,
) -> Result<()> {
    let mut faults = Vec::new();
    match (decision.outcome, decision.corrections.is_empty()) {
        (AppealOutcome::Dismissed, false) => {
            let en = "An appeal that is dismissed corrects nothing";
            faults.push(Fault::body("/corrections", "not_allowed", "不予支持的申诉不得更正分数", en));
        }
        (AppealOutcome::Upheld | AppealOutcome::PartlyUpheld, true) => {
            let en = "An appeal that is upheld corrects something";
            faults.push(Fault::body("/corrections", "required", "支持申诉须更正分数", en));
        }
        _ => {}
    }
    let indicators = applicable::indicators(tx, evaluation).await?;
    let mut cards = blind::cards(tx, evaluation, Viewer::Other).await?;
    corrections::apply(tx, evaluation, &mut cards).await?;
    let mut seen = HashSet::new();
    for (n, one) in decision.corrections.iter().enumerate() {
        if !seen.insert((one.party, &one.indicator)) {
            let (at, zh) = (format!("/corrections/{n}"), "同一方的同一指标重复更正");
            faults.push(Fault::body(at, "repeated", zh, "The points are corrected twice"));
        }
        faults.extend(fault(n, one, row, (&indicators, &cards)));
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}

/// What is wrong with one correction.
fn fault(
    n: usize,
    one: &AppealCorrection,
    row: &AppealRow,
    (indicators, cards): (&[Indicator], &[Card]),
) -> Option<Fault> {
    let at = |field: &str| format!("/corrections/{n}/{field}");
    if !row.indicators.contains(&one.indicator) {
        let en = "The appeal is not about this indicator";
        return Some(Fault::body(at("indicator"), "not_appealed", "该指标不在申诉之列", en));
    }
    let Some(indicator) = indicators.iter().find(|indicator| indicator.code == one.indicator) else {
        return Some(Fault::unknown_reference(&at("indicator")));
    };
    let given = cards.iter().filter(|card| card.row.party == one.party).flat_map(|card| &card.points);
    let Some(before) = given.into_iter().find(|given| given.indicator == one.indicator) else {
        let en = "This party does not score the indicator";
        return Some(Fault::body(at("party"), "not_scored_by_party", "该方不评此指标", en));
    };
    if one.points > indicator.max_points {
        let (zh, max) = (format!("最多{}分", indicator.max_points), indicator.max_points);
        return Some(Fault::body(at("points"), "too_large", zh, format!("At most {max} points")));
    }
    if one.points < before.points {
        let (zh, least) = (format!("申诉不得降低分数，至少{}分", before.points), before.points);
        let en = format!("An appeal does not lower points: at least {least}");
        return Some(Fault::body(at("points"), "too_small", zh, en));
    }
    None
}
