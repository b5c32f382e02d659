//! `POST /progress-reports/{id}/submission`.

use super::take::{self, ReportContent, Step};
use crate::{
    auth::policy::DraftProgressReports,
    db::json::Json,
    http::{Ctx, Id, IfMatch, Path, Reply, Result, Tx},
    progress_reports::{counting, due::schedule, model::Report, stated, view::ProgressReport},
    rules::report_states::ReportAction,
};

/// Submits a draft, or a report that was returned, to the bureau (九（二））: in time or late, it is taken.
///
/// The figures are counted and kept as they are now. What the station states otherwise needs a reason; without it, and
/// without the work done, it is 422.
#[utoipa::path(post, path = "/api/v1/progress-reports/{id}/submission", tag = "progress_reports")]
pub async fn submit_progress_report(
    ctx: Ctx<DraftProgressReports>,
    path: Path<Id>,
    if_match: IfMatch,
) -> Result<Reply<ProgressReport>> {
    let caller = ctx.caller()?;
    ctx.write(async |tx| {
        let mut report = take::open(tx, path.id, &if_match, ReportAction::Submit).await?;
        let counted = counting::count(tx, report.scope(tx.county(), tx.today())).await?;
        stated::require_complete(&report.texts, &counted.figures)?;
        judge_due_day(tx, &mut report).await?;
        report.facts.first_submitted_on = report.facts.first_submitted_on.or(Some(tx.today()));
        report.facts.submitted_at = Some(tx.now());
        report.frozen.counted_at_submission = Some(Json(counted.clone()));
        let content = Some(ReportContent { texts: report.texts.clone(), counted });
        let step = Step { event: "progress_report.submitted", content, ..Step::default() };
        take::settle(tx, report, (ReportAction::Submit, step), caller).await
    })
    .await
}

/// The calendar may have been loaded since it was drafted; what the bureau set stands.
async fn judge_due_day(tx: &Tx<'_>, report: &mut Report) -> Result<()> {
    let facts = &mut report.facts;
    if facts.first_submitted_on.is_some() || facts.extended_to.is_some() {
        return Ok(());
    }
    if let Some(schedule) = schedule::of(tx, tx.county(), facts.month).await? {
        (facts.plain_due_on, facts.due_on) = (schedule.due.plain, schedule.due.on);
    }
    Ok(())
}
