//! `POST /agreements/{id}/termination`.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    answer::{self, Agreement},
    cover,
    model::{self, AgreementRow},
    write,
};
use crate::{
    audit::event::Event,
    auth::policy::ManageAgreements,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, Tx, fault::Fault, text::Reason},
    staffing::findings::{Touched, recheck},
};

/// The end of an agreement before its term is over.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct TerminateAgreement {
    /// First day on which it is no longer in force.
    #[schema(example = "2024-07-01")]
    pub on: NaiveDate,
    /// Why.
    pub reason: Reason,
}

/// Ends a signed agreement, and with it the cover of its stations, before its term is over.
#[utoipa::path(post, path = "/api/v1/agreements/{id}/termination", tag = "agreements")]
pub async fn terminate_agreement(
    ctx: Ctx<ManageAgreements>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<TerminateAgreement>,
) -> Result<Reply<Agreement>> {
    ctx.write(async |tx| {
        let mut row = model::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        row.must_be_signed()?;
        judge(tx, &row, body.0.on).await?;
        row.terminated_on = Some(body.0.on);
        row.terminated_recorded_at = Some(tx.now());
        row.termination_reason = Some(body.0.reason.as_str().to_owned());
        let row = write::save(tx, &row).await?;
        let stations = cover::renew(tx, &row).await?;
        tx.record(Event::new("agreement.terminated", path.id, json!({"on": row.terminated_on})));
        recheck(tx, Touched::Stations(stations)).await?;
        Reply::tagged(&answer::changed(tx, path.id).await?)
    })
    .await
}

/// Once, and inside the term; on its first day means that it never came into force.
async fn judge(tx: &Tx<'_>, row: &AgreementRow, on: NaiveDate) -> Result<()> {
    if row.terminated_on.is_some() {
        return Err(model::conflict("该协议已终止", "The agreement is terminated already"));
    }
    if on < row.valid_from {
        let (zh, en) = ("不得早于期限首日", "It cannot be before the first day of the term");
        return Err(Fault::body("/on", "too_early", zh, en).into());
    }
    let amendments = model::amendments(tx, tx.county(), &[row.id], DateTime::<Utc>::MAX_UTC).await?;
    if on >= row.paper(&amendments).ends_on() {
        let (zh, en) = ("须早于期限届满之日", "It must be before the end of the term");
        return Err(Fault::body("/on", "too_late", zh, en).into());
    }
    Ok(())
}
