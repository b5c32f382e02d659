//! `PATCH /service-logs/{id}`.

use super::{
    content::ChangeLog,
    model::{self, Log},
    rewrite::{self, Rewrite},
    view::ServiceLog,
};
use crate::{
    auth::{caller::Caller, policy::RecordServiceLogs},
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, Tx},
    personal::Roots,
    rules::log_states::LogAction,
};

/// Changes a draft, or a log that was returned; what was handed in is amended instead.
#[utoipa::path(patch, path = "/api/v1/service-logs/{id}", tag = "service_logs")]
pub async fn change_service_log(
    ctx: Ctx<RecordServiceLogs>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ChangeLog>,
) -> Result<Reply<ServiceLog>> {
    let (roots, caller) = (&ctx.shared().personal, ctx.caller()?);
    ctx.write(async |tx| {
        let log = change(tx, (roots, caller), path.id, &if_match, &body.0).await?;
        Reply::tagged(&ServiceLog::new(log, caller))
    })
    .await
}

/// Changes it in an open transaction.
pub async fn change(
    tx: &Tx<'_>,
    (roots, caller): (&Roots, &Caller),
    id: uuid::Uuid,
    if_match: &IfMatch,
    change: &ChangeLog,
) -> Result<Log> {
    let (log, key) = model::lock(roots, tx, id).await?;
    if_match.check(log.facts.version)?;
    rewrite::judge(LogAction::Change, &log.facts, caller)?;
    let said = log.said()?.changed_by(change)?;
    let how = Rewrite { action: LogAction::Change, reason: None };
    rewrite::content(tx, roots, (&log, &key), &said, how).await
}
