//! `POST /health-statements/{id}/voiding`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use uuid::Uuid;

use super::model::HealthStatement;
use crate::{
    audit::event::Event,
    auth::policy::ManageHealth,
    dated,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, Tx},
    schema::health_statements,
    staffing::{
        findings::{Touched, recheck},
        mistakes::VoidMistake,
        scope::Scope,
    },
    voided,
};

/// Voids a health statement or examination that was recorded wrongly; it stays readable.
#[utoipa::path(post, path = "/api/v1/health-statements/{id}/voiding", tag = "staffing")]
pub async fn void_health_statement(
    ctx: Ctx<ManageHealth>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidMistake>,
) -> Result<Reply<HealthStatement>> {
    let scope = Scope::of(&ctx)?;
    ctx.write(async |tx| {
        let row = lock(tx, &scope, path.id).await?;
        if_match.check(row.version)?;
        dated::may_void(row.voided_at)?;
        let change = voided!(health_statements, tx, row.version, body.0.reason);
        let one = health_statements::table.find((tx.county(), row.id));
        let voided = diesel::update(one).set(change).returning(HealthStatement::as_returning());
        let row: HealthStatement = voided.get_result(&mut tx.conn()).await?;
        tx.record(Event::new("health_statement.voided", row.id, json!({"worker": row.worker_id})));
        recheck(tx, Touched::Worker(row.worker_id)).await?;
        Reply::tagged(&row)
    })
    .await
}

async fn lock(tx: &Tx<'_>, scope: &Scope, id: Uuid) -> Result<HealthStatement> {
    let one = health_statements::table.find((tx.county(), id));
    let row: HealthStatement =
        one.select(HealthStatement::as_select()).for_update().first(&mut tx.conn()).await?;
    scope.require_entrusted(tx, tx.county(), tx.today(), row.worker_id).await?;
    Ok(row)
}
