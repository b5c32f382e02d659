//! `POST /sync`.

use super::operation::{SyncKind, SyncOperation, SyncOutcome, SyncQueue, SyncResult, SyncResults};
use crate::{
    auth::policy::RecordServiceLogs,
    http::{Body, Ctx, Error, Reply, Result, codes::Code, problem},
    service_logs::conflicts::{keep::keep, model::ConflictKind},
};

/// Does the operations of a phone's queue, one after the other, each in a transaction of its own, each with its answer.
///
/// The request never fails because of one of them. An operation is done once, however often it is sent: what tells it
/// is its own id, so an Idempotency-Key is not needed. A change that was made on a former version of the log, or of a
/// log that was handed in meanwhile, and another content under a taken id, are kept as conflicts.
#[utoipa::path(post, path = "/api/v1/sync", tag = "service_logs")]
pub async fn sync_service_logs(
    ctx: Ctx<RecordServiceLogs>,
    body: Body<SyncQueue>,
) -> Result<Reply<SyncResults>> {
    let mut items = Vec::with_capacity(body.0.operations.len());
    for operation in &body.0.operations {
        items.push(match done(&ctx, operation).await {
            Ok(result) => result,
            Err(error) => refused(&ctx, operation, &error),
        });
    }
    Reply::plain(&SyncResults { items })
}

async fn done(ctx: &Ctx<RecordServiceLogs>, operation: &SyncOperation) -> Result<SyncResult> {
    let (roots, caller, contract) = (&ctx.shared().personal, ctx.caller()?, ctx.shared().contract);
    let applied = ctx.decide_in(&ctx.reach().county, async |tx| {
        if let Some(before) = operation.recall(tx, roots).await? {
            return Ok(before);
        }
        let log = operation.apply(tx, contract, (roots, caller)).await?;
        operation.remember(tx, roots, (log.facts.version, None)).await
    });
    match applied.await {
        Err(error) if is_late(&error) => match late_edit(operation) {
            Some(kind) => kept(ctx, operation, kind).await,
            None => Err(error),
        },
        result => result,
    }
}

/// Whether the state of the log refused it, not what it says.
fn is_late(error: &Error) -> bool {
    matches!(error.code, Code::Stale | Code::Conflict | Code::AlreadyExists)
}

/// The edit that would be lost; a submission loses nothing.
fn late_edit(operation: &SyncOperation) -> Option<ConflictKind> {
    match operation.kind {
        SyncKind::Record => Some(ConflictKind::Record),
        SyncKind::Change => Some(ConflictKind::Change),
        SyncKind::Submit => None,
    }
}

async fn kept(
    ctx: &Ctx<RecordServiceLogs>,
    operation: &SyncOperation,
    kind: ConflictKind,
) -> Result<SyncResult> {
    let (roots, edit) = (&ctx.shared().personal, operation.content.clone().unwrap_or_default());
    let of = (operation.log_id, kind, operation.base_version);
    let keep = ctx.decide_in(&ctx.reach().county, async |tx| {
        if let Some(before) = operation.recall(tx, roots).await? {
            return Ok(before);
        }
        let (conflict, version) = keep(tx, roots, of, &edit).await?;
        operation.remember(tx, roots, (version, Some(conflict))).await
    });
    keep.await
}

fn refused(ctx: &Ctx<RecordServiceLogs>, operation: &SyncOperation, error: &Error) -> SyncResult {
    if let Some(cause) = &error.cause {
        log::warn!("operation {} of a queue: {cause}", operation.operation_id);
    }
    let request = ctx.exchange().request_id.to_string();
    SyncResult {
        operation_id: operation.operation_id,
        outcome: SyncOutcome::Refused,
        log_version: None,
        conflict_id: None,
        problem: Some(problem::body(error, ctx.locale(), &request)),
    }
}
