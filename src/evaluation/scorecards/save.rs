//! `PUT /evaluations/{id}/scorecards/{party}`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    blind::{self, CardRow, Viewer},
    entries::{self, Entry, EntryRow},
    files,
    view::{self, Scorecard, ScorecardPath},
};
use crate::{
    audit::event::Event,
    auth::{caller::Caller, policy::Score},
    evaluation::{
        applicable,
        model::{self, EvaluationRow, EvaluationState, ScorecardState},
    },
    http::{Body, Ctx, Error, IfMatch, Path, Reply, Result, Tx, codes::Code},
    rules::scoring::Points,
    schema::{scorecard_points, scorecards},
};

/// What a draft holds from now on.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SaveScorecard {
    /// All points given so far; what is left out is removed.
    #[schema(max_items = 100)]
    pub points: Vec<Entry>,
}

/// Saves a party's draft as a whole; it may be incomplete, and is prepared no more.
///
/// Each save counts as a change, also one that repeats the points: whether they differ must not be read off the trail.
#[utoipa::path(put, path = "/api/v1/evaluations/{id}/scorecards/{party}", tag = "evaluation")]
pub async fn save_scorecard(
    ctx: Ctx<Score>,
    path: Path<ScorecardPath>,
    if_match: IfMatch,
    body: Body<SaveScorecard>,
) -> Result<Reply<Scorecard>> {
    let caller = ctx.caller()?;
    ctx.write(async |tx| Reply::tagged(&save(tx, caller, path.0, &if_match, &body.0).await?)).await
}

/// Saves a draft of the caller's party. Errors: 403, 404, 409, 412, 422, 428.
pub async fn save(
    tx: &Tx<'_>,
    caller: &Caller,
    path: ScorecardPath,
    if_match: &IfMatch,
    saved: &SaveScorecard,
) -> Result<Scorecard> {
    let viewer = Viewer::of(caller.role);
    let evaluation = model::lock(tx, tx.reach(), path.id).await?;
    let card = blind::lock_own(tx, &evaluation, path.party, caller).await?;
    if_match.check(card.version)?;
    judge_open(&evaluation, &card)?;
    let indicators = applicable::indicators(tx, &evaluation).await?;
    let points = entries::judge(&indicators, path.party, &saved.points)?;
    replace(tx, &evaluation, card.id, (&saved.points, &points)).await?;
    grow(tx, &card).await?;
    let told = json!({"evaluation": path.id, "party": path.party, "state": ScorecardState::Draft});
    tx.record(Event::new("scorecard.saved", card.id, told));
    view::show(tx, &evaluation, path.party, viewer).await
}

/// A card is written to while its evaluation is in scoring and until it is submitted. Errors: 409.
pub fn judge_open(evaluation: &EvaluationRow, card: &CardRow) -> Result<()> {
    if card.state == ScorecardState::Submitted {
        return Err(
            Error::new(Code::Conflict).detail("评分表已提交并封存", "The scorecard is submitted and sealed")
        );
    }
    judge_scoring(evaluation)
}

/// Only in the state of scoring. Errors: 409.
pub fn judge_scoring(evaluation: &EvaluationRow) -> Result<()> {
    if evaluation.state == EvaluationState::Scoring {
        return Ok(());
    }
    Err(Error::new(Code::Conflict)
        .detail("评估不在评分阶段", "The evaluation is not in the state of scoring"))
}

async fn replace(
    tx: &Tx<'_>,
    evaluation: &EvaluationRow,
    card: Uuid,
    (entries, points): (&[Entry], &[Points]),
) -> Result<()> {
    let named = (0..).zip(entries).flat_map(|(n, entry): (usize, &Entry)| {
        let files = entry.attachments.iter().enumerate();
        files.map(move |(m, file)| (format!("/points/{n}/attachments/{m}"), *file))
    });
    files::replace(tx, evaluation, card, &named.collect::<Vec<_>>()).await?;
    let old = scorecard_points::table
        .filter(scorecard_points::county_code.eq(tx.county()))
        .filter(scorecard_points::scorecard_id.eq(card));
    diesel::delete(old).execute(&mut tx.conn()).await?;
    let rows =
        entries.iter().zip(points).map(|(entry, points)| EntryRow::new(tx.county(), card, entry, *points));
    let rows = rows.collect::<Result<Vec<_>>>()?;
    diesel::insert_into(scorecard_points::table).values(rows).execute(&mut tx.conn()).await?;
    Ok(())
}

async fn grow(tx: &Tx<'_>, card: &CardRow) -> Result<()> {
    let one = scorecards::table.find((tx.county(), card.id)).filter(scorecards::version.eq(card.version));
    let change = (
        scorecards::prepared_by.eq(None::<Uuid>),
        scorecards::prepared_at.eq(None::<chrono::DateTime<chrono::Utc>>),
        scorecards::version.eq(card.version.saturating_add(1)),
    );
    let changed = diesel::update(one).set(change).execute(&mut tx.conn()).await?;
    if changed == 1 { Ok(()) } else { Err(Code::Stale.into()) }
}
