//! A connection on loan. One that is given back inside a transaction, or after the server said goodbye, is closed
//! instead: otherwise its locks would live on in the pool.

use std::{cell::Cell, time::Duration};

use diesel_async::{SimpleAsyncConnection as _, pooled_connection::deadpool::Object};

use tokio::time::timeout;

use super::{Conn, pool::Pool};
use crate::{
    http::{
        codes::Code,
        error::{Error, Result},
    },
    sabotage::{Protection, is_off},
};

/// How long what one request does on its connection may take. Longer than a statement may, so that the server's own words come
/// first; but a network that swallows everything says nothing at all.
const PATIENCE: Duration = Duration::from_millis(5500);

/// A connection from the pool, for the length of one read or one transaction.
pub struct Lease {
    object: Option<Object<Conn>>,
    dirty: Cell<bool>,
    silent: Cell<bool>,
}

impl Lease {
    /// Waits for a connection. Errors: 503 when there is none in time.
    pub async fn take(pool: &Pool) -> Result<Self> {
        let object = pool.get().await.map_err(|e| Error::new(Code::Unavailable).retry_after(1).because(e))?;
        Ok(Self { object: Some(object), dirty: Cell::new(false), silent: Cell::new(false) })
    }

    /// The connection; an error only if the lease was ended, which the callers never do before their last statement.
    pub fn conn(&self) -> Result<&Conn> {
        self.object.as_deref().ok_or_else(|| Error::internal("lease already ended"))
    }

    /// Waits for what is done on the connection. Errors: 503 when that takes longer than [`PATIENCE`]; the connection is not used
    /// again then.
    pub async fn bounded<T>(&self, work: impl Future<Output = Result<T>>) -> Result<T> {
        if is_off(Protection::Bounded) {
            return work.await;
        }
        timeout(PATIENCE, work).await.unwrap_or_else(|late| {
            self.dirty.set(true);
            self.silent.set(true);
            Err(Error::new(Code::Unavailable)
                .retry_after(1)
                .because(format!("the database is silent: {late}")))
        })
    }

    /// Opens a transaction; from here on the connection is discarded unless [`Self::commit`] or [`Self::rollback`] ends it.
    pub async fn begin(&self) -> Result<()> {
        if is_off(Protection::Transaction) {
            return Ok(());
        }
        self.begin_with("BEGIN").await
    }

    /// The same by other words, as for a transaction that only reads.
    pub async fn begin_with(&self, statements: &str) -> Result<()> {
        self.dirty.set(true);
        (&mut self.conn()?).batch_execute(statements).await.map_err(Error::from)
    }

    /// Makes the transaction's work last. Errors: 503 `outcome_unknown` when the answer was lost.
    pub async fn commit(self) -> Result<()> {
        let commit = async { Ok((&mut self.conn()?).batch_execute("COMMIT").await?) };
        let done = self.bounded(commit).await;
        done.map_err(|e| Error::new(Code::OutcomeUnknown).retry_after(1).because(e))?;
        self.dirty.set(false);
        Ok(())
    }

    /// Undoes the transaction's work and keeps the connection if the server agrees.
    pub async fn rollback(self) {
        let rollback = async { Ok((&mut self.conn()?).batch_execute("ROLLBACK").await?) };
        if !self.silent.get() && self.bounded(rollback).await.is_ok() {
            self.dirty.set(false);
        }
    }

    /// Marks the connection as not to be used again.
    pub fn discard(&self) {
        self.dirty.set(true);
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if self.dirty.get()
            && !is_off(Protection::Discarded)
            && let Some(object) = self.object.take()
        {
            drop(Object::take(object));
        }
    }
}
