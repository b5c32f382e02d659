//! `POST /certificates/{id}/registrations`.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::model::Registration;
use crate::{
    audit::event::Event,
    auth::policy::ManageWorkers,
    dated,
    http::{Body, Created, Ctx, Id, Path, Reply, Result, fault::Fault, text::Line},
    rules::periods::{add_months, next_day},
    staffing::{certificates::model, scope::Scope},
};

/// Months that a registration is valid, the last day included: three years, as the field registers; not the plan's.
const MONTHS: u32 = 36;

/// A registration to record.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = ends_after_start))]
pub struct RecordRegistration {
    /// Its number.
    #[schema(example = "HN469025230001")]
    pub number: Line,
    /// First day, not before the day of the certificate.
    #[schema(example = "2023-07-01")]
    pub from: NaiveDate,
    /// First day no longer; when left out, the day after three years.
    #[schema(example = "2026-07-02")]
    pub to: Option<NaiveDate>,
}

fn ends_after_start(registration: &RecordRegistration) -> Result<(), ValidationError> {
    dated::ends_after_start("/to", registration.from, registration.to)
}

/// Records a registration of a certificate; a new registration is a new row.
#[utoipa::path(post, path = "/api/v1/certificates/{id}/registrations", tag = "staffing")]
pub async fn record_registration(
    ctx: Ctx<ManageWorkers>,
    path: Path<Id>,
    body: Body<RecordRegistration>,
) -> Result<Created<Registration>> {
    let scope = Scope::of(&ctx)?;
    ctx.write(async |tx| {
        let certificate = model::lock(tx, &scope, path.id).await?;
        dated::may_void(certificate.voided_at)?;
        let RecordRegistration { number, from, to } = &body.0;
        not_before(certificate.obtained_on, *from)?;
        let row = Registration {
            id: tx.new_id(),
            certificate_id: certificate.id,
            number: number.as_str().to_owned(),
            from: *from,
            to: to.unwrap_or_else(|| next_day(add_months(*from, MONTHS))),
            recorded_at: tx.now(),
            voided_at: None,
            void_reason: None,
            version: 1,
        };
        row.insert(tx).await?;
        let told = json!({"certificate": certificate.id, "from": row.from, "to": row.to});
        tx.record(Event::new("registration.recorded", row.id, told));
        Ok(Reply::tagged(&row)?.at(format!("/api/v1/registrations/{}", row.id)))
    })
    .await
}

/// What is registered was obtained before. Errors: 422.
fn not_before(obtained_on: NaiveDate, from: NaiveDate) -> Result<()> {
    if obtained_on <= from {
        return Ok(());
    }
    let (zh, en) = (
        format!("不得早于证书取得之日{obtained_on}"),
        format!("It cannot be before the certificate of {obtained_on}"),
    );
    Err(Fault::body("/from", "too_early", zh, en).into())
}
