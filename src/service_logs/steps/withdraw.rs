//! `POST /service-logs/{id}/withdrawal`.

use super::take::{self, Step, StepReason};
use crate::{
    auth::policy::RecordServiceLogs,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    rules::log_states::LogAction,
    service_logs::view::ServiceLog,
};

/// Takes a log back, with a reason, for good; it stays readable and counts no longer.
#[utoipa::path(post, path = "/api/v1/service-logs/{id}/withdrawal", tag = "service_logs")]
pub async fn withdraw_service_log(
    ctx: Ctx<RecordServiceLogs>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<StepReason>,
) -> Result<Reply<ServiceLog>> {
    let step = Step {
        action: LogAction::Withdraw,
        event: "service_log.withdrawn",
        reason: Some(&body.0.reason),
        means: None,
    };
    take::step(&ctx, path.id, &if_match, step).await
}
