//! `GET /progress-reports` and `GET /progress-reports/{id}`.

use chrono::NaiveDate;
use diesel::{pg::Pg, prelude::*};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{
    model::{self, ReportFacts},
    view::{self, ProgressReport, ReportEntry},
};
use crate::{
    auth::{policy::ReadProgressReports, reach::Reach},
    http::{Ctx, Id, Paging, Path, Query, Reply, Result},
    rules::{report_states::ReportState, reporting::Month},
    schema::progress_reports,
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ReportFilter {
    /// Only of this station.
    pub station: Option<Uuid>,
    /// Only of this month.
    #[param(value_type = Option<String>, pattern = "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$", example = "2023-07")]
    pub month: Option<Month>,
    /// Only in this state.
    pub state: Option<ReportState>,
    /// Only those that came late or are overdue; `false`: only the others.
    pub late: Option<bool>,
}

/// Lists the progress reports within reach, the latest month first. A station without a report is in
/// `/progress-reports/due`.
#[utoipa::path(get, path = "/api/v1/progress-reports", tag = "progress_reports")]
pub async fn list_progress_reports(
    ctx: Ctx<ReadProgressReports>,
    filter: Query<ReportFilter>,
    paging: Paging,
) -> Result<Listing<ReportEntry>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let today = ctx.today();
        let mut rows = filtered(ctx.reach(), &filter.0, today);
        if let Some((month, id)) = paging.position::<(NaiveDate, Uuid)>()? {
            let later = progress_reports::month.lt(month).or(progress_reports::id.lt(id));
            rows = rows.filter(progress_reports::month.le(month)).filter(later);
        }
        let rows = rows
            .order((progress_reports::month.desc(), progress_reports::id.desc()))
            .select(ReportFacts::as_select());
        let counted = filtered(ctx.reach(), &filter.0, today);
        let (found, total) = paging.read(conn, rows, counted.count()).await?;
        let page = paging.page(found, total, |row: &ReportFacts| (row.month.first_day(), row.id))?;
        Ok(page.map(|row| ReportEntry::new(row, today)))
    })
    .await
}

fn filtered<'a>(
    reach: &'a Reach,
    filter: &ReportFilter,
    today: NaiveDate,
) -> progress_reports::BoxedQuery<'a, Pg> {
    let mut rows = model::visible(reach);
    if let Some(station) = filter.station {
        rows = rows.filter(progress_reports::station_id.eq(station));
    }
    if let Some(month) = filter.month {
        rows = rows.filter(progress_reports::month.eq(month.first_day()));
    }
    if let Some(state) = filter.state {
        rows = rows.filter(progress_reports::state.eq(state));
    }
    let first = progress_reports::first_submitted_on;
    let came_late = first.is_not_null().and(first.assume_not_null().gt(progress_reports::due_on));
    let late = came_late.or(first.is_null().and(progress_reports::due_on.lt(today)));
    match filter.late {
        None => rows,
        Some(true) => rows.filter(late),
        Some(false) => rows.filter(diesel::dsl::not(late)),
    }
}

/// Shows one progress report: what it says, what the logs come to now and came to then, and where these differ.
#[utoipa::path(get, path = "/api/v1/progress-reports/{id}", tag = "progress_reports")]
pub async fn get_progress_report(
    ctx: Ctx<ReadProgressReports>,
    path: Path<Id>,
) -> Result<Reply<ProgressReport>> {
    let caller = ctx.caller()?;
    let shown = ctx.read(async |conn| {
        let report = model::find(conn, ctx.reach(), path.id).await?;
        view::show(conn, (&ctx.reach().county, ctx.today()), report, caller).await
    });
    Reply::tagged_as_shown(&shown.await?)
}
