//! What became of operations, remembered with their effect.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::operation::{SyncOperation, SyncOutcome, SyncResult};
use crate::{
    http::{Result, Tx, codes::Code},
    personal::Roots,
    schema::sync_operations,
};

impl SyncOperation {
    fn digest(&self, tx: &Tx<'_>, roots: &Roots) -> Result<Vec<u8>> {
        let bytes = serde_json_canonicalizer::to_vec(self).map_err(crate::http::Error::internal)?;
        roots.digest(tx.county(), "sync-operation", &bytes)
    }

    /// What became of it when it came before. Errors: 422 when its id was used for another.
    pub async fn recall(&self, tx: &Tx<'_>, roots: &Roots) -> Result<Option<SyncResult>> {
        let one = sync_operations::table.find((tx.county(), tx.actor()?, self.operation_id)).select((
            sync_operations::content_hash,
            sync_operations::log_version,
            sync_operations::conflict_id,
        ));
        let found: Option<(Vec<u8>, Option<i32>, Option<Uuid>)> =
            one.first(&mut tx.conn()).await.optional()?;
        let Some((digest, log_version, conflict_id)) = found else { return Ok(None) };
        if digest != self.digest(tx, roots)? {
            return Err(Code::KeyReused.into());
        }
        Ok(Some(self.result(log_version, conflict_id)))
    }

    /// Remembers what became of it. Errors: 409 while the same operation is being done.
    pub async fn remember(
        &self,
        tx: &Tx<'_>,
        roots: &Roots,
        (log_version, conflict_id): (i32, Option<Uuid>),
    ) -> Result<SyncResult> {
        let row = (
            sync_operations::county_code.eq(tx.county()),
            sync_operations::caller_id.eq(tx.actor()?),
            sync_operations::operation_id.eq(self.operation_id),
            sync_operations::content_hash.eq(self.digest(tx, roots)?),
            sync_operations::log_version.eq(Some(log_version)),
            sync_operations::conflict_id.eq(conflict_id),
            sync_operations::recorded_at.eq(tx.now()),
        );
        let insert = diesel::insert_into(sync_operations::table).values(row).on_conflict_do_nothing();
        if insert.execute(&mut tx.conn()).await? == 0 {
            return Err(Code::InFlight.into());
        }
        Ok(self.result(Some(log_version), conflict_id))
    }

    fn result(&self, log_version: Option<i32>, conflict_id: Option<Uuid>) -> SyncResult {
        let outcome = if conflict_id.is_some() { SyncOutcome::Conflict } else { SyncOutcome::Done };
        SyncResult { operation_id: self.operation_id, outcome, log_version, conflict_id, problem: None }
    }
}
