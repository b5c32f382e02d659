//! A progress report as callers read it: with what the logs come to now, what differs, and what they may do with it.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    counting::{self, Counted},
    figures::FigureChange,
    model::{FrozenFigures, Report, ReportFacts, ReportTexts},
    stated::{self, Difference},
};
use crate::{
    auth::{
        caller::Caller,
        policy::{Action, DecideProgressReports, DraftProgressReports},
    },
    db::Conn,
    http::{Result, Versioned},
    rules::{
        report_states::ReportAction,
        reporting::{self, ReportTimeliness},
    },
    tables::Tabular,
};

/// A report in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportEntry {
    /// The report.
    #[serde(flatten)]
    pub report: ReportFacts,
    /// How it stands to its due day today.
    pub timeliness: ReportTimeliness,
    /// Days past its due day: of the first submission, or so far.
    #[schema(minimum = 0)]
    pub days_late: i64,
}

impl Tabular for ReportEntry {
    const NAME: &'static str = "progress-reports";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "station_id",
        "month",
        "period_from",
        "period_to",
        "plain_due_on",
        "due_on",
        "extended_to",
        "state",
        "first_submitted_on",
        "timeliness",
        "days_late",
        "submitted_at",
        "accepted_at",
        "recorded_at",
        "version",
    ];
}

impl ReportEntry {
    /// How a report stands on a day.
    pub fn new(report: ReportFacts, today: NaiveDate) -> Self {
        let (first, due) = (report.first_submitted_on, report.due_on);
        Self {
            timeliness: ReportTimeliness::of(first, due, today),
            days_late: reporting::days_late(first, due, today),
            report,
        }
    }
}

/// A progress report.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgressReport {
    /// Where it stands.
    #[serde(flatten)]
    pub entry: ReportEntry,
    /// What it says.
    #[serde(flatten)]
    pub texts: ReportTexts,
    /// What the logs come to now.
    pub counted: Counted,
    /// What they came to then.
    #[serde(flatten)]
    pub frozen: FrozenFigures,
    /// Where the station states another figure than was counted: at the submission, or so far.
    pub differences: Vec<Difference>,
    /// Whether the logs come to something else than when it was accepted; null while it is not accepted.
    #[schema(required)]
    pub changed_since_acceptance: Option<bool>,
    /// What is another figure now than at the acceptance; before it, than at the last submission.
    pub changes: Vec<FigureChange>,
    /// What the caller may do with it now.
    pub allowed_actions: Vec<ReportAction>,
}

impl Versioned for ProgressReport {
    fn version(&self) -> i32 {
        self.entry.report.version
    }
}

/// Shows a report to a caller.
pub async fn show(
    conn: &Conn,
    (county, today): (&str, NaiveDate),
    report: Report,
    caller: &Caller,
) -> Result<ProgressReport> {
    let counted = counting::count(conn, report.scope(county, today)).await?;
    let Report { facts, texts, frozen } = report;
    let allowed_actions = allowed(&facts, caller);
    let submitted = frozen.counted_at_submission.as_ref();
    let accepted = frozen.counted_at_acceptance.as_ref();
    let before = accepted.or(submitted);
    let changes = before.map(|then| then.figures.changes(&counted.figures)).unwrap_or_default();
    let against = submitted.map_or(&counted.figures, |then| &then.figures);
    Ok(ProgressReport {
        differences: stated::differences(&texts.stated, against),
        changed_since_acceptance: accepted.map(|_| !changes.is_empty()),
        changes,
        entry: ReportEntry::new(facts, today),
        texts,
        counted,
        frozen,
        allowed_actions,
    })
}

fn allowed(report: &ReportFacts, caller: &Caller) -> Vec<ReportAction> {
    let fits =
        |action: &ReportAction| action.fits(report.state) && permitted(*action, report.station_id, caller);
    ReportAction::ALL.into_iter().filter(fits).collect()
}

fn permitted(action: ReportAction, station: Uuid, caller: &Caller) -> bool {
    match action {
        ReportAction::Change | ReportAction::Submit => reaches::<DraftProgressReports>(caller, station),
        ReportAction::Return | ReportAction::Accept | ReportAction::Extend => {
            reaches::<DecideProgressReports>(caller, station)
        }
    }
}

fn reaches<A: Action>(caller: &Caller, station: Uuid) -> bool {
    caller.reach::<A>(None).is_ok_and(|reach| reach.covers(station))
}
