//! The rows of a chunk, a statement a table.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::future::try_join;

use super::judge::Candidate;
use crate::{
    db::errors::OnConstraint as _,
    http::{Error, Result, Tx, codes::Code},
    schema::{personal_keys, service_log_workers, service_logs},
    service_logs::model::{Log, LogWorker},
};

/// A row with which nothing is wrong.
pub struct Good {
    /// What it says.
    pub row: Candidate,
    /// Who did it.
    pub workers: Vec<LogWorker>,
    /// Whether its item was on the station's list that day.
    pub on_list: Option<bool>,
}

/// Writes them; answers the logs. Errors: 409 when somebody took one of their ids a moment ago, for a log or for anything
/// else with a key of its own: the chunk is to be judged again.
pub async fn all(tx: &Tx<'_>, good: Vec<Good>) -> Result<Vec<Log>> {
    let (mut logs, mut keys, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for Good { row, workers, on_list } in good {
        let facts = row.log.facts(tx, row.id, on_list)?;
        let (sealed, key) = row.sealed.ok_or_else(|| Error::internal("a row was not sealed"))?;
        let ids = (
            service_logs::county_code.eq(tx.county().to_owned()),
            service_logs::content_hash.eq(row.content),
            service_logs::text_hash.eq(row.text),
        );
        rows.push((ids, facts.clone(), sealed));
        keys.push(key);
        logs.push(Log { facts, texts: row.log.texts(), workers, clients: Vec::new() });
    }
    let insert = diesel::insert_into(service_logs::table).values(rows).on_conflict_do_nothing();
    if insert.execute(&mut tx.conn()).await? != logs.len() {
        return Err(Error::new(Code::InFlight));
    }
    try_join(insert_keys(tx, keys), insert_workers(tx, &logs)).await?;
    Ok(logs)
}

async fn insert_keys(tx: &Tx<'_>, keys: Vec<crate::personal::KeyRow>) -> Result<()> {
    let insert = diesel::insert_into(personal_keys::table).values(keys).execute(&mut tx.conn()).await;
    insert.on_constraint("personal_keys_pkey", || Error::new(Code::InFlight))?;
    Ok(())
}

/// Workers of one statement; PostgreSQL takes 65 535 parameters, a part has six, and a log twenty parts at most.
const AT_ONCE: usize = 5000;

async fn insert_workers(tx: &Tx<'_>, logs: &[Log]) -> Result<()> {
    let row = |(log, worker): (&Log, LogWorker)| {
        (
            service_log_workers::county_code.eq(tx.county().to_owned()),
            service_log_workers::log_id.eq(log.facts.id),
            service_log_workers::worker_id.eq(worker.worker_id),
            service_log_workers::minutes.eq(worker.minutes),
            service_log_workers::posted_here.eq(worker.posted_here),
            service_log_workers::served_on.eq(log.facts.served_on),
        )
    };
    let parts = logs.iter().flat_map(|log| log.workers.iter().map(move |worker| (log, *worker)));
    let mut rows = parts.map(row).peekable();
    while rows.peek().is_some() {
        let some: Vec<_> = rows.by_ref().take(AT_ONCE).collect();
        diesel::insert_into(service_log_workers::table).values(some).execute(&mut tx.conn()).await?;
    }
    Ok(())
}
