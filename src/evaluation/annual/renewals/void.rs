//! `POST /renewal-references/{id}/voiding`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::model::{self, RenewalReference, RenewalRow};
use crate::{
    audit::event::Event,
    auth::policy::DecideRenewals,
    dated::{self, VoidRow},
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    schema::renewal_references,
    voided,
};

/// Voids a renewal reference that was recorded wrongly; it stays readable, and another can be decided.
#[utoipa::path(post, path = "/api/v1/renewal-references/{id}/voiding", tag = "evaluation")]
pub async fn void_renewal_reference(
    ctx: Ctx<DecideRenewals>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<RenewalReference>> {
    ctx.write(async |tx| {
        model::find(tx, tx.reach(), path.id).await?;
        let one = renewal_references::table.find((tx.county(), path.id));
        let row: RenewalRow = one.select(RenewalRow::as_select()).for_update().first(&mut tx.conn()).await?;
        if_match.check(row.version)?;
        dated::may_void(row.voided_at)?;
        let change = voided!(renewal_references, tx, row.version, body.0.reason.as_str());
        let voided = diesel::update(one).set(change).returning(RenewalRow::as_returning());
        let row: RenewalRow = voided.get_result(&mut tx.conn()).await?;
        tx.record(Event::new("renewal.voided", row.id, json!({"decision": row.decision})));
        Reply::tagged(&row.shown()?)
    })
    .await
}
