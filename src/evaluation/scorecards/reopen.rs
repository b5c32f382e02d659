//! `POST /evaluations/{id}/scorecards/{party}/reopening`: a party takes its card back while all are blind.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    blind::{self, CardRow, Viewer},
    reopenings::model::{self as reopening, Asked},
    save::judge_scoring,
    view::{self, Scorecard, ScorecardPath},
};
use crate::{
    audit::event::Event,
    auth::policy::Score,
    evaluation::model::{self, ScorecardState},
    http::{Body, Ctx, Error, IfMatch, Path, Reply, Result, Tx, codes::Code, text::Reason},
    schema::scorecards,
};

/// Why a card is opened again.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReopenScorecard {
    /// The reason; hidden from the other parties as long as the card is.
    pub reason: Reason,
}

/// Opens a submitted scorecard again before all three are in; its sealed edition is kept.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/scorecards/{party}/reopening", tag = "evaluation")]
pub async fn reopen_scorecard(
    ctx: Ctx<Score>,
    path: Path<ScorecardPath>,
    if_match: IfMatch,
    body: Body<ReopenScorecard>,
) -> Result<Reply<Scorecard>> {
    let caller = ctx.caller()?;
    let viewer = Viewer::of(caller.role);
    ctx.write(async |tx| {
        let evaluation = model::lock(tx, tx.reach(), path.id).await?;
        let card = blind::lock_own(tx, &evaluation, path.party, caller).await?;
        if_match.check(card.version)?;
        judge_scoring(&evaluation)?;
        open(tx, &card).await?;
        let asked = Asked { party: path.party, indicator: None, reason: body.0.reason.as_str() };
        reopening::insert(tx, &evaluation, &asked).await?;
        model::save(tx, &evaluation).await?;
        let told = json!({"evaluation": path.id, "party": path.party, "state": ScorecardState::Draft});
        tx.record(Event::new("scorecard.reopened", card.id, told));
        Reply::tagged(&view::show(tx, &evaluation, path.party, viewer).await?)
    })
    .await
}

/// Errors: 409 for a draft.
async fn open(tx: &Tx<'_>, card: &CardRow) -> Result<()> {
    if card.state == ScorecardState::Draft {
        return Err(
            Error::new(Code::Conflict).detail("评分表尚未提交", "The scorecard has not been submitted")
        );
    }
    let one = scorecards::table.find((tx.county(), card.id)).filter(scorecards::version.eq(card.version));
    let change = (
        scorecards::state.eq(ScorecardState::Draft),
        scorecards::submitted_at.eq(None::<DateTime<Utc>>),
        scorecards::submitted_by.eq(None::<Uuid>),
        scorecards::prepared_at.eq(None::<DateTime<Utc>>),
        scorecards::prepared_by.eq(None::<Uuid>),
        scorecards::nonce.eq(None::<Vec<u8>>),
        scorecards::seal.eq(None::<Vec<u8>>),
        scorecards::version.eq(card.version.saturating_add(1)),
    );
    let changed = diesel::update(one).set(change).execute(&mut tx.conn()).await?;
    if changed == 1 { Ok(()) } else { Err(Code::Stale.into()) }
}
