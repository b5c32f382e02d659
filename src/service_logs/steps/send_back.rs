//! `POST /service-logs/{id}/return`.

use super::take::{self, Step, StepReason};
use crate::{
    auth::policy::ReturnServiceLogs,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    rules::log_states::LogAction,
    service_logs::view::ServiceLog,
};

/// Returns a log that was handed in, with a reason; it counts no longer until it is handed in again.
#[utoipa::path(post, path = "/api/v1/service-logs/{id}/return", tag = "service_logs")]
pub async fn return_service_log(
    ctx: Ctx<ReturnServiceLogs>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<StepReason>,
) -> Result<Reply<ServiceLog>> {
    let step = Step {
        action: LogAction::Return,
        event: "service_log.returned",
        reason: Some(&body.0.reason),
        means: None,
    };
    take::step(&ctx, path.id, &if_match, step).await
}
