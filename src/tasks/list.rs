//! `GET /me/tasks`: what waits for the caller.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::{evaluations, preparation, reports, scorecards};
use crate::{
    auth::policy::ReadSelf,
    bilingual::Bilingual,
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
        /// Materials that an evaluation still misses.
        EvaluationMaterials = "evaluation_materials", "评估材料", "Evaluation materials";
        /// A self-assessment to hand in.
        SelfAssessment = "self_assessment", "自评", "Self-assessment";
        /// Computed values to look through, while they can be contested.
        EvidenceReview = "evidence_review", "核对系统取数", "Review of computed values";
        /// A contested value to answer.
        ContestAnswer = "contest_answer", "答复异议", "Answer to a contest";
        /// An evaluation that nobody of the agency scores yet.
        EvaluatorAssignment = "evaluator_assignment", "指派评估人员", "Assignment of evaluators";
        /// A scorecard that is missing after the days of grace, to be decided on.
        MissedCard = "missed_card", "逾期评分表", "Missed scorecard";
        /// A result to be made, to stand, or to be published.
        EvaluationResult = "evaluation_result", "评估结果", "Evaluation result";
        /// An appeal to decide.
        AppealDecision = "appeal_decision", "申诉决定", "Decision on an appeal";
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
    /// A task with its title in the language of the answer.
    pub fn new(
        ctx: &Ctx<ReadSelf>,
        kind: TaskKind,
        title: &Bilingual,
        (since, due_on): (DateTime<Utc>, Option<NaiveDate>),
        link: String,
    ) -> Self {
        Self { kind, title: ctx.locale().pick(title).to_owned(), since, due_on, link }
    }

    fn place(&self) -> Place {
        (self.due_on.is_none(), self.due_on, self.since, self.link.clone())
    }
}

/// Lists what waits for the caller, what is due first at the top: scorecards of its party, progress reports of its
/// stations, reports to accept, and what an evaluation asks of it on its way.
#[utoipa::path(get, path = "/api/v1/me/tasks", tag = "access")]
pub async fn list_my_tasks(ctx: Ctx<ReadSelf>, paging: Paging) -> Result<Reply<Page<Task>>> {
    let after = paging.position::<Place>()?;
    // A person's tasks are few: all are put in one order before the page is cut.
    let mut tasks = ctx
        .read(async |conn| {
            let mut tasks = scorecards::of(conn, &ctx).await?;
            tasks.extend(reports::to_submit(conn, &ctx).await?);
            tasks.extend(reports::to_accept(conn, &ctx).await?);
            tasks.extend(preparation::to_prepare(conn, &ctx).await?);
            tasks.extend(preparation::to_answer(conn, &ctx).await?);
            tasks.extend(evaluations::to_assign(conn, &ctx).await?);
            tasks.extend(evaluations::to_finish(conn, &ctx).await?);
            tasks.extend(evaluations::to_decide(conn, &ctx).await?);
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
