//! `PUT /working-calendars/{year}`.

use chrono::{Datelike as _, NaiveDate, Weekday};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::model::{self, CalendarYear, YearPath};
use crate::{
    audit::event::Event,
    auth::policy::ManageWorkingCalendar,
    db::{errors::OnConstraint as _, json::Json},
    http::{Body, Ctx, Error, IfMatch, Path, Reply, Result, Tx, codes::Code, fault::Fault, text::Line},
    schema::working_calendars,
};

/// The days of a year.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SetWorkingCalendar {
    /// Days off: statutory holidays, and days off in exchange.
    #[schema(max_items = 100)]
    pub holidays: Vec<NaiveDate>,
    /// Saturdays and Sundays that are worked (调休).
    #[schema(max_items = 100)]
    pub working_days: Vec<NaiveDate>,
    /// The notice that announced them.
    #[schema(example = "国务院办公厅2023年部分节假日安排的通知")]
    pub source: Line,
}

/// Loads a year anew, as a whole; what held before is kept. Due days that are judged from now on go by it.
#[utoipa::path(put, path = "/api/v1/working-calendars/{year}", tag = "progress_reports")]
pub async fn set_working_calendar(
    ctx: Ctx<ManageWorkingCalendar>,
    path: Path<YearPath>,
    if_match: IfMatch,
    body: Body<SetWorkingCalendar>,
) -> Result<Reply<CalendarYear>> {
    let year = path.0.year()?;
    ctx.write(async |tx| {
        let mut new = body.0;
        judge(year, &new)?;
        let present = model::of_year(tx, tx.county(), year).await?;
        if_match.check(present.version)?;
        for days in [&mut new.holidays, &mut new.working_days] {
            days.sort_unstable();
            days.dedup();
        }
        insert(tx, (year, present.version.saturating_add(1)), &new).await?;
        let told = json!({"holidays": new.holidays.len(), "working_days": new.working_days.len()});
        tx.record(Event::new("working_calendar.set", year, told));
        Reply::tagged(&model::of_year(tx, tx.county(), year).await?)
    })
    .await
}

/// Errors: 422 for each day of another year, each working day that is no weekend, each day that is both.
fn judge(year: i32, new: &SetWorkingCalendar) -> Result<()> {
    let at = |list: &'static str, days: &[NaiveDate], wrong: &dyn Fn(&NaiveDate) -> bool, fault: &Wrong| {
        let found = days.iter().enumerate().filter(|(_, day)| wrong(day));
        found.map(|(n, _)| Fault::body(format!("/{list}/{n}"), fault.0, fault.1, fault.2)).collect::<Vec<_>>()
    };
    let elsewhere = |day: &NaiveDate| day.year() != year;
    let on_a_weekday = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let both = |day: &NaiveDate| new.holidays.contains(day);
    let faults = [
        at("holidays", &new.holidays, &elsewhere, &ELSEWHERE),
        at("working_days", &new.working_days, &elsewhere, &ELSEWHERE),
        at("working_days", &new.working_days, &on_a_weekday, &ON_A_WEEKDAY),
        at("working_days", &new.working_days, &both, &BOTH),
    ];
    let faults = faults.concat();
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}

type Wrong = (&'static str, &'static str, &'static str);
const ELSEWHERE: Wrong = ("other_year", "不是该年的日期", "It is a day of another year");
const ON_A_WEEKDAY: Wrong = ("no_weekend", "调休上班日应为周六或周日", "It is no Saturday or Sunday");
const BOTH: Wrong = ("contradiction", "同一天既放假又上班", "The day is a day off as well");

async fn insert(tx: &Tx<'_>, (year, version): (i32, i32), new: &SetWorkingCalendar) -> Result<()> {
    let row = (
        working_calendars::county_code.eq(tx.county()),
        working_calendars::year.eq(year),
        working_calendars::version.eq(version),
        working_calendars::holidays.eq(Json(&new.holidays)),
        working_calendars::working_days.eq(Json(&new.working_days)),
        working_calendars::source.eq(new.source.as_str()),
        working_calendars::recorded_by.eq(tx.actor()?),
        working_calendars::recorded_at.eq(tx.now()),
    );
    let insert = diesel::insert_into(working_calendars::table).values(row).execute(&mut tx.conn()).await;
    insert.on_constraint("working_calendars_pkey", || Code::Stale.into())?;
    Ok(())
}
