//! `POST /machine-clients/{id}/revocation`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::model::{self, ClientRow, MachineClient};
use crate::{
    audit::event::Event,
    auth::policy::ManageMachineClients,
    http::{Ctx, Id, IfMatch, Path, Reply, Result},
    schema::machine_clients,
};

/// Revokes a machine client for good; its tokens stop working within seconds. A repeat changes nothing.
#[utoipa::path(post, path = "/api/v1/machine-clients/{id}/revocation", tag = "access")]
pub async fn revoke_machine_client(
    ctx: Ctx<ManageMachineClients>,
    path: Path<Id>,
    if_match: IfMatch,
) -> Result<Reply<MachineClient>> {
    ctx.write(async |tx| {
        let one = machine_clients::table.find((tx.county(), path.id));
        let seen: ClientRow = one.select(ClientRow::as_select()).for_update().first(&mut tx.conn()).await?;
        if_match.check(seen.version)?;
        if seen.revoked_at.is_none() {
            let next = (
                machine_clients::revoked_at.eq(tx.now()),
                machine_clients::version.eq(machine_clients::version + 1),
            );
            diesel::update(one).set(next).execute(&mut tx.conn()).await?;
            tx.record(Event::new("machine_client.revoked", path.id, json!({})));
        }
        Reply::tagged(&MachineClient::from(model::find(tx, tx.county(), path.id).await?))
    })
    .await
}
