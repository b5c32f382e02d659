//! Service logs of the days: how many, with files, entered in time; items of the list with verified logs.

use diesel::{dsl::sql, pg::Pg, prelude::*, sql_types::BigInt};
use diesel_async::RunQueryDsl;
use futures_util::future::try_join;

use super::{fact::Fact, window::Window};
use crate::{
    bilingual::Bilingual,
    db::Conn,
    http::Result,
    progress_reports::counting::{self, Scope},
    rules::{log_states::LogState, measures::FactName},
    schema::service_logs,
};

/// Logs with a trace file.
const TRACED: &str = "count(*) FILTER (WHERE jsonb_array_length(service_logs.attachments) > 0)";
/// Logs entered on the seventh day after the service or before; days are those of UTC+8, as everywhere.
const PROMPT: &str = "count(*) FILTER (WHERE (service_logs.recorded_at AT TIME ZONE 'UTC' + interval '8 hours')::date \
                      - service_logs.served_on <= 7)";

/// The facts of the logs.
pub async fn facts(conn: &Conn, window: &Window) -> Result<Vec<Fact>> {
    let (mut facts, items) = try_join(of_logs(conn, window), of_items(conn, window)).await?;
    facts.extend(items);
    Ok(facts)
}

fn within(window: &Window) -> service_logs::BoxedQuery<'_, Pg> {
    service_logs::table
        .filter(service_logs::county_code.eq(&window.county))
        .filter(service_logs::station_id.eq(window.station))
        .filter(service_logs::served_on.ge(window.from))
        .filter(service_logs::served_on.lt(window.to))
        .into_boxed()
}

/// Where the logs of the days are.
pub fn rows(window: &Window, of: &str) -> String {
    let Window { station, from, to, .. } = window;
    format!("/api/v1/service-logs?station={station}&from={from}&to={to}&{of}")
}

async fn of_logs(mut conn: &Conn, window: &Window) -> Result<Vec<Fact>> {
    let counts = (sql::<BigInt>("count(*)"), sql::<BigInt>(TRACED), sql::<BigInt>(PROMPT));
    let query = within(window).filter(service_logs::state.eq_any(LogState::COUNTING)).select(counts);
    let (all, traced, prompt): (i64, i64, i64) = query.first(&mut conn).await?;
    let rows = rows(window, "counts=true");
    Ok(vec![
        Fact::counted(FactName::Logs, all, rows.clone()),
        Fact::counted(FactName::LogsWithTraceFiles, traced, rows.clone()),
        Fact::counted(FactName::LogsEnteredWithin7Days, prompt, rows),
    ])
}

/// Items of the list in force on the last day. Without a filed list nobody can say.
async fn of_items(mut conn: &Conn, window: &Window) -> Result<Vec<Fact>> {
    let Window { county, station, from, to, .. } = window;
    let scope = Scope { county, station: *station, from: *from, to: *to, today: window.last() };
    let listed = counting::listed(conn, scope).await?;
    let lists = format!("/api/v1/stations/{station}/service-lists?as_of={}", window.last());
    if listed.is_empty() {
        let because =
            Bilingual::new("当日没有已备案的服务清单", "No service list was in force on the last day");
        let names = [FactName::ItemsOnList, FactName::ItemsWithVerifiedLogs];
        return Ok(names.map(|name| Fact::unknown(name, because.clone(), Some(lists.clone()))).to_vec());
    }
    let verified = within(window)
        .filter(service_logs::state.eq(LogState::Verified))
        .filter(service_logs::item_code.eq_any(&listed))
        .select(sql::<BigInt>("count(DISTINCT service_logs.item_code)"));
    let verified: i64 = verified.first(&mut conn).await?;
    let on_list = u64::try_from(listed.len()).unwrap_or(u64::MAX);
    Ok(vec![
        Fact::known(FactName::ItemsOnList, on_list, lists),
        Fact::counted(FactName::ItemsWithVerifiedLogs, verified, rows(window, "state=verified")),
    ])
}
