//! Sealing a card: a new edition beside the earlier ones, and the card locked under its seal.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    blind::{Card, CardRow},
    entries::GivenPoints,
    seal::{self, Sealed, SealedEntry, SealedFile},
};
use crate::{
    evaluation::model::{EvaluationRow, ScorecardState},
    http::{Error, Result, Tx, clock::random, codes::Code, hex::hex},
    schema::{attachments, scorecards, sealed_scorecards},
};

/// Why an edition is made.
#[derive(Debug, Clone, Copy)]
pub struct Making {
    /// The reopening that it ends.
    pub reopening: Option<Uuid>,
    /// Whether no other party's card could be read.
    pub blind: bool,
}

/// An edition that was made.
#[derive(Debug, Clone, Copy)]
pub struct Edition {
    /// Its number, from 1.
    pub number: i32,
    /// SHA-256 of its body.
    pub seal: [u8; 32],
}

/// Seals the card as it is now, by the caller.
pub async fn seal(tx: &Tx<'_>, evaluation: &EvaluationRow, card: &Card, making: Making) -> Result<Edition> {
    let number = last_edition(tx, card.row.id).await?.saturating_add(1);
    let nonce = random::<32>();
    let sealed = Sealed {
        evaluation_id: evaluation.id,
        framework_id: evaluation.framework_id,
        party: card.row.party,
        edition: number,
        blind: making.blind,
        entries: entries(tx, &card.points).await?,
        prepared_by: card.row.prepared_by,
        submitted_at: tx.now(),
        submitted_by: tx.actor()?,
        nonce: hex(&nonce),
    };
    let body = sealed.bytes()?;
    let edition = Edition { number, seal: seal::digest(&body) };
    insert(tx, &card.row, (edition, body), making.reopening).await?;
    lock(tx, &card.row, &nonce, &edition.seal).await?;
    Ok(edition)
}

async fn last_edition(tx: &Tx<'_>, card: Uuid) -> Result<i32> {
    let query = sealed_scorecards::table
        .filter(sealed_scorecards::county_code.eq(tx.county()))
        .filter(sealed_scorecards::scorecard_id.eq(card))
        .select(diesel::dsl::max(sealed_scorecards::edition));
    let last: Option<i32> = query.get_result(&mut tx.conn()).await?;
    Ok(last.unwrap_or(0))
}

/// What was given, each file with the hash of its bytes.
async fn entries(tx: &Tx<'_>, points: &[GivenPoints]) -> Result<Vec<SealedEntry>> {
    let ids: Vec<Uuid> = points.iter().flat_map(|given| given.attachments.iter().copied()).collect();
    let query = attachments::table
        .filter(attachments::county_code.eq(tx.county()))
        .filter(attachments::id.eq_any(ids))
        .select((attachments::id, attachments::sha256));
    let hashes: HashMap<Uuid, Vec<u8>> = query.load(&mut tx.conn()).await?.into_iter().collect();
    points.iter().map(|given| entry(given, &hashes)).collect()
}

fn entry(given: &GivenPoints, hashes: &HashMap<Uuid, Vec<u8>>) -> Result<SealedEntry> {
    let file = |id: &Uuid| {
        let hash = hashes.get(id).ok_or_else(|| Error::internal("a card's file is gone"))?;
        Ok(SealedFile { id: *id, sha256: hex(hash) })
    };
    let one = given.clone();
    Ok(SealedEntry {
        indicator: one.indicator,
        points: one.points,
        level: one.level,
        comment: one.comment,
        proposal: one.proposal,
        departure: one.departure,
        attachments: one.attachments.iter().map(file).collect::<Result<_>>()?,
    })
}

async fn insert(
    tx: &Tx<'_>,
    card: &CardRow,
    (edition, body): (Edition, Vec<u8>),
    reopening: Option<Uuid>,
) -> Result<()> {
    let row = (
        sealed_scorecards::county_code.eq(tx.county()),
        sealed_scorecards::scorecard_id.eq(card.id),
        sealed_scorecards::edition.eq(edition.number),
        sealed_scorecards::evaluation_id.eq(card.evaluation_id),
        sealed_scorecards::party.eq(card.party),
        sealed_scorecards::body.eq(body),
        sealed_scorecards::seal.eq(edition.seal.to_vec()),
        sealed_scorecards::sealed_by.eq(tx.actor()?),
        sealed_scorecards::sealed_at.eq(tx.now()),
        sealed_scorecards::reopening_id.eq(reopening),
    );
    diesel::insert_into(sealed_scorecards::table).values(row).execute(&mut tx.conn()).await?;
    Ok(())
}

async fn lock(tx: &Tx<'_>, card: &CardRow, nonce: &[u8], seal: &[u8]) -> Result<()> {
    let one = scorecards::table.find((tx.county(), card.id)).filter(scorecards::version.eq(card.version));
    let change = (
        scorecards::state.eq(ScorecardState::Submitted),
        scorecards::submitted_at.eq(tx.now()),
        scorecards::submitted_by.eq(tx.actor()?),
        scorecards::nonce.eq(nonce),
        scorecards::seal.eq(seal),
        scorecards::version.eq(card.version.saturating_add(1)),
    );
    let changed = diesel::update(one).set(change).execute(&mut tx.conn()).await?;
    if changed == 1 { Ok(()) } else { Err(Code::Stale.into()) }
}
