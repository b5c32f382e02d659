//! Rows of working calendars. Each version of a year is a row; the newest holds.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    db::{Conn, json::Json},
    http::{Error, Result, Versioned},
    rules::working_calendar::{WorkingCalendar, YearOfDays},
    schema::working_calendars,
};

/// The path of a year.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct YearPath {
    /// The year.
    #[param(minimum = 2000, maximum = 2199, example = 2023)]
    pub year: i32,
}

impl YearPath {
    /// The year. Errors: 404 for one that nobody plans.
    pub fn year(self) -> Result<i32> {
        if (2000..2200).contains(&self.year) { Ok(self.year) } else { Err(Error::not_found()) }
    }
}

/// The days of a year that are no ordinary working days or weekends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CalendarYear {
    /// The year.
    #[schema(example = 2023)]
    pub year: i32,
    /// Whether anybody has loaded it; until then no due day of the year is moved.
    pub loaded: bool,
    /// Days off, in order.
    pub holidays: Vec<NaiveDate>,
    /// Days of a weekend that are worked (调休), in order.
    pub working_days: Vec<NaiveDate>,
    /// Where they were announced.
    #[schema(required)]
    pub source: Option<String>,
    /// When they were recorded.
    #[schema(required)]
    pub recorded_at: Option<DateTime<Utc>>,
    /// Grows by one with each change, from 0; also the `ETag`.
    pub version: i32,
}

impl Versioned for CalendarYear {
    fn version(&self) -> i32 {
        self.version
    }
}

type Row = (i32, Json<Vec<NaiveDate>>, Json<Vec<NaiveDate>>, String, DateTime<Utc>, i32);

/// The newest versions of these years.
async fn newest(mut conn: &Conn, county: &str, years: &[i32]) -> Result<Vec<Row>> {
    let query = working_calendars::table
        .filter(working_calendars::county_code.eq(county))
        .filter(working_calendars::year.eq_any(years))
        .distinct_on(working_calendars::year)
        .order((working_calendars::year, working_calendars::version.desc()))
        .select((
            working_calendars::year,
            working_calendars::holidays,
            working_calendars::working_days,
            working_calendars::source,
            working_calendars::recorded_at,
            working_calendars::version,
        ));
    Ok(query.load(&mut conn).await?)
}

/// A year, loaded or not.
pub async fn of_year(conn: &Conn, county: &str, year: i32) -> Result<CalendarYear> {
    let found = newest(conn, county, &[year]).await?.pop();
    let (holidays, working_days, source, recorded_at, version) = match found {
        Some((_, off, on, source, at, version)) => (off.0, on.0, Some(source), Some(at), version),
        None => (Vec::new(), Vec::new(), None, None, 0),
    };
    Ok(CalendarYear { year, loaded: version > 0, holidays, working_days, source, recorded_at, version })
}

/// Those of the years that are loaded, for the rules.
pub async fn loaded(conn: &Conn, county: &str, years: &[i32]) -> Result<WorkingCalendar> {
    let days = |(year, off, on, ..): Row| {
        let holidays = off.0.into_iter().collect();
        (year, YearOfDays { holidays, working_days: on.0.into_iter().collect() })
    };
    Ok(WorkingCalendar { years: newest(conn, county, years).await?.into_iter().map(days).collect() })
}
