//! `GET /me/tasks`: what waits for the caller.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::{reports, scorecards};
use crate::{
    auth::policy::ReadSelf,
    http::{Ctx, Page, Paging, Reply, Result},
    text_enum,
};

text_enum! {
    /// What kind of thing waits.
    TaskKind {
        /// A scorecard of the caller's party.
        Scorecard = "scorecard", "评分表", "Scorecard";
        /// A progress report of the caller's station, to be drafted, mended or submitted.
        ProgressReport = "progress_report", "进展报告", "Progress report";
        /// A submitted progress report, to be accepted or returned.
        ReportAcceptance = "report_acceptance", "接收进展报告", "Acceptance of a progress report";
    }
}

/// Something that waits for the caller.
#[derive(Debug, Serialize, ToSchema)]
pub struct Task {
    /// What kind of thing.
    pub kind: TaskKind,
    /// What to do, in the language of the answer.
    #[schema(example = "提交评分表：白沙黎族自治县牙叉镇社会工作服务站")]
    pub title: String,
    /// Since when it waits.
    pub since: DateTime<Utc>,
    /// The last day for it; null where none is set.
    #[schema(required)]
    pub due_on: Option<NaiveDate>,
    /// Where it is done.
    #[schema(example = "/api/v1/evaluations/0189…/scorecards/township")]
    pub link: String,
}

/// The order of the list: what is due first, then what has no last day.
type Place = (bool, Option<NaiveDate>, DateTime<Utc>, String);

impl Task {
    fn place(&self) -> Place {
        (self.due_on.is_none(), self.due_on, self.since, self.link.clone())
    }
}

/// Lists what waits for the caller, what is due first at the top: scorecards of its party, progress reports of its
/// stations, reports to accept.
#[utoipa::path(get, path = "/api/v1/me/tasks", tag = "access")]
pub async fn list_my_tasks(ctx: Ctx<ReadSelf>, paging: Paging) -> Result<Reply<Page<Task>>> {
    let after = paging.position::<Place>()?;
    // A person's tasks are few: all are put in one order before the page is cut.
    let mut tasks = ctx
        .read(async |conn| {
            let mut tasks = scorecards::of(conn, &ctx).await?;
            tasks.extend(reports::to_submit(conn, &ctx).await?);
            tasks.extend(reports::to_accept(conn, &ctx).await?);
            Ok(tasks)
        })
        .await?;
    let total = paging.wants_total().then(|| i64::try_from(tasks.len())).transpose();
    let total = total.map_err(crate::http::Error::internal)?;
    tasks.sort_by_key(Task::place);
    if let Some(after) = after {
        tasks.retain(|task| task.place() > after);
    }
    paging.page(tasks, total, Task::place)?.reply()
}
