//! An import under way: who it goes on for, its transactions, and how a process that is told to stop leaves it.

use std::sync::Arc;

use diesel_async::SimpleAsyncConnection as _;
use tokio::sync::watch;

use super::{
    model::{ImportJob, ImportState, Order},
    progress,
};
use crate::{
    audit::event::Circumstances,
    auth::{
        reach::{Extent, Reach},
        role::Role,
    },
    db::{Conn, pool, text_enum::TextEnum as _},
    http::{Error, Result, Tx, codes::Code, state::Shared},
};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Its rows are through; the state is still to be written.
    Through(ImportState),
    /// The state is written already.
    Ended,
    /// It was cancelled, or the process stops: nothing is to be written.
    Left,
}

/// One import in this process's hands.
pub struct Run {
    /// What the process shares.
    pub shared: Arc<Shared>,
    /// The connection of its transactions.
    pub conn: Conn,
    /// A second one, to count rows that are not committed yet.
    pub beside: Conn,
    /// The county.
    pub county: String,
    /// The import as it was when it was begun or gone on with.
    pub job: ImportJob,
    /// What was asked for.
    pub order: Order,
    /// Whether the process stops.
    pub stopped: watch::Receiver<bool>,
}

impl Run {
    /// Opens its connections. Errors: 503.
    pub async fn open(
        shared: &Arc<Shared>,
        url: &str,
        county: &str,
        (job, order): (ImportJob, Order),
        stopped: &watch::Receiver<bool>,
    ) -> Result<Self> {
        let lost = |e: diesel::ConnectionError| Error::new(Code::Unavailable).because(e);
        Ok(Self {
            shared: Arc::clone(shared),
            conn: pool::connect(url).await.map_err(lost)?,
            beside: pool::connect(url).await.map_err(lost)?,
            county: county.to_owned(),
            job,
            order,
            stopped: stopped.clone(),
        })
    }

    /// The import's key.
    pub fn key(&self) -> (&str, uuid::Uuid) {
        (&self.county, self.job.id)
    }

    /// Whether the process is told to stop.
    pub fn is_stopped(&self) -> bool {
        *self.stopped.borrow()
    }

    /// The reach of the account when it asked for the import.
    pub fn reach(&self) -> Reach {
        Reach {
            county: self.county.clone(),
            extent: Extent::Stations,
            stations: self.order.stations.0.clone(),
            organisation: None,
            contractor: None,
        }
    }

    fn circumstances(&self) -> Circumstances {
        Circumstances {
            county: self.county.clone(),
            actor: Some(self.job.recorded_by),
            role: Role::from_code(&self.order.recorded_as).map(Role::code),
            request_id: self.order.request_id,
            at: self.shared.clock.now(),
        }
    }

    /// One transaction with its events, if the work says that it shall last. Errors: those of the work; nothing lasts then.
    pub async fn transact<T>(&self, work: impl AsyncFnOnce(&Tx<'_>) -> Result<(T, bool)>) -> Result<T> {
        let (reach, by) = (self.reach(), self.circumstances());
        let mut conn = &self.conn;
        conn.batch_execute("BEGIN").await?;
        let tx = Tx::of_job(&self.conn, &reach, by);
        let done = async {
            let (answer, lasts) = work(&tx).await?;
            if lasts {
                tx.write_events().await?;
            }
            Ok::<_, Error>((answer, lasts))
        };
        let done = done.await;
        let end = if matches!(done, Ok((_, true))) { "COMMIT" } else { "ROLLBACK" };
        conn.batch_execute(end).await?;
        done.map(|(answer, _)| answer)
    }

    /// Ends the import in a transaction; whether it was still running.
    pub async fn end(&self, tx: &Tx<'_>, state: ImportState) -> Result<bool> {
        let event = progress::end(tx, self.key(), state, tx.now()).await?;
        let ended = event.is_some();
        event.into_iter().for_each(|event| tx.record(event));
        Ok(ended)
    }
}
