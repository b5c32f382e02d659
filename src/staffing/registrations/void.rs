//! `POST /registrations/{id}/voiding`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use uuid::Uuid;

use super::model::Registration;
use crate::{
    audit::event::Event,
    auth::policy::ManageWorkers,
    dated::{self, VoidRow},
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, Tx},
    schema::registrations,
    staffing::{certificates::model as certificates, scope::Scope},
    voided,
};

/// Voids a registration that was recorded wrongly; it stays readable.
#[utoipa::path(post, path = "/api/v1/registrations/{id}/voiding", tag = "staffing")]
pub async fn void_registration(
    ctx: Ctx<ManageWorkers>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<Registration>> {
    let scope = Scope::of(&ctx)?;
    ctx.write(async |tx| {
        let row = lock(tx, &scope, path.id).await?;
        if_match.check(row.version)?;
        dated::may_void(row.voided_at)?;
        let change = voided!(registrations, tx, row.version, body.0.reason.as_str());
        let one = registrations::table.find((tx.county(), row.id));
        let voided = diesel::update(one).set(change).returning(Registration::as_returning());
        let row: Registration = voided.get_result(&mut tx.conn()).await?;
        tx.record(Event::new("registration.voided", row.id, json!({"certificate": row.certificate_id})));
        Reply::tagged(&row)
    })
    .await
}

async fn lock(tx: &Tx<'_>, scope: &Scope, id: Uuid) -> Result<Registration> {
    let one = registrations::table.find((tx.county(), id));
    let row: Registration = one.select(Registration::as_select()).for_update().first(&mut tx.conn()).await?;
    certificates::find(tx, scope, tx.county(), row.certificate_id).await?;
    Ok(row)
}
