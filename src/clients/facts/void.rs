//! `POST /client-facts/{id}/voiding`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::{
    end, list,
    model::{ClientFact, FactRow},
};
use crate::{
    audit::event::Event,
    auth::policy::ManageClients,
    dated::{self, VoidRow},
    http::{Body, Ctx, Error, Id, IfMatch, Path, Reply, Result},
    schema::client_facts,
    voided,
};

/// Voids a fact that was recorded wrongly; it stays readable. The reason names nobody.
#[utoipa::path(post, path = "/api/v1/client-facts/{id}/voiding", tag = "clients")]
pub async fn void_client_fact(
    ctx: Ctx<ManageClients>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<ClientFact>> {
    ctx.write(async |tx| {
        let row = end::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        dated::may_void(row.voided_at)?;
        let change = voided!(client_facts, tx, row.version, body.0.reason.as_str());
        let one = client_facts::table.find((tx.county(), row.id));
        let voided = diesel::update(one).set(change).returning(FactRow::as_returning());
        let row = voided.get_result(&mut tx.conn()).await?;
        tx.record(Event::new(
            "client_fact.voided",
            row.id,
            json!({"client": row.client_id, "kind": row.kind}),
        ));
        Reply::tagged_as_shown(
            &list::show_all(&ctx, tx, vec![row]).await?.pop().ok_or_else(Error::not_found)?,
        )
    })
    .await
}
