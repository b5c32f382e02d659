//! A case as callers read it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::{CaseRow, GoalAchievement, LeadRow};
use crate::{
    casework::figures::LogFigures,
    http::Versioned,
    rules::case_stages::{CaseState, CaseStepKind, ClosureReason},
    tables::Tabular,
};

/// A case in a list: without what is said of the client.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CaseEntry {
    /// Id of the case.
    pub id: Uuid,
    /// The station.
    pub station_id: Uuid,
    /// The client: a person or a household.
    pub client_id: Uuid,
    /// When it was accepted.
    pub accepted_on: NaiveDate,
    /// How far it is; follows from its steps.
    pub state: CaseState,
    /// The day on which it was closed or referred; null while it goes on.
    #[schema(required)]
    pub ended_on: Option<NaiveDate>,
    /// Who leads it today, or led it last.
    #[schema(required)]
    pub lead_worker_id: Option<Uuid>,
    /// The account that recorded it.
    pub recorded_by: Uuid,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided; null while it stands.
    #[schema(required)]
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    #[schema(required)]
    pub void_reason: Option<String>,
    /// Grows by one with each change of it, its steps, goals or lead.
    pub version: i32,
}

impl Tabular for CaseEntry {
    const NAME: &'static str = "cases";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "station_id",
        "client_id",
        "accepted_on",
        "state",
        "ended_on",
        "lead_worker_id",
        "recorded_by",
        "recorded_at",
        "voided_at",
        "void_reason",
        "version",
    ];
}

/// A case with its steps and goals. Texts are in the clear for the workers of the station, three stars for others; of a
/// minor they are null without an approval.
#[derive(Debug, Serialize, ToSchema)]
pub struct Case {
    /// The case.
    #[serde(flatten)]
    pub case: CaseEntry,
    /// What the client came with.
    #[schema(required, example = "***")]
    pub presenting_problem: Option<String>,
    /// Whether texts are withheld, because the client is a minor and no approval opens it here, or another station's by now.
    pub withheld: bool,
    /// What was done, in the order of days; voided steps too.
    pub steps: Vec<CaseStep>,
    /// Its goals, in the order of recording; voided ones too.
    pub goals: Vec<CaseGoal>,
    /// Who led it, in the order of days.
    pub leads: Vec<CaseLead>,
    /// The service logs that belong to it and count.
    pub logs: LogFigures,
}

/// A step of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseStep {
    /// Id of the step.
    pub id: Uuid,
    /// What was done.
    pub kind: CaseStepKind,
    /// The day.
    pub on: NaiveDate,
    /// By whom.
    pub worker_id: Uuid,
    /// Why the case was closed.
    #[schema(required)]
    pub reason: Option<ClosureReason>,
    /// Whether the client consents to the referral.
    #[schema(required)]
    pub client_consents: Option<bool>,
    /// What was found, planned or done; why it was referred or reopened.
    #[schema(required, example = "***")]
    pub text: Option<String>,
    /// To whom the client was referred.
    #[schema(required, example = "***")]
    pub referred_to: Option<String>,
    /// The account that recorded it.
    pub recorded_by: Uuid,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided; null while it stands.
    #[schema(required)]
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    #[schema(required)]
    pub void_reason: Option<String>,
}

/// A goal of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseGoal {
    /// Id of the goal.
    pub id: Uuid,
    /// The day on which it was set.
    pub set_on: NaiveDate,
    /// What is to be reached.
    #[schema(required, example = "***")]
    pub goal: Option<String>,
    /// By what it is measured.
    #[schema(required, example = "***")]
    pub measure: Option<String>,
    /// What was measured before.
    #[schema(required, example = "***")]
    pub before: Option<String>,
    /// How far it was reached, by the latest outcome; null while there is none.
    #[schema(required)]
    pub achieved: Option<GoalAchievement>,
    /// What was measured afterwards, in the order of days.
    pub outcomes: Vec<GoalOutcome>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided; null while it stands.
    #[schema(required)]
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    #[schema(required)]
    pub void_reason: Option<String>,
}

/// What became of a goal.
#[derive(Debug, Serialize, ToSchema)]
pub struct GoalOutcome {
    /// Id of the outcome.
    pub id: Uuid,
    /// How far the goal was reached.
    pub achieved: GoalAchievement,
    /// The day.
    pub measured_on: NaiveDate,
    /// What was measured.
    #[schema(required, example = "***")]
    pub after: Option<String>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

/// Who led a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseLead {
    /// The worker.
    pub worker_id: Uuid,
    /// First day.
    pub from: NaiveDate,
    /// First day no longer; null while no end is known.
    #[schema(required)]
    pub to: Option<NaiveDate>,
    /// The account that assigned the worker.
    pub assigned_by: Uuid,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When the end was recorded.
    #[schema(required)]
    pub end_recorded_at: Option<DateTime<Utc>>,
}

impl Versioned for Case {
    fn version(&self) -> i32 {
        self.case.version
    }
}

impl CaseEntry {
    /// A case with who leads it.
    pub fn new(row: CaseRow, lead_worker_id: Option<Uuid>) -> Self {
        let CaseRow { id, station_id, client_id, accepted_on, state, ended_on, .. } = row;
        let CaseRow { recorded_by, recorded_at, voided_at, void_reason, version, .. } = row;
        Self {
            id,
            station_id,
            client_id,
            accepted_on,
            state,
            ended_on,
            lead_worker_id,
            recorded_by,
            recorded_at,
            voided_at,
            void_reason,
            version,
        }
    }
}

impl From<LeadRow> for CaseLead {
    fn from(row: LeadRow) -> Self {
        Self {
            worker_id: row.worker_id,
            from: row.valid_from,
            to: row.valid_to,
            assigned_by: row.assigned_by,
            recorded_at: row.recorded_at,
            end_recorded_at: row.end_recorded_at,
        }
    }
}
