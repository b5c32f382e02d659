//! Counting the logs of a station and a period. The logs are loaded first, and everything else by their ids: a log that is
//! handed in meanwhile is in all of the figures, or in none.

use chrono::NaiveDate;
use diesel::{
    dsl::{sql, sum},
    prelude::*,
    sql_types::BigInt,
};
use diesel_async::RunQueryDsl;
use futures_util::future::try_join4;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::figures::{CountedLog, Figures};
use crate::{
    db::{Conn, text_enum::TextEnum as _},
    http::Result,
    rules::log_states::LogState,
    schema::{
        clients, event_heads, service_items, service_list_items, service_lists, service_log_clients,
        service_log_workers, service_logs,
    },
    service_logs::model::ServiceMethod,
};

/// Figures, and up to where they had come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Counted {
    /// The figures.
    #[serde(flatten)]
    pub figures: Figures,
    /// Position of the county's newest event when they were counted, as in the change feed: what has a higher one may not
    /// be in them.
    pub position: i64,
}

/// What is counted: a station, from a day up to, not including, another.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// The county.
    pub county: &'a str,
    /// The station.
    pub station: Uuid,
    /// First day.
    pub from: NaiveDate,
    /// First day no longer.
    pub to: NaiveDate,
    /// The day whose list is asked about while the period is not over.
    pub today: NaiveDate,
}

/// Counts the logs that count.
pub async fn count(conn: &Conn, scope: Scope<'_>) -> Result<Counted> {
    let (ids, logs): (Vec<_>, Vec<_>) = logs(conn, scope).await?.into_iter().unzip();
    let (minutes, reached, listed, position) = try_join4(
        minutes(conn, scope.county, &ids),
        reached(conn, scope.county, &ids),
        listed(conn, scope),
        position(conn, scope.county),
    )
    .await?;
    Ok(Counted { figures: Figures::count(&logs, minutes, reached, &listed), position })
}

async fn logs(mut conn: &Conn, scope: Scope<'_>) -> Result<Vec<(Uuid, CountedLog)>> {
    let same = service_items::county_code
        .eq(service_logs::county_code)
        .and(service_items::code.eq(service_logs::item_code));
    let rows: Vec<(Uuid, String, String, ServiceMethod, i32)> = service_logs::table
        .inner_join(service_items::table.on(same))
        .filter(service_logs::county_code.eq(scope.county))
        .filter(service_logs::station_id.eq(scope.station))
        .filter(service_logs::served_on.ge(scope.from))
        .filter(service_logs::served_on.lt(scope.to))
        .filter(service_logs::state.eq_any(LogState::COUNTING))
        .select((
            service_logs::id,
            service_items::domain_code,
            service_logs::item_code,
            service_logs::method,
            service_logs::people_served,
        ))
        .load(&mut conn)
        .await?;
    let log = |(id, domain, item, method, people): (Uuid, _, _, ServiceMethod, i32)| {
        (id, CountedLog { domain, item, method: method.code().to_owned(), people: i64::from(people) })
    };
    Ok(rows.into_iter().map(log).collect())
}

async fn minutes(mut conn: &Conn, county: &str, logs: &[Uuid]) -> Result<i64> {
    let query = service_log_workers::table
        .filter(service_log_workers::county_code.eq(county))
        .filter(service_log_workers::log_id.eq_any(logs))
        .select(sum(service_log_workers::minutes));
    let minutes: Option<i64> = query.first(&mut conn).await?;
    Ok(minutes.unwrap_or_default())
}

/// Distinct clients; a registration that was merged into another counts as that one.
async fn reached(mut conn: &Conn, county: &str, logs: &[Uuid]) -> Result<i64> {
    let same = clients::county_code
        .eq(service_log_clients::county_code)
        .and(clients::id.eq(service_log_clients::client_id));
    let query = service_log_clients::table
        .inner_join(clients::table.on(same))
        .filter(service_log_clients::county_code.eq(county))
        .filter(service_log_clients::log_id.eq_any(logs))
        .select(sql::<BigInt>("count(DISTINCT coalesce(clients.merged_into, clients.id))"));
    Ok(query.first(&mut conn).await?)
}

/// The items of the list in force on the last day of the period, or today while it is not over.
pub async fn listed(mut conn: &Conn, scope: Scope<'_>) -> Result<Vec<String>> {
    let day = scope.to.pred_opt().unwrap_or(scope.to).min(scope.today);
    let in_force = service_lists::table
        .filter(service_lists::county_code.eq(scope.county))
        .filter(service_lists::station_id.eq(scope.station))
        .filter(service_lists::voided_at.is_null())
        .filter(service_lists::valid_from.le(day))
        .filter(service_lists::valid_to.is_null().or(service_lists::valid_to.gt(day)))
        .select(service_lists::id);
    let query = service_list_items::table
        .filter(service_list_items::county_code.eq(scope.county))
        .filter(service_list_items::list_id.eq_any(in_force))
        .order(service_list_items::item_code)
        .select(service_list_items::item_code);
    Ok(query.load(&mut conn).await?)
}

async fn position(mut conn: &Conn, county: &str) -> Result<i64> {
    let head = event_heads::table.filter(event_heads::county_code.eq(county)).select(event_heads::size);
    Ok(head.first(&mut conn).await.optional()?.unwrap_or_default())
}
