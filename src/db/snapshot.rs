//! A read-only transaction that sees one instant, for what is read in many statements. There are never so many that the
//! other requests of the thread have no connection.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{Conn, lease::Lease, pool::Pool};
use crate::http::{
    codes::Code,
    error::{Error, Result},
};

/// A slow client may leave it idle for as long as an export waits for it, and a little more.
const SLOWER: &str = "SET LOCAL idle_in_transaction_session_timeout = '90s'";

/// An open snapshot. Dropped, it closes its connection.
pub struct Snapshot {
    lease: Lease,
    _place: OwnedSemaphorePermit,
}

impl Snapshot {
    /// Opens one. Errors: 503 when there are too many, or no connection in time.
    pub async fn open(pool: &Pool, places: &Arc<Semaphore>) -> Result<Self> {
        let busy = |cause| Error::new(Code::Unavailable).retry_after(5).because(cause);
        let place = Arc::clone(places).try_acquire_owned().map_err(busy)?;
        let lease = Lease::take(pool).await?;
        let begin = format!("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {SLOWER}");
        lease.bounded(lease.begin_with(&begin)).await?;
        Ok(Self { lease, _place: place })
    }

    /// Its connection.
    pub fn conn(&self) -> Result<&Conn> {
        self.lease.conn()
    }

    /// Ends it and gives the connection back.
    pub async fn close(self) {
        self.lease.rollback().await;
    }
}
