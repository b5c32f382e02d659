//! `GET /working-calendars/{year}`.

use super::model::{self, CalendarYear, YearPath};
use crate::{
    auth::policy::ReadReference,
    http::{Ctx, Path, Reply, Result},
};

/// Shows the days off of a year and the weekends that are worked for them; a year that nobody has loaded has none.
#[utoipa::path(get, path = "/api/v1/working-calendars/{year}", tag = "progress_reports")]
pub async fn get_working_calendar(
    ctx: Ctx<ReadReference>,
    path: Path<YearPath>,
) -> Result<Reply<CalendarYear>> {
    let year = path.0.year()?;
    Reply::tagged(&ctx.read(async |conn| model::of_year(conn, &ctx.reach().county, year).await).await?)
}
