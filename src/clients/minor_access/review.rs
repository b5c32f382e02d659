//! `POST /minor-access-approvals/{id}/review`.

use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    decide::not_one_s_own,
    list,
    model::{self, AccessOutcome, MinorAccess},
};
use crate::{
    audit::event::Event,
    auth::policy::DecideMinorAccess,
    http::{Body, Ctx, Error, Id, IfMatch, Path, Reply, Result, codes::Code},
};

/// What was found of an emergency.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReviewAccess {
    /// Whether there was an emergency that justified it. If not, the data is closed at once.
    pub justified: bool,
}

/// Reviews an access that was taken in an emergency, within 24 hours. A late review is recorded all the same and shows as
/// late. It does not open the data any longer: that needs an approval.
#[utoipa::path(post, path = "/api/v1/minor-access-approvals/{id}/review", tag = "clients")]
pub async fn review_minor_access(
    ctx: Ctx<DecideMinorAccess>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ReviewAccess>,
) -> Result<Reply<MinorAccess>> {
    ctx.write(async |tx| {
        let mut row = model::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        if !row.emergency || row.outcome.is_some() {
            let (zh, en) = ("该记录不是待复核的紧急访问", "It is no emergency that waits for a review");
            return Err(Error::new(Code::Conflict).detail(zh, en));
        }
        not_one_s_own(&row, tx.actor()?)?;
        let found = if body.0.justified { AccessOutcome::Justified } else { AccessOutcome::NotJustified };
        (row.outcome, row.decided_by, row.decided_at) = (Some(found), Some(tx.actor()?), Some(tx.now()));
        row.save(tx).await?;
        let told = json!({"client": row.client_id, "outcome": row.outcome});
        tx.record(Event::new("minor_access.reviewed", row.id, told));
        list::reply(&ctx, tx, &row).await
    })
    .await
}
