//! `GET /progress-reports/due`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    owed::{self, StationDue},
    schedule,
};
use crate::{
    auth::policy::ReadProgressReports,
    http::{Ctx, Error, Query, Result, fault::Fault},
    rules::reporting::{Month, ReportTimeliness},
    tables::{self, Tabled},
};

/// Which month.
#[derive(Debug, Deserialize, IntoParams)]
pub struct DueFilter {
    /// The month that the reports are named by; the present one when left out.
    #[param(value_type = Option<String>, pattern = "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$", example = "2023-07")]
    pub month: Option<Month>,
    /// Only of this station.
    pub station: Option<Uuid>,
}

/// The reports that are owed of a month.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportsDue {
    /// The month.
    pub month: Month,
    /// The day judged: today.
    pub as_of: NaiveDate,
    /// First day that the reports cover.
    pub period_from: NaiveDate,
    /// First day that they cover no longer.
    pub period_to: NaiveDate,
    /// The due day of the policy (九（二）).
    pub plain_due_on: NaiveDate,
    /// The same, moved by the working calendar where the county goes by it.
    pub due_on: NaiveDate,
    /// The county goes by the working calendar, but the year is not loaded: the plain day stands until it is.
    pub calendar_missing: bool,
    /// How many stations stand how.
    pub counts: DueCounts,
    /// The stations that operated under an agreement in the period, in the order of the county's plan.
    pub items: Vec<StationDue>,
}

/// How many stations stand how.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct DueCounts {
    /// Not in, and the due day is not over.
    pub not_due: usize,
    /// In by the due day.
    pub on_time: usize,
    /// In after the due day.
    pub late: usize,
    /// Not in, and the due day is over.
    pub missing: usize,
}

impl DueCounts {
    fn of(stations: &[StationDue]) -> Self {
        let how_many = |standing| stations.iter().filter(|one| one.timeliness == standing).count();
        Self {
            not_due: how_many(ReportTimeliness::NotDue),
            on_time: how_many(ReportTimeliness::OnTime),
            late: how_many(ReportTimeliness::Late),
            missing: how_many(ReportTimeliness::Missing),
        }
    }
}

/// Shows which stations within reach owe the report of a month, and how each stands: in time, late, missing, not due yet.
#[utoipa::path(get, path = "/api/v1/progress-reports/due", tag = "progress_reports")]
pub async fn list_due_reports(
    ctx: Ctx<ReadProgressReports>,
    filter: Query<DueFilter>,
) -> Result<Tabled<ReportsDue, StationDue>> {
    let (reach, today) = (ctx.reach(), ctx.today());
    let month = filter.0.month.unwrap_or(Month::from(today));
    let due = ctx.read(async |conn| {
        let schedule = schedule::of(conn, &reach.county, month).await?.ok_or_else(without_policy)?;
        let mut items = owed::of_month(conn, &reach.county, reach.stations(), (&schedule, today)).await?;
        items.retain(|one| filter.0.station.is_none_or(|station| one.station_id == station));
        Ok(ReportsDue {
            month,
            as_of: today,
            period_from: schedule.period.from,
            period_to: schedule.period_to(),
            plain_due_on: schedule.due.plain,
            due_on: schedule.due.on,
            calendar_missing: schedule.due.calendar_missing,
            counts: DueCounts::of(&items),
            items,
        })
    });
    tables::whole(&ctx, due.await?, |due| due.items)
}

fn without_policy() -> Error {
    Fault::query("month", "too_early", "该月尚无适用的政策", "No policy was in force in that month").into()
}
