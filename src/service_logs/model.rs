//! Rows of service logs and of the workers in them.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::reach::Reach,
    db::Conn,
    http::{Result, Versioned},
    schema::{service_log_workers, service_logs},
    tables::Tabular,
    text_enum,
};

text_enum! {
    /// How a service was given: the three methods of social work, and what stands beside them.
    ServiceMethod {
        /// Work with one person or household.
        Case = "case", "个案", "Case work";
        /// Work with a group.
        Group = "group", "小组", "Group work";
        /// An activity for the community.
        Community = "community", "社区活动", "Community activity";
        /// A visit at home.
        Visit = "visit", "走访", "Visit";
        /// Telling people of a policy.
        Outreach = "outreach", "政策宣传", "Outreach";
        /// Passing on to who can help.
        Referral = "referral", "转介", "Referral";
    }
}

text_enum! {
    /// How far a log is on its way (domain.md "Services").
    LogState {
        /// Still being written; counts for nothing.
        Draft = "draft", "草稿", "Draft";
        /// Handed in.
        Submitted = "submitted", "已提交", "Submitted";
    }
}

text_enum! {
    /// What a reader should know of a log that was kept all the same.
    LogMark {
        /// A worker of it was posted to another station that day, or to none.
        WorkerNotPosted = "worker_not_posted", "有社工当日未驻本站", "A worker was not posted here that day";
    }
}

/// What a log says.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable, Insertable)]
#[diesel(table_name = service_logs, treat_none_as_default_value = false)]
pub struct LogFacts {
    /// Id, made by the client.
    pub id: Uuid,
    /// The station.
    pub station_id: Uuid,
    /// Code of the item in the county's catalogue.
    #[schema(example = "1.1")]
    pub item_code: String,
    /// How the service was given.
    pub method: ServiceMethod,
    /// The day of the service.
    pub served_on: NaiveDate,
    /// How many people were served.
    #[schema(example = 3)]
    pub people_served: i32,
    /// Village or place, when it was not at the station.
    pub village: Option<String>,
    /// What was done; no names of clients.
    pub summary: String,
    /// What came of it; no names of clients.
    pub result: Option<String>,
    /// The day to come back to it.
    pub follow_up_on: Option<NaiveDate>,
    /// How far it is on its way.
    pub state: LogState,
    /// The account that recorded it.
    pub recorded_by: Uuid,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

/// A worker's part in a log.
#[derive(Debug, Clone, Copy, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = service_log_workers)]
pub struct LogWorker {
    /// The worker.
    pub worker_id: Uuid,
    /// Minutes of work.
    #[schema(example = 90)]
    pub minutes: i32,
    /// Whether the worker was posted to this station that day, by what was known when the log was recorded.
    pub posted_here: bool,
}

/// A log in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct LogEntry {
    /// What it says.
    #[serde(flatten)]
    pub log: LogFacts,
    /// What a reader should know of it.
    pub marks: Vec<LogMark>,
}

/// A service log.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceLog {
    /// What it says.
    #[serde(flatten)]
    pub log: LogFacts,
    /// What a reader should know of it.
    pub marks: Vec<LogMark>,
    /// Who did it, in the order of their ids.
    pub workers: Vec<LogWorker>,
}

impl Versioned for ServiceLog {
    fn version(&self) -> i32 {
        self.log.version
    }
}

impl Tabular for LogEntry {
    const NAME: &'static str = "service-logs";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "station_id",
        "served_on",
        "item_code",
        "method",
        "people_served",
        "village",
        "summary",
        "result",
        "follow_up_on",
        "state",
        "marks",
        "recorded_by",
        "recorded_at",
        "version",
    ];
}

impl LogEntry {
    /// A log of a list; `stranger` when a worker of it was not posted to the station that day.
    pub fn new(log: LogFacts, stranger: bool) -> Self {
        Self { log, marks: marks(stranger) }
    }
}

impl ServiceLog {
    /// A log with its workers.
    pub fn new(log: LogFacts, workers: Vec<LogWorker>) -> Self {
        Self { log, marks: marks(workers.iter().any(|worker| !worker.posted_here)), workers }
    }
}

fn marks(stranger: bool) -> Vec<LogMark> {
    if stranger { vec![LogMark::WorkerNotPosted] } else { Vec::new() }
}

/// The logs within reach.
pub fn visible(reach: &Reach) -> service_logs::BoxedQuery<'_, Pg> {
    let mut rows = service_logs::table.filter(service_logs::county_code.eq(&reach.county)).into_boxed();
    if let Some(only) = reach.only_stations() {
        rows = rows.filter(service_logs::station_id.eq_any(only));
    }
    rows
}

/// One log within reach. Errors: 404.
pub async fn find(mut conn: &Conn, reach: &Reach, id: Uuid) -> Result<ServiceLog> {
    let one = visible(reach).filter(service_logs::id.eq(id)).select(LogFacts::as_select());
    let log = one.first(&mut conn).await?;
    let workers = service_log_workers::table
        .filter(service_log_workers::county_code.eq(&reach.county))
        .filter(service_log_workers::log_id.eq(id))
        .order(service_log_workers::worker_id)
        .select(LogWorker::as_select());
    Ok(ServiceLog::new(log, workers.load(&mut conn).await?))
}
