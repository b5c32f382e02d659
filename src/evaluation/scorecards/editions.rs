//! `GET /evaluations/{id}/scorecards/{party}/editions`.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    blind::{self, Viewer},
    seal::Sealed,
    view::ScorecardPath,
};
use crate::{
    auth::policy::ReadScorecards,
    db::Conn,
    evaluation::model::{self, EvaluationRow, Party},
    http::{Ctx, Error, Page, Paging, Path, Reply, Result, hex::hex},
    schema::{scorecards, sealed_scorecards},
};

/// A sealed edition as a row.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = sealed_scorecards)]
struct EditionRow {
    edition: i32,
    body: Vec<u8>,
    seal: Vec<u8>,
    sealed_by: Uuid,
    sealed_at: DateTime<Utc>,
    reopening_id: Option<Uuid>,
}

/// A sealed edition of a scorecard.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScorecardEdition {
    /// Which edition, from 1.
    pub edition: i32,
    /// Whether no other party's card could be read when it was made.
    pub blind: bool,
    /// Whose account submitted or corrected it.
    pub sealed_by: Uuid,
    /// When.
    pub sealed_at: DateTime<Utc>,
    /// The reopening that it ended.
    #[schema(required)]
    pub reopening_id: Option<Uuid>,
    /// SHA-256 over the bytes of `body`, in hexadecimal.
    pub seal: String,
    /// What was sealed, byte for byte: the RFC 8785 form of an object of the whole card and a random nonce.
    pub body: String,
}

/// Lists the sealed editions of a party's scorecard, oldest first: to its own party always, to others when all three cards
/// are in.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}/scorecards/{party}/editions", tag = "evaluation")]
pub async fn list_scorecard_editions(
    ctx: Ctx<ReadScorecards>,
    path: Path<ScorecardPath>,
    paging: Paging,
) -> Result<Reply<Page<ScorecardEdition>>> {
    let viewer = Viewer::of(ctx.caller()?.role);
    let found = ctx.read(async |conn| {
        let evaluation = model::find_row(conn, ctx.reach(), path.id).await?;
        blind::pick(&blind::cards(conn, &evaluation, viewer).await?, path.party)?;
        let card = || {
            let readable = blind::readable(&evaluation, viewer);
            readable.filter(scorecards::party.eq(path.party)).select(scorecards::id)
        };
        let all = || {
            sealed_scorecards::table
                .filter(sealed_scorecards::county_code.eq(&evaluation.county_code))
                .filter(sealed_scorecards::scorecard_id.eq_any(card()))
                .into_boxed()
        };
        let mut rows = all();
        if let Some(after) = paging.position::<i32>()? {
            rows = rows.filter(sealed_scorecards::edition.gt(after));
        }
        let rows = rows.order(sealed_scorecards::edition);
        paging.read(conn, rows.select(EditionRow::as_select()), all().count()).await
    });
    let (found, total): (Vec<EditionRow>, _) = found.await?;
    let found = found.into_iter().map(edition).collect::<Result<Vec<_>>>()?;
    paging.page(found, total, |one: &ScorecardEdition| one.edition)?.reply()
}

/// The newest sealed edition of one card that the viewer may read; none before it is submitted.
pub async fn newest(
    mut conn: &Conn,
    evaluation: &EvaluationRow,
    party: Party,
    viewer: Viewer,
) -> Result<Option<ScorecardEdition>> {
    let card = blind::readable(evaluation, viewer).filter(scorecards::party.eq(party));
    let row = sealed_scorecards::table
        .filter(sealed_scorecards::county_code.eq(&evaluation.county_code))
        .filter(sealed_scorecards::scorecard_id.eq_any(card.select(scorecards::id)))
        .order(sealed_scorecards::edition.desc())
        .select(EditionRow::as_select());
    let row: Option<EditionRow> = row.first(&mut conn).await.optional()?;
    row.map(edition).transpose()
}

fn edition(row: EditionRow) -> Result<ScorecardEdition> {
    Ok(ScorecardEdition {
        edition: row.edition,
        blind: Sealed::read(&row.body)?.blind,
        sealed_by: row.sealed_by,
        sealed_at: row.sealed_at,
        reopening_id: row.reopening_id,
        seal: hex(&row.seal),
        body: String::from_utf8(row.body).map_err(Error::internal)?,
    })
}
