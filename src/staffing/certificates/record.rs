//! `POST /workers/{id}/certificates`.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::model::Certificate;
use crate::{
    audit::event::Event,
    auth::policy::ManageWorkers,
    dated,
    http::{Body, Created, Ctx, Id, Path, Reply, Result, text::Line},
    rules::qualifications::CertificateLevel,
    staffing::scope::Scope,
};

/// A certificate to record.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RecordCertificate {
    /// Its level.
    pub level: CertificateLevel,
    /// Its number; once in a county.
    #[schema(example = "2020S469025001")]
    pub number: Line,
    /// The date on it; not after today.
    #[schema(example = "2020-10-17")]
    pub obtained_on: NaiveDate,
}

/// Records a certificate of a worker (六（三）).
#[utoipa::path(post, path = "/api/v1/workers/{id}/certificates", tag = "staffing")]
pub async fn record_certificate(
    ctx: Ctx<ManageWorkers>,
    path: Path<Id>,
    body: Body<RecordCertificate>,
) -> Result<Created<Certificate>> {
    let scope = Scope::of(&ctx)?;
    ctx.write(async |tx| {
        scope.require(tx, tx.county(), path.id).await?;
        let RecordCertificate { level, number, obtained_on } = &body.0;
        dated::not_after(tx.today(), "/obtained_on", Some(*obtained_on))?;
        let row = Certificate {
            id: tx.new_id(),
            worker_id: path.id,
            level: *level,
            number: number.as_str().to_owned(),
            obtained_on: *obtained_on,
            revoked_on: None,
            revocation_reason: None,
            revocation_recorded_at: None,
            recorded_at: tx.now(),
            voided_at: None,
            void_reason: None,
            version: 1,
        };
        row.insert(tx).await?;
        let told = json!({"worker": path.id, "level": level, "obtained_on": obtained_on});
        tx.record(Event::new("certificate.recorded", row.id, told));
        Ok(Reply::tagged(&row)?.at(format!("/api/v1/certificates/{}", row.id)))
    })
    .await
}
