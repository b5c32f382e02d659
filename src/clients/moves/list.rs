//! `GET /clients/{id}/moves`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::ClientMove;
use crate::{
    auth::policy::ReadClients,
    clients::model,
    http::{Ctx, Id, Paging, Path, Result},
    schema::{client_moves, clients},
    tables::{self, Listing},
};

/// Lists the moves of a client, the first one first.
#[utoipa::path(get, path = "/api/v1/clients/{id}/moves", tag = "clients")]
pub async fn list_client_moves(
    ctx: Ctx<ReadClients>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Listing<ClientMove>> {
    let id = path.id;
    tables::list(ctx, paging, async move |ctx, mut conn, paging| {
        let there = model::visible(ctx.reach()).filter(clients::id.eq(id)).select(clients::id);
        there.first::<Uuid>(&mut conn).await?;
        let all = || {
            let rows = client_moves::table.filter(client_moves::county_code.eq(&ctx.reach().county));
            rows.filter(client_moves::client_id.eq(id)).into_boxed()
        };
        let mut rows = all();
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(client_moves::id.gt(after));
        }
        let rows = rows.order(client_moves::id).select(ClientMove::as_select());
        let (found, total) = paging.read(conn, rows, all().count()).await?;
        paging.page(found, total, |one: &ClientMove| one.id)
    })
    .await
}
