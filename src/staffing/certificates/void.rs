//! `POST /certificates/{id}/voiding`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::model::{self, Certificate};
use crate::{
    audit::event::Event,
    auth::policy::ManageWorkers,
    dated::{self, VoidRow},
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    schema::certificates,
    staffing::{
        findings::{Touched, recheck},
        scope::Scope,
    },
    voided,
};

/// Voids a certificate that was recorded wrongly; it stays readable.
#[utoipa::path(post, path = "/api/v1/certificates/{id}/voiding", tag = "staffing")]
pub async fn void_certificate(
    ctx: Ctx<ManageWorkers>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<Certificate>> {
    let scope = Scope::of(&ctx)?;
    ctx.write(async |tx| {
        let row = model::lock(tx, &scope, path.id).await?;
        if_match.check(row.version)?;
        dated::may_void(row.voided_at)?;
        let change = voided!(certificates, tx, row.version, body.0.reason.as_str());
        let one = certificates::table.find((tx.county(), row.id));
        let voided = diesel::update(one).set(change).returning(Certificate::as_returning());
        let row: Certificate = voided.get_result(&mut tx.conn()).await?;
        tx.record(Event::new("certificate.voided", row.id, json!({"worker": row.worker_id})));
        recheck(tx, Touched::Worker(row.worker_id)).await?;
        Reply::tagged(&row)
    })
    .await
}
