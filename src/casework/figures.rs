//! Figures of the service logs that belong to something.

use diesel::{dsl::sum, pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use futures_util::future::try_join;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    db::Conn,
    http::Result,
    rules::log_states::LogState,
    schema::{group_sessions, service_log_workers, service_logs},
};

/// Figures of service logs.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct LogFigures {
    /// How many logs.
    #[schema(example = 4)]
    pub logs: i64,
    /// Minutes of work in them, of all workers.
    #[schema(example = 360)]
    pub minutes: i64,
}

/// To what the logs belong.
#[derive(Debug, Clone, Copy)]
pub enum Whose {
    /// To a case.
    Case(Uuid),
    /// To the sessions of a group.
    Group(Uuid),
    /// To an activity.
    Activity(Uuid),
}

/// Figures of the logs that belong to it and count; two statements in one round trip.
pub async fn of(conn: &Conn, county: &str, whose: Whose) -> Result<LogFigures> {
    let (mut first, mut second) = (conn, conn);
    let minutes = service_log_workers::table
        .filter(service_log_workers::county_code.eq(county))
        .filter(service_log_workers::log_id.eq_any(belonging(county, whose).select(service_logs::id)))
        .select(sum(service_log_workers::minutes));
    let logs = belonging(county, whose).count();
    let (logs, minutes) =
        try_join(logs.get_result(&mut first), minutes.get_result::<Option<i64>>(&mut second)).await?;
    Ok(LogFigures { logs, minutes: minutes.unwrap_or_default() })
}

fn belonging(county: &str, whose: Whose) -> service_logs::BoxedQuery<'_, Pg> {
    let logs = service_logs::table.filter(service_logs::county_code.eq(county)).into_boxed();
    only(logs, county, whose).filter(service_logs::state.eq_any(LogState::COUNTING))
}

/// Of these logs only those that belong to it.
pub fn only<'a>(
    logs: service_logs::BoxedQuery<'a, Pg>,
    county: &'a str,
    whose: Whose,
) -> service_logs::BoxedQuery<'a, Pg> {
    match whose {
        Whose::Case(case) => logs.filter(service_logs::case_id.eq(case)),
        Whose::Activity(activity) => logs.filter(service_logs::activity_id.eq(activity)),
        Whose::Group(group) => {
            let sessions = group_sessions::table
                .filter(group_sessions::county_code.eq(county))
                .filter(group_sessions::group_id.eq(group))
                .select(group_sessions::id.nullable());
            logs.filter(service_logs::group_session_id.eq_any(sessions))
        }
    }
}
