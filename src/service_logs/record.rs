//! `PUT /service-logs/{id}`.

use actix_web::http::StatusCode;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::future::try_join_all;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{
    grounds,
    model::{self, LogFacts, LogState, LogWorker, ServiceLog, ServiceMethod},
};
use crate::{
    audit::event::Event,
    auth::policy::RecordServiceLogs,
    http::{
        Body, Created, Ctx, Error, Id, Path, Reply, Result, Tx,
        body::rule_fault,
        codes::Code,
        fault::Fault,
        text::{Line, Prose},
    },
    schema::{service_log_workers, service_logs},
};

/// A service to record.
#[derive(Debug, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = possible))]
pub struct RecordLog {
    /// The station.
    pub station_id: Uuid,
    /// Code of the item in the county's catalogue.
    #[schema(pattern = "^[0-9A-Za-z.-]{1,20}$", example = "1.1")]
    pub item_code: String,
    /// How the service was given.
    pub method: ServiceMethod,
    /// The day of the service; today or earlier.
    pub served_on: NaiveDate,
    /// Who did it, each worker once.
    #[schema(min_items = 1, max_items = 20)]
    pub workers: Vec<WorkerPart>,
    /// How many people were served.
    #[schema(minimum = 0, maximum = 100_000, example = 3)]
    pub people_served: i32,
    /// Village or place, when it was not at the station.
    pub village: Option<Line>,
    /// What was done. No names of clients, numbers or addresses of theirs.
    pub summary: Prose,
    /// What came of it. No names of clients either.
    pub result: Option<Prose>,
    /// The day to come back to it; not before the day of the service.
    pub follow_up_on: Option<NaiveDate>,
    /// `draft` or `submitted`; submitted when absent.
    #[serde(default = "submitted")]
    #[schema(default = "submitted")]
    pub state: LogState,
}

/// A worker's part in a service.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkerPart {
    /// The worker, employed on the day of the service.
    pub worker_id: Uuid,
    /// Minutes of work, of one day at most.
    #[schema(minimum = 1, maximum = 1440, example = 90)]
    pub minutes: i32,
}

/// Records a service under an id (UUIDv7) of the client's own; the same again changes nothing.
///
/// An identical repeat is 200, another content under the same id 409. A worker who was posted elsewhere that day, or
/// nowhere, is kept and marked.
#[utoipa::path(put, path = "/api/v1/service-logs/{id}", tag = "service_logs", responses((status = 200, description = "It is recorded already, exactly so", body = ServiceLog)))]
pub async fn record_service_log(
    ctx: Ctx<RecordServiceLogs>,
    path: Path<Id>,
    body: Body<RecordLog>,
) -> Result<Created<ServiceLog>> {
    require_v7(path.id)?;
    let content = body.0.content()?;
    ctx.write(async |tx| {
        let log = &body.0;
        if !tx.reach().covers(log.station_id) {
            return Err(Fault::unknown_reference("/station_id").into());
        }
        let grounds = grounds::load(tx, path.id, log).await?;
        if let Some(taken_by) = &grounds.taken_by {
            return repeated(tx, path.id, taken_by == &content).await;
        }
        let workers = grounds.judge(log, tx.today())?;
        let facts = log.facts(tx, path.id)?;
        if insert(tx, &facts, &content).await? == 0 {
            let winner = grounds::load(tx, path.id, log).await?.taken_by; // somebody was faster
            return repeated(tx, path.id, winner.as_ref() == Some(&content)).await;
        }
        insert_workers(tx, path.id, &workers).await?;
        let made = ServiceLog::new(facts, workers);
        tx.record(recorded(&made));
        Ok(Reply::tagged(&made)?.at(format!("/api/v1/service-logs/{}", path.id)))
    })
    .await
}

/// What a log cannot say whatever is in the database: a worker twice, a return before the service.
fn possible(log: &RecordLog) -> Result<(), ValidationError> {
    let again = |(n, part): (usize, &WorkerPart)| {
        log.workers.iter().take(n).any(|earlier| earlier.worker_id == part.worker_id)
    };
    if log.workers.iter().enumerate().any(again) {
        return Err(rule_fault("/workers", "repeated", "同一社工只能列一次", "A worker is named twice"));
    }
    if log.follow_up_on.is_some_and(|day| day < log.served_on) {
        let (zh, en) = ("不得早于服务日期", "It cannot be before the day of the service");
        return Err(rule_fault("/follow_up_on", "too_early", zh, en));
    }
    Ok(())
}

fn submitted() -> LogState {
    LogState::Submitted
}

fn require_v7(id: Uuid) -> Result<()> {
    let detail = ("路径中的编号须为UUIDv7", "The id in the path must be a UUIDv7");
    if id.get_version_num() == 7 { Ok(()) } else { Err(Error::new(Code::Invalid).detail(detail.0, detail.1)) }
}

async fn repeated(tx: &Tx<'_>, id: Uuid, identical: bool) -> Result<Created<ServiceLog>> {
    if !identical {
        let (zh, en) =
            ("该编号已用于内容不同的服务记录", "This id belongs to a log that says something else");
        return Err(Error::new(Code::AlreadyExists).detail(zh, en));
    }
    Ok(Reply::tagged(&model::find(tx, tx.reach(), id).await?)?.with_status(StatusCode::OK))
}

impl RecordLog {
    /// SHA-256 of what the log says, whatever the order of its fields and workers.
    fn content(&self) -> Result<Vec<u8>> {
        let mut workers = self.workers.clone();
        workers.sort_by_key(|part| part.worker_id);
        let mut said = serde_json::to_value(self)?;
        if let Some(fields) = said.as_object_mut() {
            fields.insert("workers".into(), serde_json::to_value(workers)?);
        }
        let bytes = serde_json_canonicalizer::to_vec(&said).map_err(Error::internal)?;
        Ok(Sha256::digest(bytes).to_vec())
    }

    fn facts(&self, tx: &Tx<'_>, id: Uuid) -> Result<LogFacts> {
        Ok(LogFacts {
            id,
            station_id: self.station_id,
            item_code: self.item_code.clone(),
            method: self.method,
            served_on: self.served_on,
            people_served: self.people_served,
            village: self.village.clone().map(String::from),
            summary: self.summary.as_str().to_owned(),
            result: self.result.clone().map(String::from),
            follow_up_on: self.follow_up_on,
            state: self.state,
            recorded_by: tx.actor()?,
            recorded_at: tx.now(),
            version: 1,
        })
    }
}

/// 1, or 0 when the id was taken meanwhile.
async fn insert(tx: &Tx<'_>, facts: &LogFacts, content: &[u8]) -> Result<usize> {
    let key = (service_logs::county_code.eq(tx.county()), service_logs::content_hash.eq(content));
    let insert = diesel::insert_into(service_logs::table).values((key, facts)).on_conflict_do_nothing();
    Ok(insert.execute(&mut tx.conn()).await?)
}

/// A row a statement, all on their way at once: a statement of many rows would be planned anew each time.
async fn insert_workers(tx: &Tx<'_>, log: Uuid, workers: &[LogWorker]) -> Result<()> {
    let row = |worker: &LogWorker| {
        let row = (
            service_log_workers::county_code.eq(tx.county()),
            service_log_workers::log_id.eq(log),
            service_log_workers::worker_id.eq(worker.worker_id),
            service_log_workers::minutes.eq(worker.minutes),
            service_log_workers::posted_here.eq(worker.posted_here),
        );
        async move { diesel::insert_into(service_log_workers::table).values(row).execute(&mut tx.conn()).await }
    };
    try_join_all(workers.iter().map(row)).await?;
    Ok(())
}

fn recorded(made: &ServiceLog) -> Event {
    let ServiceLog { log, marks, workers } = made;
    let workers: Vec<Uuid> = workers.iter().map(|worker| worker.worker_id).collect();
    let changes = json!({
        "station": log.station_id, "item": log.item_code, "method": log.method, "served_on": log.served_on,
        "state": log.state, "marks": marks, "workers": workers,
    });
    Event::new("service_log.recorded", log.id, changes)
}
