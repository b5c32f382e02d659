//! A connection on loan. One that is given back inside a transaction, or after the server said goodbye, is closed
//! instead: otherwise its locks would live on in the pool.

use std::cell::Cell;

use diesel_async::{SimpleAsyncConnection as _, pooled_connection::deadpool::Object};

use super::{Conn, pool::Pool};
use crate::http::codes::Code;
use crate::http::error::{Error, Result};

/// A connection from the pool, for the length of one read or one transaction.
pub struct Lease {
    object: Option<Object<Conn>>,
    dirty: Cell<bool>,
}

impl Lease {
    /// Waits for a connection. Errors: 503 when there is none in time.
    pub async fn take(pool: &Pool) -> Result<Self> {
        let object = pool.get().await.map_err(|e| Error::new(Code::Unavailable).retry_after(1).because(e))?;
        Ok(Self { object: Some(object), dirty: Cell::new(false) })
    }

    /// The connection; an error only if the lease was ended, which the callers never do before their last statement.
    pub fn conn(&self) -> Result<&Conn> {
        self.object.as_deref().ok_or_else(|| Error::internal("lease already ended"))
    }

    /// Opens a transaction; from here on the connection is discarded unless [`Self::commit`] or [`Self::rollback`] ends it.
    pub async fn begin(&self) -> Result<()> {
        self.begin_with("BEGIN").await
    }

    /// The same by other words, as for a transaction that only reads.
    pub async fn begin_with(&self, statements: &str) -> Result<()> {
        self.dirty.set(true);
        (&mut self.conn()?).batch_execute(statements).await.map_err(Error::from)
    }

    /// Makes the transaction's work last. Errors: 503 `outcome_unknown` when the answer was lost.
    pub async fn commit(self) -> Result<()> {
        let done = (&mut self.conn()?).batch_execute("COMMIT").await;
        done.map_err(|e| Error::new(Code::OutcomeUnknown).retry_after(1).because(e))?;
        self.dirty.set(false);
        Ok(())
    }

    /// Undoes the transaction's work and keeps the connection if the server agrees.
    pub async fn rollback(self) {
        if let Ok(mut conn) = self.conn()
            && conn.batch_execute("ROLLBACK").await.is_ok()
        {
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
            && let Some(object) = self.object.take()
        {
            drop(Object::take(object));
        }
    }
}
