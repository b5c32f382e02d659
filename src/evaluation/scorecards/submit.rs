//! `POST /evaluations/{id}/scorecards/{party}/submission`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::{
    blind::{self, Card, Viewer},
    save::judge_open,
    seal::{Sealed, hex},
    view::{self, Scorecard, ScorecardPath},
};
use crate::{
    audit::event::Event,
    auth::policy::Score,
    evaluation::{
        applicable,
        frameworks::indicator::Indicator,
        model::{self, EvaluationRow, EvaluationState, ScorecardState},
    },
    http::{Ctx, Error, IfMatch, Path, Reply, Result, Tx, clock::random, codes::Code, fault::Fault},
    schema::scorecards,
};

/// Submits a complete scorecard; it is then locked and sealed, and with the third the evaluation is scored.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/scorecards/{party}/submission", tag = "evaluation")]
pub async fn submit_scorecard(
    ctx: Ctx<Score>,
    path: Path<ScorecardPath>,
    if_match: IfMatch,
) -> Result<Reply<Scorecard>> {
    let viewer = Viewer::of(ctx.caller()?.role);
    ctx.write(async |tx| {
        // The evaluation's lock puts the last two submissions one after the other.
        let mut evaluation = model::lock(tx, tx.reach(), path.id).await?;
        let row = blind::lock_own(tx, &evaluation, path.party, viewer).await?;
        if_match.check(row.version)?;
        judge_open(&evaluation, &row)?;
        let indicators = applicable::indicators(tx, &evaluation).await?;
        let cards = blind::cards(tx, &evaluation, viewer).await?;
        let card = blind::pick(&cards, path.party)?;
        judge_complete(&indicators, card)?;
        lock_and_seal(tx, card).await?;
        advance(tx, &mut evaluation).await?;
        let told = json!({"evaluation": path.id, "party": path.party, "state": ScorecardState::Submitted});
        tx.record(Event::new("scorecard.submitted", row.id, told));
        Reply::tagged(&view::show(tx, &evaluation, path.party, viewer).await?)
    })
    .await
}

/// Every indicator the party scores has points; the pointers are into the card as it is read. Errors: 422.
fn judge_complete(indicators: &[Indicator], card: &Card) -> Result<()> {
    let mine = indicators.iter().filter(|one| one.is_scored_by(card.row.party));
    let missing = mine.filter(|one| card.points.iter().all(|given| given.indicator != one.code));
    let fault = |one: &Indicator| {
        let at = format!("/points/{}", one.code);
        Fault::body(at, "required", format!("{}未评分", one.code), format!("{} has no points", one.code))
    };
    let faults: Vec<Fault> = missing.map(fault).collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}

async fn lock_and_seal(tx: &Tx<'_>, Card { row, points }: &Card) -> Result<()> {
    let (nonce, by) = (random::<32>(), tx.actor()?);
    let sealed = Sealed {
        evaluation_id: row.evaluation_id,
        party: row.party,
        points,
        submitted_at: tx.now(),
        submitted_by: by,
        nonce: hex(&nonce),
    };
    let one = scorecards::table.find((tx.county(), row.id)).filter(scorecards::version.eq(row.version));
    let change = (
        scorecards::state.eq(ScorecardState::Submitted),
        scorecards::submitted_at.eq(tx.now()),
        scorecards::submitted_by.eq(by),
        scorecards::nonce.eq(nonce.as_slice()),
        scorecards::seal.eq(sealed.seal()?.to_vec()),
        scorecards::version.eq(row.version.saturating_add(1)),
    );
    let changed = diesel::update(one).set(change).execute(&mut tx.conn()).await?;
    if changed == 1 { Ok(()) } else { Err(Code::Stale.into()) }
}

/// The evaluation tells of the submission; with the third it is scored, and every card shows more than before.
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
    }
    model::save(tx, evaluation).await
}
