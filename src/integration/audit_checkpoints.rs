//! `GET /audit-checkpoints`: signed heads of the county's log, to be kept elsewhere.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::policy::ReadAuditTrail,
    http::{Ctx, Page, Paging, Reply, Result},
    schema::event_checkpoints,
};

/// A signed head.
#[derive(Debug, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = event_checkpoints)]
pub struct AuditCheckpoint {
    /// Epoch of the log; new after each restore.
    pub epoch: Uuid,
    /// Number of events.
    pub size: i64,
    /// C2SP tlog-checkpoint: origin, size, root, signature.
    pub note: String,
    /// When it was signed.
    pub recorded_at: DateTime<Utc>,
}

/// Lists the signed heads of the county's log, newest first.
#[utoipa::path(get, path = "/api/v1/audit-checkpoints", tag = "integration")]
pub async fn list_audit_checkpoints(
    ctx: Ctx<ReadAuditTrail>,
    paging: Paging,
) -> Result<Reply<Page<AuditCheckpoint>>> {
    use event_checkpoints::dsl::{county_code, epoch, event_checkpoints as table, size};
    let all = || table.filter(county_code.eq(&ctx.reach().county)).into_boxed();
    let mut rows = all();
    if let Some((of, below)) = paging.position::<(Uuid, i64)>()? {
        rows = rows.filter(epoch.lt(of).or(epoch.eq(of).and(size.lt(below))));
    }
    // Epochs are UUIDv7: a later one is greater.
    let rows = rows.order((epoch.desc(), size.desc()));
    let rows = rows.select(AuditCheckpoint::as_select());
    let (found, total) = ctx.read(async |conn| paging.read(conn, rows, all().count()).await).await?;
    paging.page(found, total, |checkpoint: &AuditCheckpoint| (checkpoint.epoch, checkpoint.size))?.reply()
}
