//! `POST /service-logs/{id}/amendments`.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    content::ChangeLog,
    model,
    rewrite::{self, Rewrite},
    view::ServiceLog,
};
use crate::{
    auth::policy::RecordServiceLogs,
    http::{Body, Created, Ctx, Id, IfMatch, Path, Reply, Result, text::Reason},
    rules::log_states::LogAction,
};

/// An amendment.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct AmendLog {
    /// Why what was handed in is not as it was. Kept sealed.
    pub reason: Reason,
    /// What is otherwise; what is left out stays.
    pub changes: ChangeLog,
}

/// Amends a log that was handed in: what it said is kept (`…/versions`), and it is reviewed anew.
#[utoipa::path(post, path = "/api/v1/service-logs/{id}/amendments", tag = "service_logs")]
pub async fn amend_service_log(
    ctx: Ctx<RecordServiceLogs>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<AmendLog>,
) -> Result<Created<ServiceLog>> {
    let (roots, caller) = (&ctx.shared().personal, ctx.caller()?);
    ctx.write(async |tx| {
        let (log, key) = model::lock(roots, tx, path.id).await?;
        if_match.check(log.facts.version)?;
        rewrite::judge(LogAction::Amend, &log.facts, caller)?;
        let said = log.said()?.changed_by(&body.0.changes)?;
        let how = Rewrite { action: LogAction::Amend, reason: Some(&body.0.reason) };
        let log = rewrite::content(tx, roots, (&log, &key), &said, how).await?;
        let reply = Reply::tagged(&ServiceLog::new(log, caller))?;
        Ok(reply.at(format!("/api/v1/service-logs/{}/versions", path.id)))
    })
    .await
}
