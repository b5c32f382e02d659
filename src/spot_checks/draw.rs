//! `POST /spot-checks/{id}/draw`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use uuid::Uuid;

use super::{
    model::{self, SpotCheck, SpotCheckRow},
    population,
};
use crate::{
    audit::event::Event,
    auth::policy::ManageSpotChecks,
    http::{Ctx, Error, Id, IfMatch, Path, Reply, Result, Tx, codes::Code, hex::hex},
    places::service_years::model::Phase,
    rules::sampling::{self, Hash},
    schema::{spot_check_items, spot_checks},
};

/// Draws the sample, once the phase is over: everything that counts then is ranked by the SHA-256 of the seed followed by
/// its id, and the first are drawn. From then on the seed is shown, and anyone who reads the spot check can repeat it.
#[utoipa::path(post, path = "/api/v1/spot-checks/{id}/draw", tag = "evaluation")]
pub async fn draw_spot_check(
    ctx: Ctx<ManageSpotChecks>,
    path: Path<Id>,
    if_match: IfMatch,
) -> Result<Reply<SpotCheck>> {
    ctx.write(async |tx| {
        let row = model::lock(tx, tx.reach(), path.id).await?;
        if_match.check(row.version)?;
        let phase = model::phase_of(tx, &row).await?;
        judge(tx, &row, &phase)?;
        let ids = population::recorded(tx, &row, &phase).await?;
        let text = sampling::population(&ids);
        let (count, digest) = (i32::try_from(ids.len()).map_err(Error::internal)?, sampling::digest(&text));
        let size = usize::try_from(row.size).map_err(Error::internal)?;
        let drawn = sampling::draw(&row.seed_text(), &ids, size);
        keep(tx, &row, (count, &digest, &text)).await?;
        insert(tx, &row, &drawn).await?;
        let told = json!({"seed": row.seed_text(), "population": count, "population_digest": hex(&digest), "drawn": drawn.len()});
        tx.record(Event::new("spot_check.drawn", row.id, told));
        Reply::tagged(&model::find(tx, tx.reach(), path.id).await?.shown())
    })
    .await
}

/// Errors: 409 before the phase is over, and once it is drawn.
fn judge(tx: &Tx<'_>, row: &SpotCheckRow, phase: &Phase) -> Result<()> {
    let refused = Error::new(Code::Conflict);
    if row.drawn_at.is_some() {
        return Err(refused.detail("已经抽取", "It is drawn already"));
    }
    if tx.today() < phase.to {
        return Err(refused.detail("该期尚未结束", "The phase is not over yet"));
    }
    Ok(())
}

async fn keep(tx: &Tx<'_>, row: &SpotCheckRow, (count, digest, text): (i32, &Hash, &str)) -> Result<()> {
    let one = spot_checks::table.find((tx.county(), row.id)).filter(spot_checks::version.eq(row.version));
    let change = (
        spot_checks::drawn_by.eq(tx.actor()?),
        spot_checks::drawn_at.eq(tx.now()),
        spot_checks::population.eq(count),
        spot_checks::population_digest.eq(digest.as_slice()),
        spot_checks::population_text.eq(text),
        spot_checks::version.eq(row.version.saturating_add(1)),
    );
    let changed = diesel::update(one).set(change).execute(&mut tx.conn()).await?;
    if changed == 1 { Ok(()) } else { Err(Code::Stale.into()) }
}

async fn insert(tx: &Tx<'_>, row: &SpotCheckRow, drawn: &[Uuid]) -> Result<()> {
    let item = |(rank, subject): (i32, &Uuid)| {
        (
            spot_check_items::county_code.eq(tx.county().to_owned()),
            spot_check_items::spot_check_id.eq(row.id),
            spot_check_items::rank.eq(rank),
            spot_check_items::subject_id.eq(*subject),
            spot_check_items::version.eq(1),
        )
    };
    let items: Vec<_> = (1..).zip(drawn).map(item).collect();
    if !items.is_empty() {
        diesel::insert_into(spot_check_items::table).values(items).execute(&mut tx.conn()).await?;
    }
    Ok(())
}
