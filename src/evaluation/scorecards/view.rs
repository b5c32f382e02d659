//! `GET /evaluations/{id}/scorecards/{party}`.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    blind::{self, Card, Viewer},
    entries::GivenPoints,
};
use crate::{
    auth::policy::ReadScorecards,
    db::Conn,
    evaluation::{
        applicable,
        model::{self, EvaluationRow, Party, ScorecardState},
        result::{Exact, party_marks},
    },
    http::{Ctx, Error, Path, Reply, Result, Versioned, hex::hex},
    rules::scoring::party_total,
};

/// The path of one party's scorecard.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ScorecardPath {
    /// Id of the evaluation.
    pub id: Uuid,
    /// The party.
    #[param(inline)]
    pub party: Party,
}

/// One party's scorecard.
#[derive(Debug, Serialize, ToSchema)]
pub struct Scorecard {
    /// Id of the card.
    pub id: Uuid,
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// Whose card it is.
    pub party: Party,
    /// Draft or submitted.
    pub state: ScorecardState,
    /// The points, in the order of the indicators' codes.
    pub points: Vec<GivenPoints>,
    /// When it was submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Whose account submitted.
    pub submitted_by: Option<Uuid>,
    /// 100 × Σ points ÷ Σ maximum, once all three cards are in.
    pub total: Option<Exact>,
    /// Whose account prepared it; another of the party's approves it by submitting.
    #[schema(required)]
    pub prepared_by: Option<Uuid>,
    /// When it was prepared.
    #[schema(required)]
    pub prepared_at: Option<DateTime<Utc>>,
    /// Whose account approved a prepared card by submitting it.
    #[schema(required)]
    pub approved_by: Option<Uuid>,
    /// 32 random bytes in hexadecimal, once all three cards are in.
    pub nonce: Option<String>,
    /// SHA-256, in hexadecimal, over the body of the card's newest edition (`…/editions`), once all three cards are in.
    pub seal: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for Scorecard {
    fn version(&self) -> i32 {
        self.version
    }
}

/// Shows one party's scorecard: to its own party always, to others when all three are in.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/scorecards/{party}", tag = "evaluation")]
pub async fn get_scorecard(ctx: Ctx<ReadScorecards>, path: Path<ScorecardPath>) -> Result<Reply<Scorecard>> {
    let viewer = Viewer::of(ctx.caller()?.role);
    let card = ctx.read(async |conn| {
        let evaluation = model::find_row(conn, ctx.reach(), path.id).await?;
        show(conn, &evaluation, path.party, viewer).await
    });
    Reply::tagged(&card.await?)
}

/// One card as a viewer sees it. Errors: 403 while blind.
pub async fn show(
    conn: &Conn,
    evaluation: &EvaluationRow,
    party: Party,
    viewer: Viewer,
) -> Result<Scorecard> {
    let cards = blind::cards(conn, evaluation, viewer).await?;
    let all_in = cards.len() == Party::ALL.len();
    let card = blind::pick(&cards, party)?;
    let total = if all_in { Some(total(conn, evaluation, card).await?) } else { None };
    let Card { row, points } = card.clone();
    Ok(Scorecard {
        id: row.id,
        evaluation_id: row.evaluation_id,
        party: row.party,
        state: row.state,
        points,
        submitted_at: row.submitted_at,
        submitted_by: row.submitted_by,
        total,
        prepared_by: row.prepared_by,
        prepared_at: row.prepared_at,
        approved_by: row.submitted_by.filter(|_| row.prepared_by.is_some()),
        nonce: row.nonce.filter(|_| all_in).map(|bytes| hex(&bytes)),
        seal: row.seal.filter(|_| all_in).map(|bytes| hex(&bytes)),
        version: row.version,
    })
}

async fn total(conn: &Conn, evaluation: &EvaluationRow, card: &Card) -> Result<Exact> {
    let indicators = applicable::indicators(conn, evaluation).await?;
    let marks: Vec<_> = party_marks(&indicators, card)?.into_iter().map(|(_, mark)| mark).collect();
    let total = party_total(&marks).ok_or_else(|| Error::internal("a card without indicators"))?;
    Exact::of(total)
}
