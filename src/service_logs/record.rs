//! `PUT /service-logs/{id}`.

use actix_web::http::StatusCode;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::future::{try_join, try_join_all, try_join4};
use serde_json::json;
use uuid::Uuid;

use super::{
    asked::{self, Beside},
    belonging::Belonging,
    content::{EntryState, RecordLog},
    effects::{self, Change},
    grounds,
    model::{self, Log, LogFacts, LogWorker},
    texts::LogTexts,
    view::ServiceLog,
};
use crate::{
    attachments::uses::{self, AttachedTo, Owner},
    auth::policy::RecordServiceLogs,
    db::json::Json,
    http::{Body, Created, Ctx, Error, Id, Path, Reply, Result, Tx, codes::Code, fault::Fault},
    personal::{PersonKey, Roots},
    schema::{service_log_clients, service_log_workers, service_logs},
};

/// Records a service under an id (UUIDv7) of the client's own; the same again changes nothing.
///
/// An identical repeat is 200, another content under the same id 409. A worker who was posted elsewhere that day, or
/// nowhere, is kept and marked; so is an item that is not on the station's list, about which a question is raised (五).
#[utoipa::path(put, path = "/api/v1/service-logs/{id}", tag = "service_logs", responses((status = 200, description = "It is recorded already, exactly so", body = ServiceLog)))]
pub async fn record_service_log(
    ctx: Ctx<RecordServiceLogs>,
    path: Path<Id>,
    body: Body<RecordLog>,
) -> Result<Created<ServiceLog>> {
    require_v7(path.id)?;
    let caller = ctx.caller()?;
    ctx.write(async |tx| {
        let (log, is_new) = put(tx, &ctx.shared().personal, path.id, &body.0).await?;
        let reply = Reply::tagged(&ServiceLog::new(log, caller))?;
        Ok(if is_new {
            reply.at(format!("/api/v1/service-logs/{}", path.id))
        } else {
            reply.with_status(StatusCode::OK)
        })
    })
    .await
}

/// Errors: 422 for an id of another make.
pub fn require_v7(id: Uuid) -> Result<()> {
    let detail = ("路径中的编号须为UUIDv7", "The id in the path must be a UUIDv7");
    if id.get_version_num() == 7 { Ok(()) } else { Err(Error::new(Code::Invalid).detail(detail.0, detail.1)) }
}

/// Records a log, or finds it recorded exactly so; whether it is new. Errors: 409 when the id has another content.
pub async fn put(tx: &Tx<'_>, roots: &Roots, id: Uuid, log: &RecordLog) -> Result<(Log, bool)> {
    if !tx.reach().covers(log.station_id) {
        return Err(Fault::unknown_reference("/station_id").into());
    }
    let (content, text) = (log.content_hash(roots, tx.county())?, log.text_hash(roots, tx.county())?);
    let (grounds, beside) = load(tx, id, log, text.as_deref()).await?;
    if let Some(taken_by) = &grounds.taken_by {
        return repeated(tx, roots, id, taken_by == &content).await;
    }
    let workers = grounds.judge(log, tx.today())?;
    let on_list = beside.as_ref().and_then(|beside| beside.on_list);
    let facts = LogFacts { belonging: grounds.belonging(log), ..log.facts(tx, id, on_list)? };
    let made = Log { facts, texts: log.texts(), workers, clients: log.clients() };
    let asked = match beside {
        Some(beside) => beside.questions(tx, id, log).await?,
        None => Vec::new(),
    };
    let (key, row) = roots.make_key(tx.county(), id, tx.now())?;
    if insert(tx, &made, &key, (content.as_slice(), text.as_deref())).await? == 0 {
        let winner = grounds::load(tx, id, log).await?.taken_by; // somebody was faster
        return repeated(tx, roots, id, winner.as_ref() == Some(&content)).await;
    }
    let owner = Owner { kind: AttachedTo::ServiceLog, id, station: Some(log.station_id) };
    let (workers, clients) =
        (insert_workers(tx, &made.facts, &made.workers), insert_clients(tx, id, &made.clients));
    let rows = try_join4(workers, clients, row.insert(tx), uses::attach(tx, owner, &log.attachments));
    let change = Change { action: "service_log.recorded", before: None, log: &made, asked, told: json!({}) };
    try_join(rows, effects::settle(tx, change)).await?; // one round trip
    Ok((made, true))
}

/// What the log refers to and, when it is handed in, what is beside it: one round trip.
pub async fn load(
    tx: &Tx<'_>,
    id: Uuid,
    log: &RecordLog,
    text: Option<&[u8]>,
) -> Result<(grounds::Grounds, Option<Beside>)> {
    let beside = async {
        match log.state {
            EntryState::Draft => Ok(None),
            EntryState::Submitted => asked::beside(tx, id, log, text).await.map(Some),
        }
    };
    try_join(grounds::load(tx, id, log), beside).await
}

async fn repeated(tx: &Tx<'_>, roots: &Roots, id: Uuid, identical: bool) -> Result<(Log, bool)> {
    if !identical {
        let (zh, en) =
            ("该编号已用于内容不同的服务记录", "This id belongs to a log that says something else");
        return Err(Error::new(Code::AlreadyExists).detail(zh, en));
    }
    Ok((model::find(roots, tx, tx.reach(), id).await?, false))
}

impl RecordLog {
    /// The row of a log that says this, from its first version on; to what it belongs is for [`grounds`] to say.
    pub fn facts(&self, tx: &Tx<'_>, id: Uuid, on_list: Option<bool>) -> Result<LogFacts> {
        Ok(LogFacts {
            id,
            station_id: self.station_id,
            item_code: self.item_code.clone(),
            method: self.method,
            served_on: self.served_on,
            starts_at: self.starts_at.clone(),
            people_served: self.people_served,
            village: self.village.clone().map(String::from),
            village_code: self.village_code.clone(),
            follow_up_on: self.follow_up_on,
            attachments: Json(self.attachments.clone()),
            on_list,
            belonging: Belonging::default(),
            state: self.state.into(),
            recorded_by: tx.actor()?,
            recorded_at: tx.now(),
            version: 1,
        })
    }

    /// Whom it is about, in the order of their ids.
    pub fn clients(&self) -> Vec<Uuid> {
        let mut clients = self.client_ids.clone();
        clients.sort_unstable();
        clients
    }

    /// Its texts.
    pub fn texts(&self) -> LogTexts {
        LogTexts {
            summary: Some(self.summary.as_str().to_owned()),
            result: self.result.clone().map(String::from),
            ..LogTexts::default()
        }
    }
}

/// 1, or 0 when the id was taken meanwhile.
async fn insert(
    tx: &Tx<'_>,
    log: &Log,
    key: &PersonKey,
    (content, text): (&[u8], Option<&[u8]>),
) -> Result<usize> {
    let ids = (
        service_logs::county_code.eq(tx.county()),
        service_logs::content_hash.eq(content),
        service_logs::text_hash.eq(text),
    );
    let row = (ids, &log.facts, log.texts.seal(log.facts.id, key)?);
    let insert = diesel::insert_into(service_logs::table).values(row).on_conflict_do_nothing();
    Ok(insert.execute(&mut tx.conn()).await?)
}

/// A row a statement, all on their way at once: a statement of many rows would be planned anew each time.
pub async fn insert_workers(tx: &Tx<'_>, log: &LogFacts, workers: &[LogWorker]) -> Result<()> {
    let row = |worker: &LogWorker| {
        let row = (
            service_log_workers::county_code.eq(tx.county()),
            service_log_workers::log_id.eq(log.id),
            service_log_workers::worker_id.eq(worker.worker_id),
            service_log_workers::minutes.eq(worker.minutes),
            service_log_workers::posted_here.eq(worker.posted_here),
            service_log_workers::served_on.eq(log.served_on),
        );
        async move { diesel::insert_into(service_log_workers::table).values(row).execute(&mut tx.conn()).await }
    };
    try_join_all(workers.iter().map(row)).await?;
    Ok(())
}

/// The same of whom it is about.
pub async fn insert_clients(tx: &Tx<'_>, log: Uuid, clients: &[Uuid]) -> Result<()> {
    let row = |client: &Uuid| {
        let row = (
            service_log_clients::county_code.eq(tx.county()),
            service_log_clients::log_id.eq(log),
            service_log_clients::client_id.eq(*client),
        );
        async move { diesel::insert_into(service_log_clients::table).values(row).execute(&mut tx.conn()).await }
    };
    try_join_all(clients.iter().map(row)).await?;
    Ok(())
}
