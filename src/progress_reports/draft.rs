//! `POST /progress-reports`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    due::schedule::{self, Schedule},
    model, view,
    view::ProgressReport,
};
use crate::{
    audit::event::Event,
    auth::policy::DraftProgressReports,
    db::errors::OnConstraint as _,
    http::{Body, Created, Ctx, Error, Reply, Result, Tx, codes::Code, fault::Fault},
    rules::{report_states::ReportState, reporting::Month},
    schema::progress_reports,
};

/// A report to draft.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct DraftProgressReport {
    /// The station.
    pub station_id: Uuid,
    /// The month it is named by; its period has begun.
    pub month: Month,
}

/// Drafts the report of a station and a month; its figures are counted from the service logs, whenever it is read.
#[utoipa::path(post, path = "/api/v1/progress-reports", tag = "progress_reports")]
pub async fn draft_progress_report(
    ctx: Ctx<DraftProgressReports>,
    body: Body<DraftProgressReport>,
) -> Result<Created<ProgressReport>> {
    let caller = ctx.caller()?;
    ctx.write(async |tx| {
        let DraftProgressReport { station_id, month } = body.0;
        if !tx.reach().covers(station_id) {
            return Err(Fault::unknown_reference("/station_id").into());
        }
        let schedule = schedule::of(tx, tx.county(), month).await?.ok_or_else(without_policy)?;
        require_begun(tx, &schedule)?;
        let id = insert(tx, station_id, &schedule).await?;
        let told = json!({"station": station_id, "month": month, "due_on": schedule.due.on});
        tx.record(Event::new("progress_report.drafted", id, told));
        let made = model::find(tx, tx.reach(), id).await?;
        let made = view::show(tx, (tx.county(), tx.today()), made, caller).await?;
        Ok(Reply::tagged_as_shown(&made)?.at(format!("/api/v1/progress-reports/{id}")))
    })
    .await
}

fn without_policy() -> Error {
    Fault::body("/month", "too_early", "该月尚无适用的政策", "No policy was in force in that month").into()
}

fn require_begun(tx: &Tx<'_>, schedule: &Schedule) -> Result<()> {
    let from = schedule.period.from;
    if from <= tx.today() {
        return Ok(());
    }
    let (zh, en) = (format!("该月报告期自{from}起"), format!("The period of that month begins on {from}"));
    Err(Fault::body("/month", "too_late", zh, en).into())
}

async fn insert(tx: &Tx<'_>, station: Uuid, schedule: &Schedule) -> Result<Uuid> {
    let id = tx.new_id();
    let row = (
        progress_reports::county_code.eq(tx.county()),
        progress_reports::id.eq(id),
        progress_reports::station_id.eq(station),
        progress_reports::month.eq(schedule.month.first_day()),
        progress_reports::period_from.eq(schedule.period.from),
        progress_reports::period_to.eq(schedule.period_to()),
        progress_reports::plain_due_on.eq(schedule.due.plain),
        progress_reports::due_on.eq(schedule.due.on),
        progress_reports::state.eq(ReportState::Draft),
        progress_reports::moved_at.eq(tx.now()),
        progress_reports::stated.eq(json!([])),
        progress_reports::drafted_by.eq(tx.actor()?),
        progress_reports::recorded_at.eq(tx.now()),
        progress_reports::version.eq(1),
    );
    let insert = diesel::insert_into(progress_reports::table).values(row).execute(&mut tx.conn()).await;
    insert.on_constraint("progress_reports_once", || {
        let (zh, en) = ("该站该月的进展报告已建立", "The station has a report of that month already");
        Error::new(Code::AlreadyExists).detail(zh, en)
    })?;
    Ok(id)
}
