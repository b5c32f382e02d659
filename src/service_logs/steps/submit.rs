//! `POST /service-logs/{id}/submission`.

use super::take::{self, Step};
use crate::{
    auth::policy::RecordServiceLogs,
    http::{Ctx, Id, IfMatch, Path, Reply, Result},
    rules::log_states::LogAction,
    service_logs::view::ServiceLog,
};

/// Hands in a draft, or a log that was returned and mended. From now on it counts, and questions about it are raised.
#[utoipa::path(post, path = "/api/v1/service-logs/{id}/submission", tag = "service_logs")]
pub async fn submit_service_log(
    ctx: Ctx<RecordServiceLogs>,
    path: Path<Id>,
    if_match: IfMatch,
) -> Result<Reply<ServiceLog>> {
    let step = Step { action: LogAction::Submit, event: "service_log.submitted", reason: None, means: None };
    take::step(&ctx, path.id, &if_match, step).await
}
