//! The sequencer at work: ten rounds a second on a connection of its own.

use std::{
    collections::BTreeSet,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use tokio::{
    sync::watch,
    time::{self, Instant, MissedTickBehavior},
};

use super::{
    checkpoint::{Outcome, Signer, checkpoint},
    sequencer::{BATCH, pending, sequence, waiting},
};
use crate::{
    db::{Conn, pool},
    http::{error::Error, state::Shared},
    schema::event_heads,
};

const ROUND: Duration = Duration::from_millis(100);
/// After an error, before the next attempt.
const PAUSE: Duration = Duration::from_secs(1);
/// How long the last round may take when the process ends.
const LAST: Duration = Duration::from_secs(5);

/// The sequencer of this process.
pub struct Job {
    shared: Arc<Shared>,
    url: String,
    signer: Signer,
    open: Option<Open>,
}

/// A connection, and the counties whose head is not signed yet.
struct Open {
    conn: Conn,
    unsigned: BTreeSet<String>,
    counted: Option<Instant>,
}

impl Job {
    /// A job that is not connected yet.
    pub fn new(shared: Arc<Shared>, url: &str, signer: Signer) -> Self {
        Self { shared, url: url.to_owned(), signer, open: None }
    }

    /// Works until it is told to stop, then once more.
    pub async fn run(mut self, mut stopped: watch::Receiver<bool>) {
        let mut rounds = time::interval(ROUND);
        rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = rounds.tick() => {
                    if !self.tried(false).await {
                        rounds.reset_after(PAUSE);
                    }
                }
                _ = stopped.changed() => break,
            }
        }
        if time::timeout(LAST, self.tried(true)).await.is_err() {
            log::error!("the sequencer's last round took too long; the next process goes on from there");
        }
    }

    /// One round. False when it failed: the connection is given up.
    async fn tried(&mut self, last: bool) -> bool {
        let done = self.round(last).await;
        if let Err(problem) = &done {
            log::error!("sequencer: {problem}");
            self.open = None;
        }
        done.is_ok()
    }

    /// Gives positions to all that waits, then signs what has grown. `last`: however young the checkpoint before is.
    /// Errors: the database, the checkpoint file.
    pub async fn round(&mut self, last: bool) -> Result<(), Error> {
        let mut open = match self.open.take() {
            Some(open) => open,
            None => Open::new(&self.url).await?,
        };
        open.sign(&self.signer, &self.shared, last).await?;
        open.sequence(&self.shared).await?;
        open.sign(&self.signer, &self.shared, last).await?;
        open.count(&self.shared).await?;
        self.open = Some(open);
        Ok(())
    }
}

impl Open {
    /// At first every head may be unsigned: the process before may have been killed, or the database restored.
    async fn new(url: &str) -> Result<Self, Error> {
        let conn = pool::connect(url).await.map_err(Error::internal)?;
        let all: Vec<String> = event_heads::table.select(event_heads::county_code).load(&mut &conn).await?;
        Ok(Self { conn, unsigned: all.into_iter().collect(), counted: None })
    }

    async fn sequence(&mut self, shared: &Shared) -> Result<(), Error> {
        for (county, _) in waiting(&self.conn).await? {
            loop {
                let given = sequence(&self.conn, &county).await?;
                shared.metrics.events_sequenced.fetch_add(given.try_into().unwrap_or(0), Ordering::Relaxed);
                if given > 0 {
                    self.unsigned.insert(county.clone());
                }
                if i64::try_from(given).is_ok_and(|given| given < BATCH) {
                    break;
                }
            }
        }
        Ok(())
    }

    async fn sign(&mut self, signer: &Signer, shared: &Shared, at_once: bool) -> Result<(), Error> {
        for county in self.unsigned.clone() {
            let outcome = checkpoint(&self.conn, signer, &county, shared.clock.now(), at_once).await?;
            if outcome != Outcome::Later {
                self.unsigned.remove(&county);
            }
        }
        Ok(())
    }

    /// Once a second: what waits, and for how long.
    async fn count(&mut self, shared: &Shared) -> Result<(), Error> {
        if self.counted.is_some_and(|at| at.elapsed() < PAUSE) {
            return Ok(());
        }
        self.counted = Some(Instant::now());
        let oldest = waiting(&self.conn).await?.into_iter().map(|(_, at)| at).min();
        let lag = oldest.map_or(0, |at| shared.clock.now().signed_duration_since(at).num_seconds().max(0));
        shared.metrics.events_lag_seconds.store(lag, Ordering::Relaxed);
        shared.metrics.events_pending.store(pending(&self.conn).await?, Ordering::Relaxed);
        Ok(())
    }
}
