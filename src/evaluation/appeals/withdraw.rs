//! `POST /appeals/{id}/withdrawal`.

use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::model::{self, Appeal, AppealState};
use crate::{
    audit::event::Event,
    auth::policy::FileAppeals,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, text::Reason},
};

/// Why an appeal is taken back.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct WithdrawAppeal {
    /// Why.
    pub reason: Reason,
}

/// Takes back an appeal that is not decided yet.
#[utoipa::path(post, path = "/api/v1/appeals/{id}/withdrawal", tag = "evaluation")]
pub async fn withdraw_appeal(
    ctx: Ctx<FileAppeals>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<WithdrawAppeal>,
) -> Result<Reply<Appeal>> {
    ctx.write(async |tx| {
        let (row, _) = model::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        model::must_be_filed(&row)?;
        model::close(tx, &row, (AppealState::Withdrawn, None), &body.0.reason).await?;
        tx.record(Event::new("appeal.withdrawn", row.id, json!({"evaluation": row.evaluation_id})));
        Reply::tagged(&model::find(tx, tx.reach(), row.id).await?)
    })
    .await
}
