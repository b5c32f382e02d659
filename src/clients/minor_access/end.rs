//! `POST /minor-access-approvals/{id}/end`.

use serde_json::json;

use super::{
    list,
    model::{self, AccessState, MinorAccess},
};
use crate::{
    audit::event::Event,
    auth::policy::{Action as _, DecideMinorAccess, RequestMinorAccess},
    http::{Ctx, Error, Id, IfMatch, Path, Reply, Result, codes::Code},
};

/// Ends an access that is open or asked for, at once: one's own, or anybody's for who decides on such.
#[utoipa::path(post, path = "/api/v1/minor-access-approvals/{id}/end", tag = "clients")]
pub async fn end_minor_access(
    ctx: Ctx<RequestMinorAccess>,
    path: Path<Id>,
    if_match: IfMatch,
) -> Result<Reply<MinorAccess>> {
    let decides = DecideMinorAccess::extent(ctx.caller()?.role).is_some();
    ctx.write(async |tx| {
        let mut row = model::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        if row.requested_by != tx.actor()? && !decides {
            return Err(Code::Forbidden.into());
        }
        if row.state(tx.now()) == AccessState::Closed {
            return Err(Error::new(Code::Conflict).detail("该访问已失效", "It is closed already"));
        }
        (row.ended_at, row.ended_by) = (Some(tx.now()), Some(tx.actor()?));
        row.save(tx).await?;
        tx.record(Event::new("minor_access.ended", row.id, json!({"client": row.client_id})));
        list::reply(&ctx, tx, &row).await
    })
    .await
}
