//! Imports that wait are run, one after the other; each by one replica, whichever holds its lock.

use std::{sync::Arc, time::Duration};

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use tokio::{
    sync::watch,
    time::{self, Instant, MissedTickBehavior},
};
use uuid::Uuid;

use crate::{
    db::{Conn, pool},
    http::{Error, Result, codes::Code, state::Shared},
    imports::{
        faults, file,
        model::{ImportKind, ImportState},
        progress,
        run::{Outcome, Run},
    },
    schema::counties,
    service_logs,
    tables::import::RowFault,
};

const EVERY: Duration = Duration::from_secs(1);
/// How often files are looked for that no import needs.
const SWEEP: Duration = Duration::from_hours(1);
/// An import that we failed so often is given up.
const ATTEMPTS: i32 = 10;

/// Looks every second for what waits, until it is told to stop; over one connection, another one where that fails.
pub async fn run(shared: Arc<Shared>, url: String, mut stopped: watch::Receiver<bool>) {
    let (mut every, mut swept, mut held) = (time::interval(EVERY), None::<Instant>, None);
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = every.tick() => {
                if let Err(problem) = run_waiting((&shared, &url), &stopped.clone(), &mut held).await {
                    log::error!("imports wait: {problem}");
                }
                if swept.is_none_or(|at| at.elapsed() > SWEEP) {
                    swept = Some(Instant::now());
                    if let Err(problem) = sweep(&shared, &url).await {
                        log::error!("files of imports stay for now: {problem}");
                    }
                }
            }
            _ = stopped.changed() => return,
        }
    }
}

async fn counties_of(mut conn: &Conn) -> Result<Vec<String>, String> {
    counties::table.select(counties::code).load(&mut conn).await.map_err(|e| e.to_string())
}

/// Runs every import that waits and that no other replica runs; leaves the connection to be used again, if nothing failed
/// on it. Errors: the database.
pub async fn run_waiting(
    (shared, url): (&Arc<Shared>, &str),
    stopped: &watch::Receiver<bool>,
    held: &mut Option<Conn>,
) -> Result<(), String> {
    let conn = match held.take() {
        Some(conn) => conn,
        None => pool::connect(url).await.map_err(|e| e.to_string())?,
    };
    for county in counties_of(&conn).await? {
        for id in progress::waiting(&conn, &county).await.map_err(|e| e.to_string())? {
            if *stopped.borrow() {
                return Ok(());
            }
            if progress::lock(&conn, id).await.map_err(|e| e.to_string())? {
                let done = go_on(&conn, (shared, url), (&county, id), stopped).await;
                progress::unlock(&conn, id).await.map_err(|e| e.to_string())?;
                done.map_err(|e| e.to_string())?;
            }
        }
    }
    *held = Some(conn);
    Ok(())
}

async fn go_on(
    conn: &Conn,
    (shared, url): (&Arc<Shared>, &str),
    (county, id): (&str, Uuid),
    stopped: &watch::Receiver<bool>,
) -> Result<()> {
    let Some(found) = progress::begin(conn, (county, id), shared.clock.now()).await? else { return Ok(()) };
    let run = Run::open(shared, url, county, found, stopped).await?;
    let outcome = match run.job.kind {
        ImportKind::ServiceLogs => service_logs::import::run::run(&run).await,
    };
    match outcome {
        Ok(Outcome::Left) => return Ok(()),
        Ok(Outcome::Ended) => {}
        Ok(Outcome::Through(state)) => end(&run, state).await?,
        Err(error) if error.code == Code::Invalid => broken_file(&run, error).await?,
        // What is out of reach for a while is waited for.
        Err(error) if error.code == Code::Internal && run.order.attempts >= ATTEMPTS => {
            log::error!("import {id} is given up: {error}");
            end(&run, ImportState::Failed).await?;
        }
        Err(error) => return Err(error),
    }
    file::delete(&shared.attachments, &file::key(county, id)).await;
    Ok(())
}

async fn end(run: &Run, state: ImportState) -> Result<()> {
    run.transact(async |tx| Ok(((), run.end(tx, state).await?))).await
}

/// The file cannot be read to its end: told as faults of row 0. Whatever was written stays, so it has failed then.
async fn broken_file(run: &Run, error: Error) -> Result<()> {
    let found: Vec<RowFault> =
        error.faults.iter().map(|fault| RowFault::new(0, &[], fault.clone())).collect();
    run.transact(async |tx| {
        faults::keep(tx, &run.county, run.job.id, &found).await?;
        let written = progress::written(tx, run.key()).await?;
        let state = if written > 0 { ImportState::Failed } else { ImportState::Refused };
        Ok(((), run.end(tx, state).await?))
    })
    .await
}

async fn sweep(shared: &Shared, url: &str) -> Result<(), String> {
    let conn = pool::connect(url).await.map_err(|e| e.to_string())?;
    for county in counties_of(&conn).await? {
        let swept = file::sweep(&shared.attachments, &conn, &county, shared.clock.now()).await;
        swept.map_err(|e| e.to_string())?;
    }
    Ok(())
}
