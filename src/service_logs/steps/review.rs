//! `POST /service-logs/{id}/review`.

use super::take::{self, Step};
use crate::{
    auth::policy::ReviewServiceLogs,
    http::{Ctx, Id, IfMatch, Path, Reply, Result},
    rules::log_states::LogAction,
    service_logs::view::ServiceLog,
};

/// Reviews a log that was handed in, as the station's lead; who recorded it does not review it.
///
/// What the lead recorded is reviewed by the contractor or by another lead.
#[utoipa::path(post, path = "/api/v1/service-logs/{id}/review", tag = "service_logs")]
pub async fn review_service_log(
    ctx: Ctx<ReviewServiceLogs>,
    path: Path<Id>,
    if_match: IfMatch,
) -> Result<Reply<ServiceLog>> {
    let step = Step { action: LogAction::Review, event: "service_log.reviewed", reason: None, means: None };
    take::step(&ctx, path.id, &if_match, step).await
}
