//! `POST /progress-reports/{id}/extension`.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::take::{self, Step};
use crate::{
    auth::policy::DecideProgressReports,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, fault::Fault, text::Reason},
    progress_reports::view::ProgressReport,
    rules::report_states::ReportAction,
};

/// A later due day.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ExtendReport {
    /// The new due day, that day included; after the present one.
    #[schema(example = "2023-07-31")]
    pub due_on: NaiveDate,
    /// Why. No names of persons.
    pub reason: Reason,
}

/// Gives a report a later due day, with a reason; also one that came late, which is then in time.
#[utoipa::path(post, path = "/api/v1/progress-reports/{id}/extension", tag = "progress_reports")]
pub async fn extend_progress_report(
    ctx: Ctx<DecideProgressReports>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ExtendReport>,
) -> Result<Reply<ProgressReport>> {
    let caller = ctx.caller()?;
    ctx.write(async |tx| {
        let mut report = take::open(tx, path.id, &if_match, ReportAction::Extend).await?;
        require_later(report.facts.due_on, body.0.due_on)?;
        let to = Some(body.0.due_on);
        (report.facts.due_on, report.facts.extended_to) = (body.0.due_on, to);
        let reason = Some(&body.0.reason);
        let step = Step { event: "progress_report.extended", reason, extended_to: to, ..Step::default() };
        take::settle(tx, report, (ReportAction::Extend, step), caller).await
    })
    .await
}

fn require_later(present: NaiveDate, to: NaiveDate) -> Result<()> {
    if to > present {
        return Ok(());
    }
    let (zh, en) =
        (format!("须晚于现截止日{present}"), format!("It must be after {present}, the present due day"));
    Err(Fault::body("/due_on", "too_early", zh, en).into())
}
