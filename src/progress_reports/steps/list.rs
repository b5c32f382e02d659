//! `GET /progress-reports/{id}/moves`.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::take::ReportContent;
use crate::{
    auth::policy::ReadProgressReports,
    db::json::Json,
    http::{Ctx, Id, Page, Paging, Path, Reply, Result},
    progress_reports::model,
    rules::report_states::{ReportAction, ReportState},
    schema::progress_report_moves,
};

/// A step that a progress report has taken.
#[derive(Debug, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = progress_report_moves)]
pub struct ReportMove {
    /// Id of the step.
    pub id: Uuid,
    /// What was done.
    pub action: ReportAction,
    /// The state it led to.
    pub state: ReportState,
    /// Why it was returned or extended.
    #[schema(required)]
    pub reason: Option<String>,
    /// The new due day, of an extension.
    #[schema(required)]
    pub extended_to: Option<NaiveDate>,
    /// What was said and counted, of a submission and an acceptance.
    #[schema(required, value_type = Option<ReportContent>)]
    pub content: Option<Json<ReportContent>>,
    /// The account that took the step.
    pub moved_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// Lists the steps that a progress report has taken, the first one first; each submission and acceptance with what was
/// said and counted then.
#[utoipa::path(get, path = "/api/v1/progress-reports/{id}/moves", tag = "progress_reports")]
pub async fn list_progress_report_moves(
    ctx: Ctx<ReadProgressReports>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Reply<Page<ReportMove>>> {
    let all = || {
        progress_report_moves::table
            .filter(progress_report_moves::county_code.eq(&ctx.reach().county))
            .filter(progress_report_moves::report_id.eq(path.id))
            .into_boxed()
    };
    let mut rows = all();
    if let Some((at, id)) = paging.position::<(DateTime<Utc>, Uuid)>()? {
        let same = progress_report_moves::recorded_at.eq(at).and(progress_report_moves::id.gt(id));
        rows = rows.filter(progress_report_moves::recorded_at.gt(at).or(same));
    }
    let order = (progress_report_moves::recorded_at, progress_report_moves::id);
    let rows = rows.order(order).select(ReportMove::as_select());
    let found = ctx.read(async |conn| {
        model::find(conn, ctx.reach(), path.id).await?;
        paging.read(conn, rows, all().count()).await
    });
    let (found, total) = found.await?;
    paging.page(found, total, |one: &ReportMove| (one.recorded_at, one.id))?.reply()
}
