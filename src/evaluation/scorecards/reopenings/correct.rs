//! `POST /evaluations/{id}/reopenings/{reopening}/correction`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::model::{self as reopening, Reopening, ReopeningPath};
use crate::{
    audit::event::Event,
    auth::policy::Score,
    evaluation::{
        applicable,
        evidence::proposals,
        frameworks::indicator::Indicator,
        model::{self, EvaluationRow, EvaluationState},
        results::making,
        scorecards::{
            blind::{self, CardRow, Viewer},
            completeness,
            entries::{self, Entry, EntryRow},
            files,
            sealing::{self, Edition, Making},
            view::{self, Scorecard},
        },
    },
    http::{
        Body, Ctx, Error, IfMatch, Path, Reply, Result, Tx,
        codes::Code,
        hex::hex,
        text::{Line, Reason},
    },
    rules::scoring::Points,
    schema::scorecard_points,
};

/// What the indicator gets instead.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CorrectPoints {
    /// Points, at most the indicator's maximum; they follow from the level where only that is given.
    pub points: Option<Points>,
    /// Name of one of the indicator's levels.
    pub level: Option<Line>,
    /// A remark.
    pub comment: Option<Reason>,
    /// Why the party departs from what was computed; required where it does.
    pub departure: Option<Reason>,
    /// Trace files that the points rest on.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub attachments: Vec<Uuid>,
}

/// Corrects the one indicator of a card that two administrators opened; a new edition is sealed, marked as not blind, and
/// a provisional result is made anew.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/reopenings/{reopening}/correction", tag = "evaluation")]
pub async fn correct_scorecard(
    ctx: Ctx<Score>,
    path: Path<ReopeningPath>,
    if_match: IfMatch,
    body: Body<CorrectPoints>,
) -> Result<Reply<Scorecard>> {
    let caller = ctx.caller()?;
    ctx.write(async |tx| {
        let mut evaluation = model::lock(tx, tx.reach(), path.id).await?;
        let mut row = reopening::lock(tx, path.0).await?;
        let card = blind::lock_own(tx, &evaluation, row.party, caller).await?;
        if_match.check(row.version)?;
        reopening::judge_correctable(&evaluation)?;
        judge_open(&row)?;
        let entry = entry(&row, body.0)?;
        write(tx, &evaluation, &card, &entry).await?;
        row.closed_at = Some(tx.now());
        reopening::save(tx, &mut row).await?;
        let edition = seal(tx, &evaluation, &row).await?;
        if evaluation.state == EvaluationState::Provisional {
            making::provisional(tx, &mut evaluation).await?;
        }
        model::save(tx, &evaluation).await?;
        let told = json!({
            "evaluation": path.id, "party": row.party, "indicator": row.indicator, "reopening": row.id,
            "edition": edition.number, "seal": hex(&edition.seal),
        });
        tx.record(Event::new("scorecard.corrected", card.id, told));
        Reply::tagged(&view::show(tx, &evaluation, row.party, Viewer::of(caller.role)).await?)
    })
    .await
}

/// Errors: 409 before the consent, and after the correction.
fn judge_open(row: &Reopening) -> Result<()> {
    let refused = Error::new(Code::Conflict);
    if row.closed_at.is_some() {
        return Err(refused.detail("已更正", "It is corrected already"));
    }
    if row.consented_by.is_none() {
        return Err(refused.detail("尚待另一名管理员同意", "Another administrator has not consented yet"));
    }
    Ok(())
}

fn entry(row: &Reopening, body: CorrectPoints) -> Result<Entry> {
    let indicator = row.indicator.clone().ok_or_else(|| Error::internal("a correction of nothing"))?;
    let CorrectPoints { points, level, comment, departure, attachments } = body;
    Ok(Entry { indicator, points, level, comment, departure, attachments })
}

async fn write(tx: &Tx<'_>, evaluation: &EvaluationRow, card: &CardRow, entry: &Entry) -> Result<()> {
    let indicators = applicable::indicators(tx, evaluation).await?;
    let points = judge(tx, evaluation, &indicators, entry).await?;
    let files = entry.attachments.iter().enumerate().map(|(n, file)| (format!("/attachments/{n}"), *file));
    files::add(tx, evaluation, card.id, &files.collect::<Vec<_>>()).await?;
    let old = scorecard_points::table.find((tx.county(), card.id, &entry.indicator));
    diesel::delete(old).execute(&mut tx.conn()).await?;
    let new = EntryRow::new(tx.county(), card.id, entry, points)?;
    diesel::insert_into(scorecard_points::table).values(new).execute(&mut tx.conn()).await?;
    Ok(())
}

/// The points to be. Errors: 422.
async fn judge(
    tx: &Tx<'_>,
    evaluation: &EvaluationRow,
    indicators: &[Indicator],
    entry: &Entry,
) -> Result<Points> {
    let one = indicators.iter().find(|one| one.code == entry.indicator);
    let one = one.ok_or_else(|| Error::internal("a correction of what does not apply"))?;
    let points = entries::points_of(one, entry, "").map_err(|fault| Error::invalid(vec![fault]))?;
    let proposals = proposals::of_evaluation(tx, evaluation).await?;
    let proposal = proposals.iter().find(|proposal| proposal.indicator == one.code);
    if completeness::departs(points, proposal.and_then(|proposal| proposal.points))
        && entry.departure.is_none()
    {
        return Err(Error::invalid(vec![completeness::departure_required("", &one.code)]));
    }
    Ok(points)
}

async fn seal(tx: &Tx<'_>, evaluation: &EvaluationRow, row: &Reopening) -> Result<Edition> {
    let cards = blind::cards(tx, evaluation, Viewer::Party(row.party)).await?;
    let making = Making { reopening: Some(row.id), blind: false };
    sealing::seal(tx, evaluation, blind::pick(&cards, row.party)?, making).await
}
