//! `POST /workers/{id}/certificates`.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::model::Certificate;
use crate::{
    audit::event::Event,
    auth::policy::ManageWorkers,
    dated,
    http::{Body, Created, Ctx, Id, Path, Reply, Result, text::Line},
    rules::qualifications::CertificateLevel,
    staffing::{
        findings::{Touched, recheck},
        scope::Scope,
    },
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
        let row = body.0.row(path.id, tx.today(), (tx.new_id(), tx.now()))?;
        row.insert(tx).await?;
        tx.record(Event::new("certificate.recorded", row.id, row.told()));
        recheck(tx, Touched::Worker(row.worker_id)).await?;
        Ok(Reply::tagged(&row)?.at(format!("/api/v1/certificates/{}", row.id)))
    })
    .await
}

impl RecordCertificate {
    /// The row, not yet written. Errors: 422 when it was obtained after today.
    pub fn row(
        &self,
        worker_id: Uuid,
        today: NaiveDate,
        (id, recorded_at): (Uuid, DateTime<Utc>),
    ) -> Result<Certificate> {
        dated::not_after(today, "/obtained_on", Some(self.obtained_on))?;
        Ok(Certificate {
            id,
            worker_id,
            level: self.level,
            number: self.number.as_str().to_owned(),
            obtained_on: self.obtained_on,
            revoked_on: None,
            revocation_reason: None,
            revocation_recorded_at: None,
            recorded_at,
            voided_at: None,
            void_reason: None,
            version: 1,
        })
    }
}
