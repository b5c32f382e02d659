//! `POST /employments/{id}/voiding`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::model::{self, Employment};
use crate::{
    audit::event::Event,
    auth::policy::ManageWorkers,
    dated::{self, VoidRow},
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    schema::employments,
    staffing::{
        findings::{Touched, recheck},
        scope::Scope,
    },
    voided,
};

/// Voids an employment that was recorded wrongly; it stays readable.
#[utoipa::path(post, path = "/api/v1/employments/{id}/voiding", tag = "staffing")]
pub async fn void_employment(
    ctx: Ctx<ManageWorkers>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<Employment>> {
    let scope = Scope::of(&ctx)?;
    ctx.write(async |tx| {
        let row = model::lock(tx, &scope, path.id).await?;
        if_match.check(row.version)?;
        dated::may_void(row.voided_at)?;
        let change = voided!(employments, tx, row.version, body.0.reason.as_str());
        let one = employments::table.find((tx.county(), row.id));
        let voided = diesel::update(one).set(change).returning(Employment::as_returning());
        let row: Employment = voided.get_result(&mut tx.conn()).await?;
        tx.record(Event::new("employment.voided", row.id, json!({"worker": row.worker_id})));
        recheck(tx, Touched::Worker(row.worker_id)).await?;
        Reply::tagged(&row)
    })
    .await
}
