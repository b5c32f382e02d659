//! `POST /absences/{id}/voiding`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::model::{self, Absence, Row};
use crate::{
    audit::event::Event,
    auth::policy::ManageAbsences,
    dated,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    schema::absences,
    staffing::{
        findings::{Touched, recheck},
        mistakes::VoidMistake,
        scope::Scope,
    },
    voided,
};

/// Voids an absence that was recorded wrongly; it stays readable.
#[utoipa::path(post, path = "/api/v1/absences/{id}/voiding", tag = "staffing")]
pub async fn void_absence(
    ctx: Ctx<ManageAbsences>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidMistake>,
) -> Result<Reply<Absence>> {
    let scope = Scope::of(&ctx)?;
    ctx.write(async |tx| {
        let row = model::lock(tx, &scope, path.id).await?;
        if_match.check(row.version)?;
        dated::may_void(row.voided_at)?;
        let change = voided!(absences, tx, row.version, body.0.reason);
        let one = absences::table.find((tx.county(), row.id));
        let voided = diesel::update(one).set(change).returning(Row::as_returning());
        let row: Row = voided.get_result(&mut tx.conn()).await?;
        tx.record(Event::new("absence.voided", row.id, json!({"worker": row.worker_id})));
        recheck(tx, Touched::Worker(row.worker_id)).await?;
        Reply::tagged(&Absence::from(row))
    })
    .await
}
