//! Progress reports: those that the caller's stations owe, and those that the bureau has not answered.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::list::{Task, TaskKind};
use crate::{
    auth::policy::{DecideProgressReports, DraftProgressReports, ReadSelf},
    bilingual::Bilingual,
    db::Conn,
    http::{Ctx, Result, clock::end_of_day},
    progress_reports::due::{
        notices,
        owed::{self, StationDue},
        schedule::{self, Schedule},
    },
    rules::{report_states::ReportState, reporting::Month},
    schema::{progress_reports, stations},
};

/// The reports that the caller's stations have to submit: from the day of the reminder on, and again when they were
/// returned.
pub async fn to_submit(conn: &Conn, ctx: &Ctx<ReadSelf>) -> Result<Vec<Task>> {
    let Ok(reach) = ctx.caller()?.reach::<DraftProgressReports>(None) else { return Ok(Vec::new()) };
    let (today, mut tasks) = (ctx.today(), Vec::new());
    for month in notices::months_open(today) {
        let Some(schedule) = schedule::of(conn, &reach.county, month).await? else { continue };
        let all = owed::of_month(conn, &reach.county, reach.stations(), (&schedule, today)).await?;
        for one in all {
            let returned = one.state == Some(ReportState::Returned);
            if returned || notices::notice(&one, &schedule, today).is_some() {
                tasks.push(tell(ctx, &one, &schedule, returned));
            }
        }
    }
    Ok(tasks)
}

fn tell(ctx: &Ctx<ReadSelf>, one: &StationDue, schedule: &Schedule, returned: bool) -> Task {
    let (name, month) = (&one.station_name, one.month);
    let title = if returned {
        Bilingual::new(
            format!("修改并重新报送{month}进展报告：{name}"),
            format!("Mend the progress report {month} of {name}"),
        )
    } else {
        Bilingual::new(
            format!("报送{month}进展报告：{name}"),
            format!("Submit the progress report {month} of {name}"),
        )
    };
    let reminded = schedule.reminds_from(one.due_on);
    Task {
        kind: TaskKind::ProgressReport,
        title: ctx.locale().told(title),
        since: end_of_day(reminded.pred_opt().unwrap_or(reminded)),
        due_on: Some(one.due_on),
        link: match one.report_id {
            Some(id) => format!("/api/v1/progress-reports/{id}"),
            None => format!("/api/v1/progress-reports/due?month={month}&station={}", one.station_id),
        },
    }
}

/// The submitted reports that wait for the bureau.
pub async fn to_accept(mut conn: &Conn, ctx: &Ctx<ReadSelf>) -> Result<Vec<Task>> {
    let Ok(reach) = ctx.caller()?.reach::<DecideProgressReports>(None) else { return Ok(Vec::new()) };
    let station = stations::county_code
        .eq(progress_reports::county_code)
        .and(stations::id.eq(progress_reports::station_id));
    let rows = progress_reports::table
        .inner_join(stations::table.on(station))
        .filter(progress_reports::county_code.eq(&reach.county))
        .filter(progress_reports::state.eq(ReportState::Submitted))
        .select((progress_reports::id, progress_reports::month, progress_reports::moved_at, stations::name));
    let rows: Vec<(Uuid, chrono::NaiveDate, DateTime<Utc>, String)> = rows.load(&mut conn).await?;
    let one = |(id, month, since, name)| {
        let month = Month::from(month);
        let title = Bilingual::new(
            format!("接收或退回{month}进展报告：{name}"),
            format!("Accept or return the progress report {month} of {name}"),
        );
        let title = ctx.locale().told(title);
        let link = format!("/api/v1/progress-reports/{id}");
        Task { kind: TaskKind::ReportAcceptance, title, since, due_on: None, link }
    };
    Ok(rows.into_iter().map(one).collect())
}
