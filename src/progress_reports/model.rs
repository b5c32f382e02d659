//! Rows of progress reports.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    counting::{Counted, Scope},
    stated::StatedFigure,
};
use crate::{
    auth::reach::Reach,
    db::{Conn, json::Json, planned::among},
    http::{Error, Result, Tx},
    rules::{report_states::ReportState, reporting::Month},
    schema::progress_reports,
};

/// A report but for what it says and counts.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = progress_reports)]
pub struct ReportFacts {
    /// Id of the report.
    pub id: Uuid,
    /// The station.
    pub station_id: Uuid,
    /// The month it is named by.
    #[diesel(deserialize_as = NaiveDate)]
    pub month: Month,
    /// First day that it covers.
    pub period_from: NaiveDate,
    /// First day that it covers no longer.
    pub period_to: NaiveDate,
    /// The due day of the policy (九（二）).
    pub plain_due_on: NaiveDate,
    /// The last day on which it is in time: the same, moved by the working calendar, or set later by the bureau.
    pub due_on: NaiveDate,
    /// The due day that the bureau set.
    #[schema(required)]
    pub extended_to: Option<NaiveDate>,
    /// How far it is.
    pub state: ReportState,
    /// Why it was returned, while it is.
    #[schema(required)]
    pub state_reason: Option<String>,
    /// The day of its first submission, by which it is in time or late.
    #[schema(required)]
    pub first_submitted_on: Option<NaiveDate>,
    /// When it was submitted last.
    #[schema(required)]
    pub submitted_at: Option<DateTime<Utc>>,
    /// When it was accepted; null while it is not.
    #[schema(required)]
    pub accepted_at: Option<DateTime<Utc>>,
    /// When it came into its state.
    pub moved_at: DateTime<Utc>,
    /// The account that drafted it.
    pub drafted_by: Uuid,
    /// When it was drafted.
    pub recorded_at: DateTime<Utc>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

/// What a report says. It is read by many: no names of clients.
#[derive(
    Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Queryable, Selectable, AsChangeset,
)]
#[diesel(table_name = progress_reports, treat_none_as_null = true)]
pub struct ReportTexts {
    /// What was done in the month.
    #[schema(required)]
    pub work_done: Option<String>,
    /// What stood in the way.
    #[schema(required)]
    pub problems: Option<String>,
    /// What is planned for the next month.
    #[schema(required)]
    pub next_plan: Option<String>,
    /// The figures that the station states otherwise than they were counted.
    #[schema(value_type = Vec<StatedFigure>)]
    pub stated: Json<Vec<StatedFigure>>,
}

/// What was counted when it was submitted and accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema, Queryable, Selectable, AsChangeset)]
#[diesel(table_name = progress_reports, treat_none_as_null = true)]
pub struct FrozenFigures {
    /// At the last submission.
    #[diesel(column_name = submitted_figures)]
    #[schema(required, value_type = Option<Counted>)]
    pub counted_at_submission: Option<Json<Counted>>,
    /// At the acceptance; null while it is not accepted.
    #[diesel(column_name = accepted_figures)]
    #[schema(required, value_type = Option<Counted>)]
    pub counted_at_acceptance: Option<Json<Counted>>,
}

/// A report as it is in the database.
#[derive(Debug, Clone)]
pub struct Report {
    /// Where it stands.
    pub facts: ReportFacts,
    /// What it says.
    pub texts: ReportTexts,
    /// What was counted.
    pub frozen: FrozenFigures,
}

type Row = (ReportFacts, ReportTexts, FrozenFigures);

impl Report {
    fn new((facts, texts, frozen): Row) -> Self {
        Self { facts, texts, frozen }
    }

    /// What is counted for it.
    pub fn scope<'a>(&self, county: &'a str, today: NaiveDate) -> Scope<'a> {
        let ReportFacts { station_id, period_from, period_to, .. } = self.facts;
        Scope { county, station: station_id, from: period_from, to: period_to, today }
    }
}

/// The reports within reach.
pub fn visible(reach: &Reach) -> progress_reports::BoxedQuery<'_, Pg> {
    progress_reports::table
        .filter(progress_reports::county_code.eq(&reach.county))
        .filter(among(progress_reports::station_id, reach.stations()))
        .into_boxed()
}

/// One report within reach. Errors: 404.
pub async fn find(mut conn: &Conn, reach: &Reach, id: Uuid) -> Result<Report> {
    let one = visible(reach).filter(progress_reports::id.eq(id));
    let one = one.select((ReportFacts::as_select(), ReportTexts::as_select(), FrozenFigures::as_select()));
    Ok(Report::new(one.first(&mut conn).await?))
}

/// One report within reach, locked until the transaction ends. Errors: 404.
pub async fn lock(tx: &Tx<'_>, id: Uuid) -> Result<Report> {
    let one = progress_reports::table.find((tx.county(), id));
    let one = one.select((ReportFacts::as_select(), ReportTexts::as_select(), FrozenFigures::as_select()));
    let report = Report::new(one.for_update().first(&mut tx.conn()).await?);
    if tx.reach().covers(report.facts.station_id) { Ok(report) } else { Err(Error::not_found()) }
}

/// Saves a locked report; its version grows by one.
pub async fn save(tx: &Tx<'_>, report: &mut Report) -> Result<()> {
    let facts = &mut report.facts;
    facts.version = facts.version.saturating_add(1);
    let change = (
        progress_reports::plain_due_on.eq(facts.plain_due_on),
        progress_reports::due_on.eq(facts.due_on),
        progress_reports::extended_to.eq(facts.extended_to),
        progress_reports::state.eq(facts.state),
        progress_reports::state_reason.eq(&facts.state_reason),
        progress_reports::first_submitted_on.eq(facts.first_submitted_on),
        progress_reports::submitted_at.eq(facts.submitted_at),
        progress_reports::accepted_at.eq(facts.accepted_at),
        progress_reports::moved_at.eq(facts.moved_at),
        progress_reports::version.eq(facts.version),
    );
    let one = progress_reports::table.find((tx.county(), facts.id));
    let change = (change, &report.texts, &report.frozen);
    diesel::update(one).set(change).execute(&mut tx.conn()).await?;
    Ok(())
}
