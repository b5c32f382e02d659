//! Trace files of a card: attachments that nobody sees who may not see the card.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::seal::Sealed;
use crate::{
    attachments::uses::{self, AttachedTo, Owner},
    evaluation::model::EvaluationRow,
    http::{Result, Tx},
    schema::sealed_scorecards,
};

/// The card as an owner of files.
fn owner(evaluation: &EvaluationRow, card: Uuid) -> Owner {
    Owner { kind: AttachedTo::Scorecard, id: card, station: Some(evaluation.station_id) }
}

/// Gives the card these files beside those it has. Errors: 422 at the place of each that is not the caller's.
pub async fn add(
    tx: &Tx<'_>,
    evaluation: &EvaluationRow,
    card: Uuid,
    named: &[(String, Uuid)],
) -> Result<()> {
    uses::attach_named(tx, owner(evaluation, card), named).await
}

/// Gives a draft these files and no others, but for those of its sealed editions: what was taken off a draft is not to
/// be read when the card is. Errors: as [`add`].
pub async fn replace(
    tx: &Tx<'_>,
    evaluation: &EvaluationRow,
    card: Uuid,
    named: &[(String, Uuid)],
) -> Result<()> {
    add(tx, evaluation, card, named).await?;
    let mut kept = sealed(tx, card).await?;
    kept.extend(named.iter().map(|(_, file)| *file));
    uses::keep_only(tx, owner(evaluation, card), &kept).await
}

async fn sealed(tx: &Tx<'_>, card: Uuid) -> Result<Vec<Uuid>> {
    let query = sealed_scorecards::table
        .filter(sealed_scorecards::county_code.eq(tx.county()))
        .filter(sealed_scorecards::scorecard_id.eq(card))
        .select(sealed_scorecards::body);
    let bodies: Vec<Vec<u8>> = query.load(&mut tx.conn()).await?;
    let mut files = Vec::new();
    for body in &bodies {
        files.extend(Sealed::read(body)?.files());
    }
    Ok(files)
}
