//! `POST /agreements`.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{
    answer::{self, Agreement},
    cover,
    model::AgreementRow,
    references,
    target::NewTarget,
    write,
};
use crate::{
    audit::event::Event,
    auth::policy::ManageAgreements,
    dated,
    db::json::Json,
    http::{Body, Created, Ctx, Reply, Result, Tx, text::Line},
    rules::money::Money,
    staffing::findings::{Touched, recheck},
};

/// An agreement to record.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "term"))]
pub struct RegisterAgreement {
    /// The contractor: an organisation of kind `contractor` (二).
    pub contractor_id: Uuid,
    /// Number of the paper, once in the county.
    pub number: Line,
    /// First day of the term.
    #[schema(example = "2023-06-30")]
    pub from: NaiveDate,
    /// First day after the term.
    #[schema(example = "2026-06-30")]
    pub to: NaiveDate,
    /// From this day on the stations are fully staffed (六（三）).
    #[schema(example = "2023-06-30")]
    pub staffing_date: NaiveDate,
    /// Price of the whole term in CNY, if agreed.
    pub price: Option<Money>,
    /// The stations it covers.
    #[schema(min_items = 1, max_items = 200)]
    pub station_ids: Vec<Uuid>,
    /// What is to be done in each service year.
    #[serde(default)]
    #[schema(required = false, max_items = 100)]
    #[validate(nested)]
    pub targets: Vec<NewTarget>,
    /// The project cycle it belongs to.
    pub project_cycle_id: Option<Uuid>,
    /// The day on which the paper was signed, not after today; without it this is a draft.
    #[schema(example = "2023-06-20")]
    pub signed_on: Option<NaiveDate>,
}

fn term(new: &RegisterAgreement) -> Result<(), ValidationError> {
    dated::ends_after_start("/to", new.from, Some(new.to))
}

/// Records an agreement: a draft, or with its day of signature a paper that is signed already.
///
/// A signed one covers its stations, and one agreement at most covers a station on a day; a draft reserves nothing.
#[utoipa::path(post, path = "/api/v1/agreements", tag = "agreements")]
pub async fn register_agreement(
    ctx: Ctx<ManageAgreements>,
    body: Body<RegisterAgreement>,
) -> Result<Created<Agreement>> {
    ctx.write(async |tx| {
        dated::not_after(tx.today(), "/signed_on", body.0.signed_on)?;
        make(tx, row(tx, body.0)).await
    })
    .await
}

/// Records a new agreement. Errors: 422 for references, 409 for the number and for overlapping cover.
pub async fn make(tx: &Tx<'_>, row: AgreementRow) -> Result<Created<Agreement>> {
    references::judge(tx, &row).await?;
    write::insert(tx, &row).await?;
    let stations = cover::renew(tx, &row).await?;
    let changes = json!({
        "contractor": row.contractor_id, "stations": row.station_ids, "from": row.valid_from, "to": row.valid_to,
        "signed_on": row.signed_on, "renews": row.renews_id,
    });
    tx.record(Event::new("agreement.registered", row.id, changes));
    recheck(tx, Touched::Stations(stations)).await?;
    let told = answer::changed(tx, row.id).await?;
    Ok(Reply::tagged(&told)?.at(format!("/api/v1/agreements/{}", row.id)))
}

fn row(tx: &Tx<'_>, new: RegisterAgreement) -> AgreementRow {
    AgreementRow {
        id: tx.new_id(),
        contractor_id: new.contractor_id,
        number: new.number.into(),
        valid_from: new.from,
        valid_to: new.to,
        staffing_date: new.staffing_date,
        price: new.price,
        station_ids: Json(new.station_ids),
        targets: Json(new.targets.into_iter().map(NewTarget::into).collect()),
        project_cycle_id: new.project_cycle_id,
        renews_id: None,
        signed_on: new.signed_on,
        signed_recorded_at: new.signed_on.map(|_| tx.now()),
        attachments: Json(Vec::new()),
        terminated_on: None,
        terminated_recorded_at: None,
        termination_reason: None,
        recorded_at: tx.now(),
        voided_at: None,
        void_reason: None,
        version: 1,
    }
}
