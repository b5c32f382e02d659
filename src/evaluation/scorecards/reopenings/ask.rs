//! `POST /evaluations/{id}/reopenings`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::model::{self as reopening, Asked, Reopening, ReopeningPath};
use crate::{
    audit::event::Event,
    auth::policy::ReopenScorecards,
    evaluation::{
        applicable,
        frameworks::indicator::Indicator,
        model::{self, EvaluationRow, Party},
        scorecards::entries,
    },
    http::{Body, Created, Ctx, Error, Id, Path, Reply, Result, Tx, fault::Fault, text::Reason},
    schema::scorecards,
};

/// A named error on a card.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct AskReopening {
    /// Whose card.
    pub party: Party,
    /// Code of the one indicator to correct.
    #[schema(pattern = "^[A-Za-z0-9._-]{1,20}$", example = "A1")]
    pub indicator: String,
    /// The error.
    pub reason: Reason,
}

/// Asks for the correction of one indicator on a card after all three are in; another administrator must consent.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/reopenings", tag = "evaluation")]
pub async fn ask_reopening(
    ctx: Ctx<ReopenScorecards>,
    path: Path<Id>,
    body: Body<AskReopening>,
) -> Result<Created<Reopening>> {
    let AskReopening { party, indicator, reason } = &body.0;
    ctx.write(async |tx| {
        let evaluation = model::lock(tx, tx.reach(), path.id).await?;
        reopening::judge_correctable(&evaluation)?;
        reopening::judge_apart(tx, &evaluation).await?;
        judge_indicator(&applicable::indicators(tx, &evaluation).await?, *party, indicator)?;
        let asked = Asked { party: *party, indicator: Some(indicator), reason: reason.as_str() };
        let id = reopening::insert(tx, &evaluation, &asked).await?;
        let told = json!({"evaluation": path.id, "party": party, "indicator": indicator, "reopening": id});
        tx.record(Event::new("scorecard.reopening_asked", card(tx, &evaluation, *party).await?, told));
        let made = reopening::lock(tx, ReopeningPath { id: path.id, reopening: id }).await?;
        Ok(Reply::tagged(&made)?.at(format!("/api/v1/evaluations/{}/reopenings", path.id)))
    })
    .await
}

/// Errors: 422 for an indicator that does not apply, or that is not on the party's card.
fn judge_indicator(indicators: &[Indicator], party: Party, code: &str) -> Result<()> {
    let fault = match indicators.iter().find(|one| one.code == code) {
        None => Fault::unknown_reference("/indicator"),
        Some(one) if !one.is_scored_by(party) => entries::not_scored("/indicator"),
        Some(_) => return Ok(()),
    };
    Err(Error::invalid(vec![fault]))
}

/// Id of a party's card.
pub async fn card(tx: &Tx<'_>, evaluation: &EvaluationRow, party: Party) -> Result<Uuid> {
    let one = scorecards::table
        .filter(scorecards::county_code.eq(tx.county()))
        .filter(scorecards::evaluation_id.eq(evaluation.id))
        .filter(scorecards::party.eq(party))
        .select(scorecards::id);
    Ok(one.first(&mut tx.conn()).await?)
}
