//! `POST /agreement-amendments/{id}/voiding`.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use uuid::Uuid;

use super::{
    amend::AgreementAmendment,
    cover,
    model::{self, AmendmentRow},
    write,
};
use crate::{
    audit::event::Event,
    auth::policy::ManageAgreements,
    dated::{self, VoidRow},
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, Tx},
    schema::agreement_amendments,
    staffing::findings::{Touched, recheck},
    voided,
};

/// Voids the last amendment of an agreement, when it was recorded wrongly: the terms before it hold again.
#[utoipa::path(post, path = "/api/v1/agreement-amendments/{id}/voiding", tag = "agreements")]
pub async fn void_agreement_amendment(
    ctx: Ctx<ManageAgreements>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<AgreementAmendment>> {
    ctx.write(async |tx| {
        let one = agreement_amendments::table.find((tx.county(), path.id));
        let of: Uuid = one.select(agreement_amendments::agreement_id).first(&mut tx.conn()).await?;
        // The agreement first, as everybody who amends it: two changes of one agreement wait for each other.
        let agreement = model::lock(tx, of).await?;
        let row: AmendmentRow = one.select(AmendmentRow::as_select()).first(&mut tx.conn()).await?;
        if_match.check(row.version)?;
        agreement.must_be_signed()?;
        must_be_last(tx, &row).await?;
        let change = voided!(agreement_amendments, tx, row.version, body.0.reason.as_str());
        let voided = diesel::update(one).set(change).returning(AmendmentRow::as_returning());
        let voided: AmendmentRow = voided.get_result(&mut tx.conn()).await?;
        let stations = cover::renew(tx, &write::save(tx, &agreement).await?).await?;
        tx.record(Event::new("agreement.amendment_voided", of, json!({"amendment": path.id})));
        recheck(tx, Touched::Stations(stations)).await?;
        Reply::tagged(&AgreementAmendment::from(voided))
    })
    .await
}

/// Later amendments say the whole terms, with what this one changed in them. Errors: 409.
async fn must_be_last(tx: &Tx<'_>, row: &AmendmentRow) -> Result<()> {
    dated::may_void(row.voided_at)?;
    let standing = model::amendments(tx, tx.county(), &[row.agreement_id], DateTime::<Utc>::MAX_UTC).await?;
    if standing.last().is_some_and(|last| last.id == row.id) {
        return Ok(());
    }
    Err(model::conflict("其后另有变更，须先作废后者", "A later amendment stands; void that one first"))
}
