//! Rows of reopenings.

use chrono::{DateTime, Utc};
use diesel::{dsl::exists, prelude::*};
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    db::errors::OnConstraint as _,
    evaluation::model::{EvaluationRow, EvaluationState, Party},
    http::{Error, Result, Tx, Versioned, codes::Code},
    schema::{scorecard_reopenings, scorecards, sealed_scorecards},
};

/// The path of a reopening.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ReopeningPath {
    /// Id of the evaluation.
    pub id: Uuid,
    /// Id of the reopening.
    pub reopening: Uuid,
}

/// A scorecard that was, or is to be, opened again.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = scorecard_reopenings)]
pub struct Reopening {
    /// Id of the reopening.
    pub id: Uuid,
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// Whose card.
    pub party: Party,
    /// The one indicator to correct; null where the whole card was opened while all were blind.
    #[schema(required)]
    #[diesel(column_name = indicator_code)]
    pub indicator: Option<String>,
    /// The error, or why.
    pub reason: String,
    /// Whether it was opened before all three cards were in.
    pub blind: bool,
    /// Whose account asked for it.
    pub asked_by: Uuid,
    /// When.
    #[diesel(column_name = recorded_at)]
    pub asked_at: DateTime<Utc>,
    /// The administrator who consented; null before, and where no consent is needed.
    #[schema(required)]
    pub consented_by: Option<Uuid>,
    /// When.
    #[schema(required)]
    pub consented_at: Option<DateTime<Utc>>,
    /// When the card was sealed anew.
    #[schema(required)]
    pub closed_at: Option<DateTime<Utc>>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for Reopening {
    fn version(&self) -> i32 {
        self.version
    }
}

/// What somebody asks to open.
#[derive(Debug)]
pub struct Asked<'a> {
    /// Whose card.
    pub party: Party,
    /// The one indicator; none while all are blind.
    pub indicator: Option<&'a str>,
    /// Why.
    pub reason: &'a str,
}

/// Writes a reopening; the blind one names no indicator. Errors: 409 while another of the card is open.
pub async fn insert(tx: &Tx<'_>, evaluation: &EvaluationRow, asked: &Asked<'_>) -> Result<Uuid> {
    let id = tx.new_id();
    let row = (
        scorecard_reopenings::county_code.eq(tx.county()),
        scorecard_reopenings::id.eq(id),
        scorecard_reopenings::evaluation_id.eq(evaluation.id),
        scorecard_reopenings::party.eq(asked.party),
        scorecard_reopenings::indicator_code.eq(asked.indicator),
        scorecard_reopenings::reason.eq(asked.reason),
        scorecard_reopenings::blind.eq(asked.indicator.is_none()),
        scorecard_reopenings::asked_by.eq(tx.actor()?),
        scorecard_reopenings::recorded_at.eq(tx.now()),
        scorecard_reopenings::version.eq(1),
    );
    let inserted = diesel::insert_into(scorecard_reopenings::table).values(row).execute(&mut tx.conn()).await;
    inserted.on_constraint("scorecard_reopenings_open_once", already_open)?;
    Ok(id)
}

fn already_open() -> Error {
    Error::new(Code::AlreadyExists)
        .detail("该评分表已有未完成的更正", "A correction of this scorecard is open already")
}

/// The correction of an evaluation's card, locked; the evaluation must be locked before. Errors: 404.
pub async fn lock(tx: &Tx<'_>, path: ReopeningPath) -> Result<Reopening> {
    let one = scorecard_reopenings::table
        .find((tx.county(), path.reopening))
        .filter(scorecard_reopenings::evaluation_id.eq(path.id))
        .filter(scorecard_reopenings::blind.eq(false))
        .select(Reopening::as_select());
    Ok(one.for_update().first(&mut tx.conn()).await?)
}

/// Saves consent and end; its version grows by one. Errors: 412 when somebody else was faster.
pub async fn save(tx: &Tx<'_>, row: &mut Reopening) -> Result<()> {
    let one = scorecard_reopenings::table
        .find((tx.county(), row.id))
        .filter(scorecard_reopenings::version.eq(row.version));
    row.version = row.version.saturating_add(1);
    let change = (
        scorecard_reopenings::consented_by.eq(row.consented_by),
        scorecard_reopenings::consented_at.eq(row.consented_at),
        scorecard_reopenings::closed_at.eq(row.closed_at),
        scorecard_reopenings::version.eq(row.version),
    );
    let changed = diesel::update(one).set(change).execute(&mut tx.conn()).await?;
    if changed == 1 { Ok(()) } else { Err(Code::Stale.into()) }
}

/// Ends the blind reopening of a card that is submitted again; its id, if there is one.
pub async fn close_blind(tx: &Tx<'_>, evaluation: &EvaluationRow, party: Party) -> Result<Option<Uuid>> {
    let open = scorecard_reopenings::table
        .filter(scorecard_reopenings::county_code.eq(tx.county()))
        .filter(scorecard_reopenings::evaluation_id.eq(evaluation.id))
        .filter(scorecard_reopenings::party.eq(party))
        .filter(scorecard_reopenings::blind.eq(true))
        .filter(scorecard_reopenings::closed_at.is_null())
        .select(Reopening::as_select());
    let found: Option<Reopening> = open.for_update().first(&mut tx.conn()).await.optional()?;
    let Some(mut row) = found else { return Ok(None) };
    row.closed_at = Some(tx.now());
    save(tx, &mut row).await?;
    Ok(Some(row.id))
}

/// A card is corrected after all three are in and before the result is final. Errors: 409.
pub fn judge_correctable(evaluation: &EvaluationRow) -> Result<()> {
    if matches!(evaluation.state, EvaluationState::Scored | EvaluationState::Provisional) {
        return Ok(());
    }
    Err(Error::new(Code::Conflict).detail(
        "只有三方全部提交之后、结果确定之前才能更正评分",
        "Scorecards are corrected after all three are in and before the result is final",
    ))
}

/// Only who did not score the evaluation himself. Errors: 403.
pub async fn judge_apart(tx: &Tx<'_>, evaluation: &EvaluationRow) -> Result<()> {
    let me = tx.actor()?;
    let sealed = sealed_scorecards::table
        .filter(sealed_scorecards::county_code.eq(tx.county()))
        .filter(sealed_scorecards::evaluation_id.eq(evaluation.id))
        .filter(sealed_scorecards::sealed_by.eq(me));
    let prepared = scorecards::table
        .filter(scorecards::county_code.eq(tx.county()))
        .filter(scorecards::evaluation_id.eq(evaluation.id))
        .filter(scorecards::prepared_by.eq(Some(me)));
    let scored: bool = diesel::select(exists(sealed).or(exists(prepared))).get_result(&mut tx.conn()).await?;
    if !scored {
        return Ok(());
    }
    Err(Error::new(Code::Forbidden)
        .detail("参与评分者不得参与更正评分的决定", "Who scored has no part in it"))
}
