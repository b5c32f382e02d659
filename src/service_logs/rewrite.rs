//! Writing a log anew: its content by a change or an amendment, its state by a step.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::{
    content::{EntryState, RecordLog},
    effects::{self, Change},
    model::{Log, LogFacts},
    record, versions, view,
};
use crate::{
    attachments::uses::{self, AttachedTo, Owner},
    auth::caller::Caller,
    db::text_enum::TextEnum as _,
    http::{Error, Result, Tx, codes::Code, text::Reason},
    personal::{PersonKey, Roots},
    rules::log_states::{LogAction, LogState},
    schema::{service_log_clients, service_log_workers, service_logs},
};

/// Errors: 409 when the state does not take the action, 403 when the caller may not, as who recorded it may not review it.
pub fn judge(action: LogAction, log: &LogFacts, caller: &Caller) -> Result<()> {
    if !action.fits(log.state) {
        let (state, action) = (log.state.label(), action.label());
        return Err(Error::new(Code::Conflict).detail(
            format!("“{}”的服务记录不能{}", state.zh, action.zh),
            format!("A log that is {} does not take the action {}", state.code, action.code),
        ));
    }
    if view::permitted(action, log, caller) { Ok(()) } else { Err(Code::Forbidden.into()) }
}

/// How a content is written.
pub struct Rewrite<'a> {
    /// `Change` or `Amend`.
    pub action: LogAction,
    /// Why, of an amendment.
    pub reason: Option<&'a Reason>,
}

/// Writes another content of a locked log; what was handed in before is kept.
pub async fn content(
    tx: &Tx<'_>,
    roots: &Roots,
    (before, key): (&Log, &PersonKey),
    said: &RecordLog,
    Rewrite { action, reason }: Rewrite<'_>,
) -> Result<Log> {
    let (id, from) = (before.facts.id, before.facts.state);
    let state = action.leads_to(from);
    let entry = if state.counts() { EntryState::Submitted } else { EntryState::Draft };
    let (said, text) = (RecordLog { state: entry, ..said.clone() }, said.text_hash(roots, tx.county())?);
    let (grounds, beside) = record::load(tx, id, &said, text.as_deref()).await?;
    let workers = grounds.judge(&said, tx.today())?;
    let on_list = beside.as_ref().and_then(|beside| beside.on_list);
    let asked = match beside {
        Some(beside) => beside.questions(tx, id, &said).await?,
        None => Vec::new(),
    };
    if from != LogState::Draft {
        versions::keep(tx, before, key, reason).await?;
    }
    let belonging = grounds.belonging(&said);
    let facts = LogFacts { belonging, ..facts(tx, &before.facts, &said, (state, on_list))? };
    let after = Log { facts, texts: said.texts(), workers, clients: said.clients() };
    let owner = Owner { kind: AttachedTo::ServiceLog, id, station: Some(after.facts.station_id) };
    uses::attach(tx, owner, &said.attachments).await?;
    save(tx, &after, key).await?;
    save_text(tx, &after.facts, text.as_deref()).await?;
    replace_workers(tx, &after).await?;
    replace_clients(tx, before, &after).await?;
    let action = if action == LogAction::Amend { "service_log.amended" } else { "service_log.changed" };
    effects::settle(tx, Change { action, before: Some(before), log: &after, asked, told: json!({}) }).await?;
    Ok(after)
}

fn facts(
    tx: &Tx<'_>,
    before: &LogFacts,
    said: &RecordLog,
    (state, on_list): (LogState, Option<bool>),
) -> Result<LogFacts> {
    Ok(LogFacts {
        state,
        recorded_by: before.recorded_by,
        recorded_at: before.recorded_at,
        version: before.version.saturating_add(1),
        ..said.facts(tx, before.id, on_list)?
    })
}

/// Writes the row of a locked log; its version has grown by one. Errors: 412 when it has not.
pub async fn save(tx: &Tx<'_>, log: &Log, key: &PersonKey) -> Result<()> {
    let seen = log.facts.version.saturating_sub(1);
    let one = service_logs::table.find((tx.county(), log.facts.id)).filter(service_logs::version.eq(seen));
    let change = (&log.facts, log.texts.seal(log.facts.id, key)?);
    let changed = diesel::update(one).set(change).execute(&mut tx.conn()).await?;
    if changed == 1 { Ok(()) } else { Err(Code::Stale.into()) }
}

async fn save_text(tx: &Tx<'_>, log: &LogFacts, text: Option<&[u8]>) -> Result<()> {
    let one = service_logs::table.find((tx.county(), log.id));
    diesel::update(one).set(service_logs::text_hash.eq(text)).execute(&mut tx.conn()).await?;
    Ok(())
}

async fn replace_workers(tx: &Tx<'_>, log: &Log) -> Result<()> {
    let old = service_log_workers::table
        .filter(service_log_workers::county_code.eq(tx.county()))
        .filter(service_log_workers::log_id.eq(log.facts.id));
    diesel::delete(old).execute(&mut tx.conn()).await?;
    record::insert_workers(tx, &log.facts, &log.workers).await
}

async fn replace_clients(tx: &Tx<'_>, before: &Log, log: &Log) -> Result<()> {
    if before.clients == log.clients {
        return Ok(());
    }
    let old = service_log_clients::table
        .filter(service_log_clients::county_code.eq(tx.county()))
        .filter(service_log_clients::log_id.eq(log.facts.id));
    diesel::delete(old).execute(&mut tx.conn()).await?;
    record::insert_clients(tx, log.facts.id, &log.clients).await
}
