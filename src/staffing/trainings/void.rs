//! `POST /trainings/{id}/voiding`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use uuid::Uuid;

use super::model::Training;
use crate::{
    audit::event::Event,
    auth::policy::ManageWorkers,
    dated::{self, VoidRow},
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, Tx},
    schema::trainings,
    staffing::{
        findings::{Touched, recheck},
        scope::Scope,
    },
    voided,
};

/// Voids a training that was recorded wrongly; it stays readable.
#[utoipa::path(post, path = "/api/v1/trainings/{id}/voiding", tag = "staffing")]
pub async fn void_training(
    ctx: Ctx<ManageWorkers>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<Training>> {
    let scope = Scope::of(&ctx)?;
    ctx.write(async |tx| {
        let row = lock(tx, &scope, path.id).await?;
        if_match.check(row.version)?;
        dated::may_void(row.voided_at)?;
        let change = voided!(trainings, tx, row.version, body.0.reason.as_str());
        let one = trainings::table.find((tx.county(), row.id));
        let voided = diesel::update(one).set(change).returning(Training::as_returning());
        let row: Training = voided.get_result(&mut tx.conn()).await?;
        tx.record(Event::new("training.voided", row.id, json!({"worker": row.worker_id})));
        recheck(tx, Touched::Worker(row.worker_id)).await?;
        Reply::tagged(&row)
    })
    .await
}

async fn lock(tx: &Tx<'_>, scope: &Scope, id: Uuid) -> Result<Training> {
    let one = trainings::table.find((tx.county(), id));
    let row: Training = one.select(Training::as_select()).for_update().first(&mut tx.conn()).await?;
    scope.require(tx, tx.county(), row.worker_id).await?;
    Ok(row)
}
