//! `POST /progress-reports/{id}/acceptance`.

use super::take::{self, ReportContent, Step};
use crate::{
    auth::policy::DecideProgressReports,
    db::json::Json,
    http::{Ctx, Id, IfMatch, Path, Reply, Result},
    progress_reports::{counting, view::ProgressReport},
    rules::report_states::ReportAction,
};

/// Accepts a submitted report. What the logs come to now is kept: a later change of theirs shows as
/// `changed_since_acceptance`.
#[utoipa::path(post, path = "/api/v1/progress-reports/{id}/acceptance", tag = "progress_reports")]
pub async fn accept_progress_report(
    ctx: Ctx<DecideProgressReports>,
    path: Path<Id>,
    if_match: IfMatch,
) -> Result<Reply<ProgressReport>> {
    let caller = ctx.caller()?;
    ctx.write(async |tx| {
        let mut report = take::open(tx, path.id, &if_match, ReportAction::Accept).await?;
        let counted = counting::count(tx, report.scope(tx.county(), tx.today())).await?;
        report.facts.accepted_at = Some(tx.now());
        report.frozen.counted_at_acceptance = Some(Json(counted.clone()));
        let content = Some(ReportContent { texts: report.texts.clone(), counted });
        let step = Step { event: "progress_report.accepted", content, ..Step::default() };
        take::settle(tx, report, (ReportAction::Accept, step), caller).await
    })
    .await
}
