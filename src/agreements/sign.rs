//! `POST /agreements/{id}/signature`.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    answer::{self, Agreement},
    cover, model, write,
};
use crate::{
    attachments::uses::{self, AttachedTo, Owner},
    audit::event::Event,
    auth::policy::ManageAgreements,
    dated,
    db::json::Json,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    staffing::findings::{Touched, recheck},
};

/// The signature of a draft.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SignAgreement {
    /// The day of signature; not after today.
    #[schema(example = "2023-06-20")]
    pub signed_on: NaiveDate,
    /// Files of the signed paper, uploaded before.
    #[serde(default)]
    #[schema(required = false, max_items = 20)]
    pub attachments: Vec<Uuid>,
}

/// Records that a draft was signed; from now on it covers its stations in its term.
#[utoipa::path(post, path = "/api/v1/agreements/{id}/signature", tag = "agreements")]
pub async fn sign_agreement(
    ctx: Ctx<ManageAgreements>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<SignAgreement>,
) -> Result<Reply<Agreement>> {
    ctx.write(async |tx| {
        let mut row = model::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        row.must_be_draft()?;
        dated::not_after(tx.today(), "/signed_on", Some(body.0.signed_on))?;
        row.signed_on = Some(body.0.signed_on);
        row.signed_recorded_at = Some(tx.now());
        row.attachments = Json(body.0.attachments.clone());
        let owner = Owner { kind: AttachedTo::Agreement, id: row.id, station: None };
        uses::attach(tx, owner, &row.attachments).await?;
        let row = write::save(tx, &row).await?;
        let stations = cover::renew(tx, &row).await?;
        let told = json!({"signed_on": row.signed_on, "attachments": row.attachments});
        tx.record(Event::new("agreement.signed", path.id, told));
        recheck(tx, Touched::Stations(stations)).await?;
        Reply::tagged(&answer::changed(tx, path.id).await?)
    })
    .await
}
