//! `POST /agreements/{id}/voiding`.

use serde_json::json;

use super::{
    answer::{self, Agreement},
    cover, model, write,
};
use crate::{
    audit::event::Event,
    auth::policy::ManageAgreements,
    dated::{self, VoidRow},
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    staffing::findings::{Touched, recheck},
};

/// Voids an agreement that was recorded wrongly, or a draft that came to nothing, and with it the cover of its stations;
/// it stays readable.
#[utoipa::path(post, path = "/api/v1/agreements/{id}/voiding", tag = "agreements")]
pub async fn void_agreement(
    ctx: Ctx<ManageAgreements>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<Agreement>> {
    ctx.write(async |tx| {
        let mut row = model::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        dated::may_void(row.voided_at)?;
        row.voided_at = Some(tx.now());
        row.void_reason = Some(body.0.reason.as_str().to_owned());
        let row = write::save(tx, &row).await?;
        let stations = cover::renew(tx, &row).await?;
        tx.record(Event::new("agreement.voided", path.id, json!({})));
        recheck(tx, Touched::Stations(stations)).await?;
        Reply::tagged(&answer::changed(tx, path.id).await?)
    })
    .await
}
