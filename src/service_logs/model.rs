//! Rows of service logs and of the workers in them.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use futures_util::future::{try_join3, try_join4};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    belonging::{Belonging, BelongsTo},
    content::RecordLog,
    texts::{KeptTexts, LogTexts},
};
use crate::{
    auth::reach::Reach,
    db::{Conn, json::Json, planned::among},
    http::{Error, Result, Tx},
    personal::{PersonKey, Roots},
    rules::log_states::LogState,
    schema::{service_log_clients, service_log_workers, service_logs},
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

/// What a log says, but for its texts.
#[derive(
    Debug, Clone, PartialEq, Eq, Serialize, ToSchema, Queryable, Selectable, Insertable, AsChangeset,
)]
#[diesel(table_name = service_logs, treat_none_as_default_value = false, treat_none_as_null = true)]
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
    /// When it began on that day, if that is known.
    #[schema(required, example = "09:30")]
    pub starts_at: Option<String>,
    /// How many people were served.
    #[schema(example = 3)]
    pub people_served: i32,
    /// A place that is no village of the county's list, when it was not at the station.
    #[schema(required)]
    pub village: Option<String>,
    /// Code of the village or community, when it was in one.
    #[schema(required)]
    pub village_code: Option<String>,
    /// The day to come back to it.
    #[schema(required)]
    pub follow_up_on: Option<NaiveDate>,
    /// Trace files.
    #[schema(value_type = Vec<Uuid>)]
    pub attachments: Json<Vec<Uuid>>,
    /// Whether the item was on the station's list that day, by what was filed when the log was handed in; null of a log
    /// that does not count, and while no list was in force.
    #[schema(required)]
    pub on_list: Option<bool>,
    /// The case, group session or activity of which it is a part.
    #[diesel(embed)]
    #[serde(rename = "belongs_to")]
    #[schema(required, value_type = Option<BelongsTo>)]
    pub belonging: Belonging,
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

/// A log as it is in the database.
#[derive(Debug, Clone)]
pub struct Log {
    /// What it says, but for its texts.
    pub facts: LogFacts,
    /// Its texts.
    pub texts: LogTexts,
    /// Who did it, in the order of their ids.
    pub workers: Vec<LogWorker>,
    /// Whom it was about, in the order of their ids.
    pub clients: Vec<Uuid>,
}

impl Log {
    /// What it says, as it would be recorded. Errors: 409 when its texts were erased.
    pub fn said(&self) -> Result<RecordLog> {
        let workers: Vec<_> = self
            .workers
            .iter()
            .map(|one| json!({"worker_id": one.worker_id, "minutes": one.minutes}))
            .collect();
        let LogFacts { station_id, item_code, method, served_on, starts_at, people_served, .. } = &self.facts;
        let LogFacts { village, village_code, follow_up_on, attachments, .. } = &self.facts;
        let said = json!({
            "station_id": station_id, "item_code": item_code, "method": method, "served_on": served_on,
            "starts_at": starts_at, "people_served": people_served, "village": village, "belongs_to": self.facts.belonging,
            "village_code": village_code, "follow_up_on": follow_up_on, "attachments": attachments,
            "workers": workers, "client_ids": self.clients,
            "summary": self.texts.summary, "result": self.texts.result,
        });
        serde_json::from_value(said)
            .map_err(|e| if self.texts.erased { erased() } else { Error::internal(e) })
    }
}

fn erased() -> Error {
    let (zh, en) = ("该记录的文字内容已删除", "The texts of this log were erased");
    Error::new(crate::http::codes::Code::Conflict).detail(zh, en)
}

/// The logs within reach.
pub fn visible(reach: &Reach) -> service_logs::BoxedQuery<'_, Pg> {
    visible_at(reach, &None)
}

/// The same, only of a station if one is asked for.
pub fn visible_at<'a>(reach: &'a Reach, station: &'a Option<Uuid>) -> service_logs::BoxedQuery<'a, Pg> {
    service_logs::table
        .filter(service_logs::county_code.eq(&reach.county))
        .filter(among(service_logs::station_id, reach.stations_asked(station)))
        .into_boxed()
}

/// One log within reach: four statements in one round trip. Errors: 404.
pub async fn find(roots: &Roots, conn: &Conn, reach: &Reach, id: Uuid) -> Result<Log> {
    let one = service_logs::table.find((&reach.county, id));
    let one = one.select((LogFacts::as_select(), KeptTexts::as_select()));
    let mut first = conn;
    let row = async { Ok(one.first(&mut first).await?) };
    let ids = [id];
    let keys = roots.keys(conn, &reach.county, &ids);
    let parts = (workers(conn, &reach.county, id), clients(conn, &reach.county, id));
    let (row, workers, clients, mut keys) = try_join4(row, parts.0, parts.1, keys).await?;
    whole(reach, row, (workers, clients), keys.remove(&id)).map(|(log, _)| log)
}

/// One log within reach, locked until the transaction ends, with the key to write by. Errors: 404.
pub async fn lock(roots: &Roots, tx: &Tx<'_>, id: Uuid) -> Result<(Log, PersonKey)> {
    let one = service_logs::table.find((tx.county(), id));
    let one = one.select((LogFacts::as_select(), KeptTexts::as_select())).for_update();
    let row = one.first(&mut tx.conn()).await?;
    let (ids, county) = ([id], tx.county());
    let parts = try_join3(workers(tx, county, id), clients(tx, county, id), roots.keys(tx, county, &ids));
    let (workers, clients, mut keys) = parts.await?;
    let (log, key) = whole(tx.reach(), row, (workers, clients), keys.remove(&id))?;
    match key {
        Some(key) => Ok((log, key)),
        None => Ok((log, roots.new_key(tx, tx.county(), id, tx.now()).await?)),
    }
}

fn whole(
    reach: &Reach,
    (facts, kept): (LogFacts, KeptTexts),
    (workers, clients): (Vec<LogWorker>, Vec<Uuid>),
    key: Option<PersonKey>,
) -> Result<(Log, Option<PersonKey>)> {
    if !reach.covers(facts.station_id) {
        return Err(Error::not_found());
    }
    let texts = kept.open(facts.id, key.as_ref())?;
    Ok((Log { facts, texts, workers, clients }, key))
}

async fn workers(mut conn: &Conn, county: &str, log: Uuid) -> Result<Vec<LogWorker>> {
    let workers = service_log_workers::table
        .filter(service_log_workers::county_code.eq(county))
        .filter(service_log_workers::log_id.eq(log))
        .order(service_log_workers::worker_id)
        .select(LogWorker::as_select());
    Ok(workers.load(&mut conn).await?)
}

async fn clients(mut conn: &Conn, county: &str, log: Uuid) -> Result<Vec<Uuid>> {
    let clients = service_log_clients::table
        .filter(service_log_clients::county_code.eq(county))
        .filter(service_log_clients::log_id.eq(log))
        .order(service_log_clients::client_id)
        .select(service_log_clients::client_id);
    Ok(clients.load(&mut conn).await?)
}
