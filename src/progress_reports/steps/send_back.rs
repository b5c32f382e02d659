//! `POST /progress-reports/{id}/return`.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::take::{self, Step};
use crate::{
    auth::policy::DecideProgressReports,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, text::Reason},
    progress_reports::view::ProgressReport,
    rules::report_states::ReportAction,
};

/// Why a report is given back.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReturnReport {
    /// What is to be mended. No names of persons.
    pub reason: Reason,
}

/// Returns a report to be mended, with a reason; an accepted one is open again. It stays in time if it came in time.
#[utoipa::path(post, path = "/api/v1/progress-reports/{id}/return", tag = "progress_reports")]
pub async fn return_progress_report(
    ctx: Ctx<DecideProgressReports>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ReturnReport>,
) -> Result<Reply<ProgressReport>> {
    let caller = ctx.caller()?;
    ctx.write(async |tx| {
        let mut report = take::open(tx, path.id, &if_match, ReportAction::Return).await?;
        report.facts.accepted_at = None;
        report.frozen.counted_at_acceptance = None;
        let reason = Some(&body.0.reason);
        let step = Step { event: "progress_report.returned", reason, ..Step::default() };
        take::settle(tx, report, (ReportAction::Return, step), caller).await
    })
    .await
}
