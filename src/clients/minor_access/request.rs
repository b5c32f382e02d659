//! `POST /minor-access-approvals`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::model::{self, AccessRow, EMERGENCY, MinorAccess};
use crate::{
    audit::event::Event,
    auth::policy::RequestMinorAccess,
    clients,
    http::{Body, Created, Ctx, Error, Reply, Result, codes::Code, fault::Fault, text::Reason},
    personal::Sensitive,
    schema::minor_access_approvals as approvals,
};

/// A wish to see a minor's data.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RequestAccess {
    /// The minor.
    pub client_id: Uuid,
    /// Why it is needed; sealed.
    #[schema(value_type = Reason)]
    pub reason: Sensitive<Reason>,
    /// The data is needed at once: it opens now for 24 hours, within which it is reviewed.
    #[serde(default)]
    #[schema(default = false)]
    pub emergency: bool,
}

/// Asks for access to a minor's data, or takes it in an emergency. Access is the caller's own.
#[utoipa::path(post, path = "/api/v1/minor-access-approvals", tag = "clients")]
pub async fn request_minor_access(
    ctx: Ctx<RequestMinorAccess>,
    body: Body<RequestAccess>,
) -> Result<Created<MinorAccess>> {
    let roots = &ctx.shared().personal;
    let RequestAccess { client_id, reason, emergency } = body.0;
    let reason = reason.map(String::from);
    ctx.write(async |tx| {
        let found = clients::model::lock(roots, tx, client_id).await;
        let unknown = |error: Error| {
            if error.code == Code::NotFound { Fault::unknown_reference("/client_id").into() } else { error }
        };
        let (client, key) = found.map_err(unknown)?;
        let id = tx.new_id();
        let row = AccessRow {
            id,
            client_id: client.id,
            emergency,
            reason_sealed: Some(key.seal(model::cell(id), &reason)?),
            requested_by: tx.actor()?,
            recorded_at: tx.now(),
            outcome: None,
            decided_by: None,
            decided_at: None,
            opens_until: emergency.then(|| tx.now() + EMERGENCY),
            ended_at: None,
            ended_by: None,
            version: 1,
        };
        let values = (approvals::county_code.eq(tx.county()), &row);
        diesel::insert_into(approvals::table).values(values).execute(&mut tx.conn()).await?;
        let told = json!({"client": client.id, "emergency": emergency, "opens_until": row.opens_until});
        tx.record(Event::new("minor_access.requested", id, told));
        let reply = Reply::tagged_as_shown(&row.view(&key, tx.now())?)?;
        Ok(reply.at(format!("/api/v1/minor-access-approvals/{id}")))
    })
    .await
}
