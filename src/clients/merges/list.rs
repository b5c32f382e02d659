//! `GET /client-merges` and `GET /client-merges/{id}`.

use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::ClientMerge;
use crate::{
    auth::{policy::ReadClients, reach::Reach},
    clients::model,
    http::{Ctx, Id, Paging, Path, Reply, Result},
    schema::{client_merges, clients},
    tables::{self, Listing},
};

/// The merges whose survivor is within reach.
pub fn visible(reach: &Reach) -> client_merges::BoxedQuery<'_, Pg> {
    client_merges::table
        .filter(client_merges::county_code.eq(&reach.county))
        .filter(client_merges::survivor_id.eq_any(model::visible(reach).select(clients::id)))
        .into_boxed()
}

/// Lists the merges within reach, undone ones too, in the order in which they were recorded.
#[utoipa::path(get, path = "/api/v1/client-merges", tag = "clients")]
pub async fn list_client_merges(ctx: Ctx<ReadClients>, paging: Paging) -> Result<Listing<ClientMerge>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let counted = visible(ctx.reach());
        let mut rows = visible(ctx.reach());
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(client_merges::id.gt(after));
        }
        let rows = rows.order(client_merges::id).select(ClientMerge::as_select());
        let (found, total) = paging.read(conn, rows, counted.count()).await?;
        paging.page(found, total, |merge: &ClientMerge| merge.id)
    })
    .await
}

/// Shows one merge.
#[utoipa::path(get, path = "/api/v1/client-merges/{id}", tag = "clients")]
pub async fn get_client_merge(ctx: Ctx<ReadClients>, path: Path<Id>) -> Result<Reply<ClientMerge>> {
    let one = visible(ctx.reach()).filter(client_merges::id.eq(path.id)).select(ClientMerge::as_select());
    let found: ClientMerge = ctx.read(async |mut conn| Ok(one.first(&mut conn).await?)).await?;
    Reply::tagged(&found)
}
