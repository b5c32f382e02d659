//! Taking a step: the report, a row that tells of it, its event.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    audit::event::Event,
    auth::caller::Caller,
    db::{json::Json, text_enum::TextEnum as _},
    http::{Error, IfMatch, Reply, Result, Tx, codes::Code, text::Reason},
    progress_reports::{
        counting::Counted,
        model::{self, Report, ReportTexts},
        view::{self, ProgressReport},
    },
    rules::report_states::ReportAction,
    schema::progress_report_moves,
};

/// What was said and counted when a step was taken.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ReportContent {
    /// What the report said.
    pub texts: ReportTexts,
    /// What the logs came to.
    pub counted: Counted,
}

/// A step.
#[derive(Debug, Default)]
pub struct Step<'a> {
    /// Past tense, for the event.
    pub event: &'static str,
    /// Why, of a return and an extension.
    pub reason: Option<&'a Reason>,
    /// The new due day, of an extension.
    pub extended_to: Option<NaiveDate>,
    /// What was submitted or accepted.
    pub content: Option<ReportContent>,
}

/// A report within reach that takes the action, locked. Errors: 404, 428, 412, 409.
pub async fn open(tx: &Tx<'_>, id: Uuid, if_match: &IfMatch, action: ReportAction) -> Result<Report> {
    let report = model::lock(tx, id).await?;
    if_match.check(report.facts.version)?;
    let state = report.facts.state;
    if action.fits(state) {
        return Ok(report);
    }
    let (action, state) = (action.label(), state.label());
    Err(Error::new(Code::Conflict).detail(
        format!("报告{}，不能{}", state.zh, action.zh),
        format!("The report is {}: it does not take “{}”", state.en.to_lowercase(), action.en),
    ))
}

/// Saves the report in the state that the action leads to, with a row and an event of the step.
pub async fn settle(
    tx: &Tx<'_>,
    mut report: Report,
    (action, step): (ReportAction, Step<'_>),
    caller: &Caller,
) -> Result<Reply<ProgressReport>> {
    let was = report.facts.state;
    let to = action.leads_to(was);
    if to != was {
        report.facts.moved_at = tx.now();
        let returned = action == ReportAction::Return;
        report.facts.state_reason = step.reason.filter(|_| returned).map(|reason| reason.as_str().to_owned());
    }
    report.facts.state = to;
    model::save(tx, &mut report).await?;
    insert(tx, &report, action, &step).await?;
    let facts = &report.facts;
    let told = json!({"station": facts.station_id, "month": facts.month, "was": was, "state": to,
        "due_on": facts.due_on, "first_submitted_on": facts.first_submitted_on});
    tx.record(Event::new(step.event, facts.id, told));
    Reply::tagged_as_shown(&view::show(tx, (tx.county(), tx.today()), report, caller).await?)
}

async fn insert(tx: &Tx<'_>, report: &Report, action: ReportAction, step: &Step<'_>) -> Result<()> {
    let row = (
        progress_report_moves::county_code.eq(tx.county()),
        progress_report_moves::id.eq(tx.new_id()),
        progress_report_moves::report_id.eq(report.facts.id),
        progress_report_moves::action.eq(action),
        progress_report_moves::state.eq(report.facts.state),
        progress_report_moves::reason.eq(step.reason.map(Reason::as_str)),
        progress_report_moves::extended_to.eq(step.extended_to),
        progress_report_moves::content.eq(step.content.as_ref().map(Json)),
        progress_report_moves::moved_by.eq(tx.actor()?),
        progress_report_moves::recorded_at.eq(tx.now()),
    );
    diesel::insert_into(progress_report_moves::table).values(row).execute(&mut tx.conn()).await?;
    Ok(())
}
