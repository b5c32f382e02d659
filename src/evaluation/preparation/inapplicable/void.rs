//! `POST /evaluations/{id}/not-applicable/{entry}/voiding`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::model::{EntryPath, InapplicableIndicator};
use crate::{
    audit::event::Event,
    auth::policy::SettlePreparation,
    dated::{self, VoidRow},
    evaluation::{model as evaluations, preparation::stage, standing},
    http::{Body, Ctx, IfMatch, Path, Reply, Result, Tx},
    schema::inapplicable_indicators,
    voided,
};

/// Voids that an indicator does not apply, before scoring; the entry stays readable.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/not-applicable/{entry}/voiding", tag = "evaluation")]
pub async fn void_inapplicable(
    ctx: Ctx<SettlePreparation>,
    path: Path<EntryPath>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<InapplicableIndicator>> {
    ctx.write(async |tx| {
        let evaluation = evaluations::lock(tx, tx.reach(), path.id).await?;
        let row = find(tx, &path).await?;
        if_match.check(row.version)?;
        stage::judge(&evaluation)?;
        standing::outside(tx, &evaluation).await?;
        dated::may_void(row.voided_at)?;
        let change = voided!(inapplicable_indicators, tx, row.version, body.0.reason.as_str());
        let one = inapplicable_indicators::table.find((tx.county(), row.id));
        let update = diesel::update(one).set(change).returning(InapplicableIndicator::as_returning());
        let row: InapplicableIndicator = update.get_result(&mut tx.conn()).await?;
        let told = json!({"evaluation": evaluation.id, "indicator": row.indicator});
        tx.record(Event::new("inapplicable_indicator.voided", row.id, told));
        Reply::tagged(&row)
    })
    .await
}

async fn find(tx: &Tx<'_>, path: &EntryPath) -> Result<InapplicableIndicator> {
    let one = inapplicable_indicators::table
        .find((tx.county(), path.entry))
        .filter(inapplicable_indicators::evaluation_id.eq(path.id));
    Ok(one.select(InapplicableIndicator::as_select()).first(&mut tx.conn()).await?)
}
