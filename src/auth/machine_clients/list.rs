//! `GET /machine-clients` and `GET /machine-clients/{id}`.

use diesel::prelude::*;
use uuid::Uuid;

use super::model::{self, ClientRow, MachineClient};
use crate::{
    auth::policy::ReadUsers,
    http::{Ctx, Id, Page, Paging, Path, Reply, Result},
    schema::machine_clients,
};

/// Lists the machine clients of a county, oldest first; revoked ones too.
#[utoipa::path(get, path = "/api/v1/machine-clients", tag = "access")]
pub async fn list_machine_clients(ctx: Ctx<ReadUsers>, paging: Paging) -> Result<Reply<Page<MachineClient>>> {
    let county = machine_clients::county_code.eq(&ctx.reach().county);
    let all = || machine_clients::table.filter(county).into_boxed();
    let mut rows = all();
    if let Some(id) = paging.position::<Uuid>()? {
        rows = rows.filter(machine_clients::id.gt(id));
    }
    let rows = rows.order(machine_clients::id).select(ClientRow::as_select());
    let (found, total) = ctx.read(async |conn| paging.read(conn, rows, all().count()).await).await?;
    paging.page(found, total, |row: &ClientRow| row.id)?.map(MachineClient::from).reply()
}

/// Shows one machine client.
#[utoipa::path(get, path = "/api/v1/machine-clients/{id}", tag = "access")]
pub async fn get_machine_client(ctx: Ctx<ReadUsers>, path: Path<Id>) -> Result<Reply<MachineClient>> {
    let row = ctx.read(async |conn| model::find(conn, &ctx.reach().county, path.id).await).await?;
    Reply::tagged(&MachineClient::from(row))
}
