//! `POST /scorecards/batches`: many cards of the caller's own party in one request, each with an answer of its own.

use actix_web::http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    blind::Viewer,
    save::{self, SaveScorecard},
    submit,
    view::ScorecardPath,
};
use crate::{
    auth::policy::Score,
    http::{Body, Ctx, Error, IfMatch, Reply, Result, body, codes::Code, problem},
    text_enum,
};

text_enum! {
    /// What became of a card of a batch.
    CardOutcome {
        /// Saved as a draft.
        Saved = "saved", "已保存", "Saved";
        /// Saved and submitted.
        Submitted = "submitted", "已提交", "Submitted";
        /// Refused, and the problem says why; nothing of it was kept.
        Refused = "refused", "被拒绝", "Refused";
    }
}

/// A card to save. What its points must be is checked for itself, so that one bad card spoils no other.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BatchCard {
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// The version of the card that was read.
    #[schema(minimum = 1)]
    pub version: i32,
    /// All points of the card, as `points` of `PUT /evaluations/{id}/scorecards/{party}`.
    #[schema(value_type = Vec<Object>, max_items = 100)]
    pub points: Value,
    /// Whether to submit it as well.
    #[serde(default)]
    pub submit: bool,
}

/// Cards to save, and to submit.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CardBatch {
    /// The cards, written one after the other in this order.
    #[schema(min_items = 1, max_items = 100)]
    pub cards: Vec<BatchCard>,
}

/// What became of a card.
#[derive(Debug, Serialize, ToSchema)]
pub struct CardResult {
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// What became of its card.
    pub outcome: CardOutcome,
    /// The version of the card after it; null when it was refused.
    #[schema(required)]
    pub version: Option<i32>,
    /// Why it was refused, as the problem that the single request would have answered.
    #[schema(required, value_type = Option<Object>)]
    pub problem: Option<Value>,
}

/// What became of the cards, in their order.
#[derive(Debug, Serialize, ToSchema)]
pub struct CardResults {
    /// One for each card.
    pub items: Vec<CardResult>,
}

/// Saves many cards of the caller's own party, each in a transaction of its own, each with its answer; a card that cannot be
/// submitted is not saved either.
///
/// The request never fails because of one of them. A card that is sent again after a lost answer is refused as stale, so an
/// Idempotency-Key is not needed.
#[utoipa::path(post, path = "/api/v1/scorecards/batches", tag = "evaluation")]
pub async fn save_scorecard_batch(ctx: Ctx<Score>, body: Body<CardBatch>) -> Result<Reply<CardResults>> {
    let mut items = Vec::with_capacity(body.0.cards.len());
    for card in &body.0.cards {
        items.push(match written(&ctx, card).await {
            Ok(result) => result,
            Err(error) => refused(&ctx, card, &error),
        });
    }
    Reply::plain(&CardResults { items })
}

/// Where the cards' own requests stand in the contract.
const CARD: &str = "/api/v1/evaluations/{id}/scorecards/{party}";

async fn written(ctx: &Ctx<Score>, card: &BatchCard) -> Result<CardResult> {
    let caller = ctx.caller()?;
    let party = Viewer::of(caller.role).own().ok_or_else(|| Error::new(Code::Forbidden))?;
    let path = ScorecardPath { id: card.evaluation_id, party };
    let points = json!({"points": card.points});
    let saved: SaveScorecard = body::parse_as(ctx.shared().contract, (&Method::PUT, CARD), points)?;
    let write = ctx.decide_in(&ctx.reach().county, async |tx| {
        let if_match = IfMatch::Versions(vec![card.version]);
        let seen = save::save(tx, caller, path, &if_match, &saved).await?;
        if !card.submit {
            return Ok((CardOutcome::Saved, seen.version));
        }
        let if_match = IfMatch::Versions(vec![seen.version]);
        let seen = submit::submit(tx, caller, path, &if_match).await?;
        Ok((CardOutcome::Submitted, seen.version))
    });
    let (outcome, version) = write.await?;
    Ok(CardResult { evaluation_id: card.evaluation_id, outcome, version: Some(version), problem: None })
}

fn refused(ctx: &Ctx<Score>, card: &BatchCard, error: &Error) -> CardResult {
    if let Some(cause) = &error.cause {
        log::warn!("a scorecard of a batch, evaluation {}: {cause}", card.evaluation_id);
    }
    let request = ctx.exchange().request_id.to_string();
    CardResult {
        evaluation_id: card.evaluation_id,
        outcome: CardOutcome::Refused,
        version: None,
        problem: Some(problem::body(error, ctx.locale(), &request)),
    }
}
