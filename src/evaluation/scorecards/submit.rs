//! `POST /evaluations/{id}/scorecards/{party}/submission`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};

use super::{
    blind::{self, CardRow, Viewer},
    completeness,
    reopenings::model as reopening,
    save::judge_open,
    sealing::{self, Making},
    view::{self, Scorecard, ScorecardPath},
};
use crate::{
    audit::event::Event,
    auth::{caller::Caller, policy::Score},
    evaluation::model::{self, EvaluationRow, EvaluationState, Party, ScorecardState},
    http::{Ctx, Error, IfMatch, Path, Reply, Result, Tx, codes::Code, hex::hex},
    schema::{scorecards, sealed_scorecards},
};

/// Submits a complete scorecard; it is then locked and sealed, and with the third the evaluation is scored.
///
/// A card that was prepared is submitted by another account of the party: that is its approval.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/scorecards/{party}/submission", tag = "evaluation")]
pub async fn submit_scorecard(
    ctx: Ctx<Score>,
    path: Path<ScorecardPath>,
    if_match: IfMatch,
) -> Result<Reply<Scorecard>> {
    let caller = ctx.caller()?;
    ctx.write(async |tx| Reply::tagged(&submit(tx, caller, path.0, &if_match).await?)).await
}

/// Submits the card of the caller's party. Errors: 403, 404, 409, 412, 422, 428.
pub async fn submit(
    tx: &Tx<'_>,
    caller: &Caller,
    path: ScorecardPath,
    if_match: &IfMatch,
) -> Result<Scorecard> {
    let viewer = Viewer::of(caller.role);
    // The evaluation's lock puts the last two submissions one after the other.
    let mut evaluation = model::lock(tx, tx.reach(), path.id).await?;
    let row = blind::lock_own(tx, &evaluation, path.party, caller).await?;
    if_match.check(row.version)?;
    judge_open(&evaluation, &row)?;
    judge_approval(tx, &row)?;
    let cards = blind::cards(tx, &evaluation, viewer).await?;
    let card = blind::pick(&cards, path.party)?;
    completeness::judge(&completeness::of_card(tx, &evaluation, card).await?)?;
    let reopening = reopening::close_blind(tx, &evaluation, path.party).await?;
    sealing::seal(tx, &evaluation, card, Making { reopening, blind: true }).await?;
    let told = json!({"evaluation": path.id, "party": path.party, "state": ScorecardState::Submitted});
    tx.record(Event::new("scorecard.submitted", row.id, told));
    advance(tx, &mut evaluation).await?;
    view::show(tx, &evaluation, path.party, viewer).await
}

/// Who prepared a card does not approve it. Errors: 409.
fn judge_approval(tx: &Tx<'_>, card: &CardRow) -> Result<()> {
    if card.prepared_by.is_none() || card.prepared_by != Some(tx.actor()?) {
        return Ok(());
    }
    Err(Error::new(Code::Conflict).detail(
        "评分表由本账号编制，须由本方另一账号审定提交",
        "This account prepared the scorecard; another account of the party approves and submits it",
    ))
}

/// The evaluation tells of the submission; with the third it is scored, every card shows more than before, and the
/// seals are told, so that from now on the county's tree vouches for them.
async fn advance(tx: &Tx<'_>, evaluation: &mut EvaluationRow) -> Result<()> {
    let cards = scorecards::table
        .filter(scorecards::county_code.eq(tx.county()))
        .filter(scorecards::evaluation_id.eq(evaluation.id));
    let states: Vec<ScorecardState> = cards.select(scorecards::state).load(&mut tx.conn()).await?;
    if !states.contains(&ScorecardState::Draft) {
        evaluation.state = EvaluationState::Scored;
        model::enter(tx, evaluation.id, EvaluationState::Scored, None).await?;
        let more = scorecards::version.eq(scorecards::version + 1);
        diesel::update(cards).set(more).execute(&mut tx.conn()).await?;
        let told = json!({"seals": seals(tx, evaluation).await?});
        tx.record(Event::new("evaluation.scored", evaluation.id, told));
    }
    model::save(tx, evaluation).await
}

/// The seals of all editions of the three cards.
async fn seals(tx: &Tx<'_>, evaluation: &EvaluationRow) -> Result<Vec<Value>> {
    let query = sealed_scorecards::table
        .filter(sealed_scorecards::county_code.eq(tx.county()))
        .filter(sealed_scorecards::evaluation_id.eq(evaluation.id))
        .order((sealed_scorecards::party, sealed_scorecards::edition))
        .select((sealed_scorecards::party, sealed_scorecards::edition, sealed_scorecards::seal));
    let found: Vec<(Party, i32, Vec<u8>)> = query.load(&mut tx.conn()).await?;
    let told = |(party, edition, seal): (Party, i32, Vec<u8>)| json!({"party": party, "edition": edition, "seal": hex(&seal)});
    Ok(found.into_iter().map(told).collect())
}
