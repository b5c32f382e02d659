//! `POST /evaluations/{id}/scorecards/{party}/preparation`: the inner first signature.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::{
    blind::{self, CardRow, Viewer},
    completeness,
    save::judge_open,
    view::{self, Scorecard, ScorecardPath},
};
use crate::{
    audit::event::Event,
    auth::policy::Score,
    evaluation::model::{self, ScorecardState},
    http::{Ctx, Error, IfMatch, Path, Reply, Result, Tx, codes::Code},
    schema::scorecards,
};

/// Marks a complete draft as prepared: from then on another account of the party approves it by submitting it. Saving it
/// again takes the mark away.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/scorecards/{party}/preparation", tag = "evaluation")]
pub async fn prepare_scorecard(
    ctx: Ctx<Score>,
    path: Path<ScorecardPath>,
    if_match: IfMatch,
) -> Result<Reply<Scorecard>> {
    let caller = ctx.caller()?;
    let viewer = Viewer::of(caller.role);
    ctx.write(async |tx| {
        let evaluation = model::lock(tx, tx.reach(), path.id).await?;
        let row = blind::lock_own(tx, &evaluation, path.party, caller).await?;
        if_match.check(row.version)?;
        judge_open(&evaluation, &row)?;
        judge_new(&row)?;
        let cards = blind::cards(tx, &evaluation, viewer).await?;
        let card = blind::pick(&cards, path.party)?;
        completeness::judge(&completeness::of_card(tx, &evaluation, card).await?)?;
        mark(tx, &row).await?;
        let told = json!({"evaluation": path.id, "party": path.party, "state": ScorecardState::Draft});
        tx.record(Event::new("scorecard.prepared", row.id, told));
        Reply::tagged(&view::show(tx, &evaluation, path.party, viewer).await?)
    })
    .await
}

/// Errors: 409 for what is prepared already.
fn judge_new(card: &CardRow) -> Result<()> {
    if card.prepared_by.is_none() {
        return Ok(());
    }
    Err(Error::new(Code::Conflict)
        .detail("评分表已编制，待另一账号审定", "The scorecard is prepared already and waits for approval"))
}

async fn mark(tx: &Tx<'_>, card: &CardRow) -> Result<()> {
    let one = scorecards::table.find((tx.county(), card.id)).filter(scorecards::version.eq(card.version));
    let change = (
        scorecards::prepared_by.eq(Some(tx.actor()?)),
        scorecards::prepared_at.eq(Some(tx.now())),
        scorecards::version.eq(card.version.saturating_add(1)),
    );
    let changed = diesel::update(one).set(change).execute(&mut tx.conn()).await?;
    if changed == 1 { Ok(()) } else { Err(Code::Stale.into()) }
}
