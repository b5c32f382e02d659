//! `POST /agreements/{id}/renewal`.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    answer::Agreement,
    model::{self, AgreementRow},
    register,
};
use crate::{
    auth::policy::ManageAgreements,
    db::json::Json,
    http::{Body, Created, Ctx, Id, Path, Result, Tx, fault::Fault, text::Line},
    rules::agreements::Terms,
};

/// The renewal of an agreement.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RenewAgreement {
    /// Number of the new paper, once in the county.
    pub number: Line,
    /// First day after the new term.
    #[schema(example = "2027-06-30")]
    pub to: NaiveDate,
}

/// Drafts the renewal of a signed agreement: with the same contractor and its last terms, beginning on the day the old one
/// ends. Whether it lies inside the project cycle is a finding (七（二）).
#[utoipa::path(post, path = "/api/v1/agreements/{id}/renewal", tag = "agreements")]
pub async fn renew_agreement(
    ctx: Ctx<ManageAgreements>,
    path: Path<Id>,
    body: Body<RenewAgreement>,
) -> Result<Created<Agreement>> {
    ctx.write(async |tx| {
        let old = model::lock(tx, path.id).await?;
        old.must_be_signed()?;
        let amendments = model::amendments(tx, tx.county(), &[old.id], DateTime::<Utc>::MAX_UTC).await?;
        let paper = old.paper(&amendments);
        let from = paper.ends_on();
        if body.0.to <= from {
            let (zh, en) = (format!("须晚于{from}"), format!("It must be after {from}"));
            return Err(Fault::body("/to", "too_early", zh, en).into());
        }
        register::make(tx, draft(tx, &old, paper.last().clone(), (from, body.0))).await
    })
    .await
}

fn draft(
    tx: &Tx<'_>,
    old: &AgreementRow,
    terms: Terms,
    (from, new): (NaiveDate, RenewAgreement),
) -> AgreementRow {
    AgreementRow {
        id: tx.new_id(),
        number: new.number.into(),
        valid_from: from,
        valid_to: new.to,
        staffing_date: from,
        price: terms.price,
        station_ids: Json(terms.station_ids),
        targets: Json(terms.targets),
        renews_id: Some(old.id),
        signed_on: None,
        signed_recorded_at: None,
        attachments: Json(Vec::new()),
        terminated_on: None,
        terminated_recorded_at: None,
        termination_reason: None,
        recorded_at: tx.now(),
        version: 1,
        ..old.clone()
    }
}
