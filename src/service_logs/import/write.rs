//! The rows of a chunk, a statement a table.

use diesel::sql_types::{Array, Binary, Bool, Date, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use futures_util::future::try_join;

use super::judge::Candidate;
use crate::{
    db::{
        errors::OnConstraint as _,
        fixed::{Fixed, column},
        text_enum::TextEnum as _,
    },
    http::{Error, Result, Tx, codes::Code},
    personal::KeyRow,
    service_logs::{
        model::{Log, LogFacts, LogWorker},
        texts::SealedTexts,
    },
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

/// What is kept of a log beside what it says.
struct Kept {
    content: Vec<u8>,
    text: Option<Vec<u8>>,
    sealed: SealedTexts,
}

/// Writes them; answers the logs. Errors: 409 when somebody took one of their ids a moment ago, for a log or for anything
/// else with a key of its own: the chunk is to be judged again.
pub async fn all(tx: &Tx<'_>, good: Vec<Good>) -> Result<Vec<Log>> {
    let (mut logs, mut keys, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    for Good { row, workers, on_list } in good {
        let facts = row.log.facts(tx, row.id, on_list)?;
        let (sealed, key) = row.sealed.ok_or_else(|| Error::internal("a row was not sealed"))?;
        kept.push(Kept { content: row.content, text: row.text, sealed });
        keys.push(key);
        logs.push(Log { facts, texts: row.log.texts(), workers, clients: Vec::new() });
    }
    if insert_logs(tx, &logs, &kept).await? != logs.len() {
        return Err(Error::new(Code::InFlight));
    }
    let taken = || Error::new(Code::InFlight);
    let keys = async {
        let written = KeyRow::insert_all(tx, tx.county(), keys).await;
        Ok(written.on_constraint("personal_keys_pkey", taken)?)
    };
    try_join(keys, insert_workers(tx, &logs)).await?;
    Ok(logs)
}

/// A file names no clients and no files, and its logs belong to nothing.
const LOGS: &str = "INSERT INTO service_logs (county_code, recorded_by, recorded_at, version, id, station_id, item_code, method, \
    served_on, starts_at, people_served, village, village_code, follow_up_on, on_list, state, content_hash, text_hash, \
    summary_sealed, result_sealed) SELECT ?, ?, ?, 1, * FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::date[], ?::text[], \
    ?::integer[], ?::text[], ?::text[], ?::date[], ?::boolean[], ?::text[], ?::bytea[], ?::bytea[], ?::bytea[], ?::bytea[]) \
    ON CONFLICT DO NOTHING";

async fn insert_logs(tx: &Tx<'_>, logs: &[Log], kept: &[Kept]) -> Result<usize> {
    let insert = Fixed::new(LOGS)
        .bind::<Text, _>(tx.county())
        .bind::<SqlUuid, _>(tx.actor()?)
        .bind::<Timestamptz, _>(tx.now())
        .bind::<Array<SqlUuid>, _>(column(logs, |log| log.facts.id))
        .bind::<Array<SqlUuid>, _>(column(logs, |log| log.facts.station_id))
        .bind::<Array<Text>, _>(column(logs, |log| log.facts.item_code.as_str()))
        .bind::<Array<Text>, _>(column(logs, |log| log.facts.method.code()))
        .bind::<Array<Date>, _>(column(logs, |log| log.facts.served_on))
        .bind::<Array<Nullable<Text>>, _>(column(logs, |log| log.facts.starts_at.as_deref()))
        .bind::<Array<Integer>, _>(column(logs, |log| log.facts.people_served))
        .bind::<Array<Nullable<Text>>, _>(column(logs, |log| log.facts.village.as_deref()))
        .bind::<Array<Nullable<Text>>, _>(column(logs, |log| log.facts.village_code.as_deref()))
        .bind::<Array<Nullable<Date>>, _>(column(logs, |log| log.facts.follow_up_on))
        .bind::<Array<Nullable<Bool>>, _>(column(logs, |log| log.facts.on_list))
        .bind::<Array<Text>, _>(column(logs, |log| log.facts.state.code()))
        .bind::<Array<Binary>, _>(column(kept, |one| one.content.as_slice()))
        .bind::<Array<Nullable<Binary>>, _>(column(kept, |one| one.text.as_deref()))
        .bind::<Array<Nullable<Binary>>, _>(column(kept, |one| one.sealed.summary()))
        .bind::<Array<Nullable<Binary>>, _>(column(kept, |one| one.sealed.result()));
    Ok(insert.execute(&mut tx.conn()).await?)
}

const WORKERS: &str = "INSERT INTO service_log_workers (county_code, log_id, worker_id, minutes, posted_here, served_on) \
    SELECT ?, * FROM unnest(?::uuid[], ?::uuid[], ?::integer[], ?::boolean[], ?::date[])";

async fn insert_workers(tx: &Tx<'_>, logs: &[Log]) -> Result<()> {
    fn parts<T>(logs: &[Log], read: impl Fn(&LogFacts, &LogWorker) -> T) -> Vec<T> {
        logs.iter().flat_map(|log| log.workers.iter().map(|part| read(&log.facts, part))).collect()
    }
    let insert = Fixed::new(WORKERS)
        .bind::<Text, _>(tx.county())
        .bind::<Array<SqlUuid>, _>(parts(logs, |log, _| log.id))
        .bind::<Array<SqlUuid>, _>(parts(logs, |_, part| part.worker_id))
        .bind::<Array<Integer>, _>(parts(logs, |_, part| part.minutes))
        .bind::<Array<Bool>, _>(parts(logs, |_, part| part.posted_here))
        .bind::<Array<Date>, _>(parts(logs, |log, _| log.served_on));
    insert.execute(&mut tx.conn()).await?;
    Ok(())
}
