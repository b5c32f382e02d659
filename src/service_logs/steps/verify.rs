//! `POST /service-logs/{id}/verification`.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::take::{self, Step, VerificationMeans};
use crate::{
    auth::policy::VerifyServiceLogs,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    rules::log_states::LogAction,
    service_logs::view::ServiceLog,
};

/// A verification.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct VerifyLog {
    /// By what it was found true.
    pub means: VerificationMeans,
}

/// Verifies a reviewed log: the bureau has looked at it, or a spot check found it true.
#[utoipa::path(post, path = "/api/v1/service-logs/{id}/verification", tag = "service_logs")]
pub async fn verify_service_log(
    ctx: Ctx<VerifyServiceLogs>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VerifyLog>,
) -> Result<Reply<ServiceLog>> {
    let step = Step {
        action: LogAction::Verify,
        event: "service_log.verified",
        reason: None,
        means: Some(body.0.means),
    };
    take::step(&ctx, path.id, &if_match, step).await
}
