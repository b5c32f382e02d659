//! `PUT /spot-checks/{id}/items/{rank}`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    items::{self, ItemPath, ItemRow, SpotCheckItem},
    model::{self, SpotCheckOutcome},
};
use crate::{
    audit::event::Event,
    auth::policy::ManageSpotChecks,
    http::{Body, Ctx, IfMatch, Path, Reply, Result, Tx, codes::Code, text::Reason},
    personal::Sensitive,
    schema::spot_check_items,
};

/// What a check found.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RecordSpotCheckOutcome {
    /// What it found.
    pub outcome: SpotCheckOutcome,
    /// A note on it; sealed, and shown to those who check only.
    #[schema(value_type = Option<Reason>)]
    pub note: Option<Sensitive<Reason>>,
}

/// Records what the check of something drawn found, or corrects it. The trail keeps what was said before.
#[utoipa::path(put, path = "/api/v1/spot-checks/{id}/items/{rank}", tag = "evaluation")]
pub async fn record_spot_check_outcome(
    ctx: Ctx<ManageSpotChecks>,
    path: Path<ItemPath>,
    if_match: IfMatch,
    body: Body<RecordSpotCheckOutcome>,
) -> Result<Reply<SpotCheckItem>> {
    let (roots, role) = (&ctx.shared().personal, ctx.caller()?.role);
    ctx.write(async |tx| {
        let check = model::lock(tx, tx.reach(), path.id).await?;
        let row = lock(tx, path.0).await?;
        if_match.check(row.version)?;
        let key = roots.key_for_change(tx, row.subject_id).await?;
        let note = body.0.note.map(|note| key.seal(row.cell(), &note.map(String::from))).transpose()?;
        let after = ItemRow {
            outcome: Some(body.0.outcome),
            note_sealed: note,
            recorded_by: Some(tx.actor()?),
            recorded_at: Some(tx.now()),
            version: row.version.saturating_add(1),
            ..row.clone()
        };
        save(tx, &row, &after).await?;
        let told = json!({"rank": row.rank, "outcome": {"before": row.outcome, "after": after.outcome}});
        tx.record(Event::new("spot_check.outcome_recorded", check.id, told));
        Reply::tagged(&items::shown(&after, &check, role, Some(&key))?)
    })
    .await
}

/// The item, locked. Errors: 404.
async fn lock(tx: &Tx<'_>, path: ItemPath) -> Result<ItemRow> {
    let one = spot_check_items::table.find((tx.county(), path.id, path.rank)).select(ItemRow::as_select());
    Ok(one.for_update().first(&mut tx.conn()).await?)
}

async fn save(tx: &Tx<'_>, before: &ItemRow, after: &ItemRow) -> Result<()> {
    let one = spot_check_items::table
        .find((tx.county(), before.spot_check_id, before.rank))
        .filter(spot_check_items::version.eq(before.version));
    let change = (
        spot_check_items::outcome.eq(after.outcome),
        spot_check_items::note_sealed.eq(after.note_sealed.as_deref()),
        spot_check_items::recorded_by.eq(after.recorded_by),
        spot_check_items::recorded_at.eq(after.recorded_at),
        spot_check_items::version.eq(after.version),
    );
    let changed = diesel::update(one).set(change).execute(&mut tx.conn()).await?;
    if changed == 1 { Ok(()) } else { Err(Code::Stale.into()) }
}
