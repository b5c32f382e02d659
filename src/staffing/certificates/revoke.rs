//! `POST /certificates/{id}/revocation`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::model::{self, Certificate};
use crate::{
    audit::event::Event,
    auth::policy::ManageWorkers,
    dated,
    http::{Body, Ctx, Error, Id, IfMatch, Path, Reply, Result, codes::Code, fault::Fault, text::Reason},
    schema::certificates,
    staffing::{
        findings::{Touched, recheck},
        scope::Scope,
    },
};

/// That a certificate was revoked.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RevokeCertificate {
    /// First day on which it is no longer valid: not before its own, not after today.
    #[schema(example = "2023-07-01")]
    pub on: NaiveDate,
    /// Why the issuing body revoked it.
    pub reason: Reason,
}

/// Records that a certificate was revoked, once; it counts until then (S6).
///
/// A wrong revocation is mended by voiding the certificate and recording it anew.
#[utoipa::path(post, path = "/api/v1/certificates/{id}/revocation", tag = "staffing")]
pub async fn revoke_certificate(
    ctx: Ctx<ManageWorkers>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<RevokeCertificate>,
) -> Result<Reply<Certificate>> {
    let scope = Scope::of(&ctx)?;
    ctx.write(async |tx| {
        let row = model::lock(tx, &scope, path.id).await?;
        if_match.check(row.version)?;
        dated::not_after(tx.today(), "/on", Some(body.0.on))?;
        may_revoke(&row, body.0.on)?;
        let change = (
            certificates::revoked_on.eq(body.0.on),
            certificates::revocation_reason.eq(body.0.reason.as_str()),
            certificates::revocation_recorded_at.eq(tx.now()),
            certificates::version.eq(row.version.saturating_add(1)),
        );
        let one = certificates::table.find((tx.county(), row.id));
        let revoked = diesel::update(one).set(change).returning(Certificate::as_returning());
        let row: Certificate = revoked.get_result(&mut tx.conn()).await?;
        let told = json!({"worker": row.worker_id, "on": row.revoked_on});
        tx.record(Event::new("certificate.revoked", row.id, told));
        recheck(tx, Touched::Worker(row.worker_id)).await?;
        Reply::tagged(&row)
    })
    .await
}

/// Errors: 409 for what is voided or revoked already, 422 for a day before the certificate.
fn may_revoke(row: &Certificate, on: NaiveDate) -> Result<()> {
    dated::may_void(row.voided_at)?;
    if row.revoked_on.is_some() {
        return Err(Error::new(Code::Conflict).detail(
            "该证书已登记撤销；如有误，请作废后重新登记",
            "The certificate is revoked already; if that is wrong, void it and record it anew",
        ));
    }
    let obtained = row.obtained_on;
    if on < obtained {
        let (zh, en) = (format!("不得早于{obtained}"), format!("It cannot be before {obtained}"));
        return Err(Fault::body("/on", "too_early", zh, en).into());
    }
    Ok(())
}
