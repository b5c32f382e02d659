//! Rows of cases and of what belongs to them.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    auth::reach::Reach,
    dated,
    db::planned::among,
    http::{Error, Result, Tx, codes::Code},
    personal::Cell,
    rules::case_stages::{CaseState, CaseStepKind, ClosureReason, Course},
    schema::{case_goals, case_leads, case_steps, cases},
    text_enum,
};

text_enum! {
    /// How far a goal was reached.
    GoalAchievement {
        /// Wholly.
        Fully = "fully", "完全达成", "Fully";
        /// In part.
        Partly = "partly", "部分达成", "Partly";
        /// Not.
        Not = "not", "未达成", "Not";
    }
}

/// A row of `cases`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = cases, treat_none_as_default_value = false)]
pub struct CaseRow {
    /// Id.
    pub id: Uuid,
    /// Station.
    pub station_id: Uuid,
    /// Client.
    pub client_id: Uuid,
    /// First day.
    pub accepted_on: NaiveDate,
    /// The presenting problem.
    pub problem_sealed: Option<Vec<u8>>,
    /// How far it is; follows from the steps.
    pub state: CaseState,
    /// Day of the first plan; follows from the steps.
    pub planned_on: Option<NaiveDate>,
    /// Last day; follows from the steps.
    pub ended_on: Option<NaiveDate>,
    /// Who recorded it.
    pub recorded_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why.
    pub void_reason: Option<String>,
    /// Version.
    pub version: i32,
}

/// A row of `case_leads`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = case_leads, treat_none_as_default_value = false)]
pub struct LeadRow {
    /// Id.
    pub id: Uuid,
    /// Case.
    pub case_id: Uuid,
    /// Who leads it.
    pub worker_id: Uuid,
    /// Whether a responsible person assigned somebody else: that opens a minor to the worker.
    pub opens_minor: bool,
    /// Who assigned the worker.
    pub assigned_by: Uuid,
    /// First day.
    pub valid_from: NaiveDate,
    /// First day no longer.
    pub valid_to: Option<NaiveDate>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When the end was recorded.
    pub end_recorded_at: Option<DateTime<Utc>>,
}

/// A row of `case_steps`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = case_steps, treat_none_as_default_value = false)]
pub struct StepRow {
    /// Id.
    pub id: Uuid,
    /// Case.
    pub case_id: Uuid,
    /// Which of the case's steps it is, by recording.
    pub position: i32,
    /// What was done.
    pub kind: CaseStepKind,
    /// The day.
    pub taken_on: NaiveDate,
    /// By whom.
    pub worker_id: Uuid,
    /// Why, of a closure.
    pub reason: Option<ClosureReason>,
    /// Whether the client consents, of a referral.
    pub client_consents: Option<bool>,
    /// What was found, planned, done.
    pub text_sealed: Option<Vec<u8>>,
    /// To whom, of a referral.
    pub referred_to_sealed: Option<Vec<u8>>,
    /// Who recorded it.
    pub recorded_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why.
    pub void_reason: Option<String>,
}

/// A row of `case_goals`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = case_goals, treat_none_as_default_value = false)]
pub struct GoalRow {
    /// Id.
    pub id: Uuid,
    /// Case.
    pub case_id: Uuid,
    /// The day on which it was set.
    pub set_on: NaiveDate,
    /// The goal.
    pub goal_sealed: Option<Vec<u8>>,
    /// By what it is measured.
    pub measure_sealed: Option<Vec<u8>>,
    /// What was measured before.
    pub before_sealed: Option<Vec<u8>>,
    /// Who recorded it.
    pub recorded_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why.
    pub void_reason: Option<String>,
}

/// The cell of a sealed column.
pub const fn cell(table: &'static str, column: &'static str, row: Uuid) -> Cell {
    Cell { table, column, row }
}

/// The cases of the stations within reach.
pub fn visible(reach: &Reach) -> cases::BoxedQuery<'_, Pg> {
    cases::table
        .filter(cases::county_code.eq(&reach.county))
        .filter(among(cases::station_id, reach.stations()))
        .into_boxed()
}

/// One case within reach that stands, locked until the transaction ends. Errors: 404, 409 when it was voided.
pub async fn lock(tx: &Tx<'_>, id: Uuid) -> Result<CaseRow> {
    let one = cases::table.find((tx.county(), id)).select(CaseRow::as_select()).for_update();
    let row: CaseRow = one.first(&mut tx.conn()).await?;
    if !tx.reach().covers(row.station_id) {
        return Err(Error::not_found());
    }
    dated::may_void(row.voided_at)?;
    Ok(row)
}

/// Saves where the steps lead; the version grows by one. Errors: 412 when somebody else was faster.
pub async fn save(tx: &Tx<'_>, row: &mut CaseRow, course: &Course) -> Result<()> {
    let one = cases::table.find((tx.county(), row.id)).filter(cases::version.eq(row.version));
    row.state = course.state();
    row.planned_on = course.planned_on;
    row.ended_on = course.ended_on();
    row.version = row.version.saturating_add(1);
    let change = (
        cases::state.eq(row.state),
        cases::planned_on.eq(row.planned_on),
        cases::ended_on.eq(row.ended_on),
        cases::version.eq(row.version),
    );
    let saved = diesel::update(one).set(change).execute(&mut tx.conn()).await?;
    if saved == 1 { Ok(()) } else { Err(Code::Stale.into()) }
}

/// The version of a case whose goals or lead changed grows by one.
pub async fn touch(tx: &Tx<'_>, row: &mut CaseRow) -> Result<()> {
    let one = cases::table.find((tx.county(), row.id));
    row.version = row.version.saturating_add(1);
    diesel::update(one).set(cases::version.eq(row.version)).execute(&mut tx.conn()).await?;
    Ok(())
}
