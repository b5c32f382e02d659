//! `POST /client-facts/{id}/end`.

use chrono::{Days, NaiveDate};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use uuid::Uuid;

use super::{
    list,
    model::{ClientFact, FactRow},
};
use crate::{
    audit::event::Event,
    auth::policy::ManageClients,
    clients::{kinds::ClientFactKind, model},
    dated::{self, EndPeriod},
    http::{Body, Ctx, Error, Id, IfMatch, Path, Reply, Result, Tx},
    schema::client_facts,
};

/// Ends a fact, once: a category is left, a consent is withdrawn. A wrong end is mended by voiding the fact and recording
/// it anew. A consent may be withdrawn on the day it was given.
#[utoipa::path(post, path = "/api/v1/client-facts/{id}/end", tag = "clients")]
pub async fn end_client_fact(
    ctx: Ctx<ManageClients>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<EndPeriod>,
) -> Result<Reply<ClientFact>> {
    ctx.write(async |tx| {
        let row = lock(tx, path.id).await?;
        if_match.check(row.version)?;
        dated::may_end(day_before_first_end(&row), row.valid_to, row.voided_at, body.0.to)?;
        let change = (
            client_facts::valid_to.eq(body.0.to),
            client_facts::end_recorded_at.eq(tx.now()),
            client_facts::version.eq(row.version.saturating_add(1)),
        );
        let one = client_facts::table.find((tx.county(), row.id));
        let ended = diesel::update(one).set(change).returning(FactRow::as_returning());
        let row = ended.get_result(&mut tx.conn()).await?;
        let told = json!({"client": row.client_id, "kind": row.kind, "to": row.valid_to});
        tx.record(Event::new("client_fact.ended", row.id, told));
        Reply::tagged_as_shown(
            &list::show_all(&ctx, tx, vec![row]).await?.pop().ok_or_else(Error::not_found)?,
        )
    })
    .await
}

fn day_before_first_end(row: &FactRow) -> NaiveDate {
    let before = row.valid_from.checked_sub_days(Days::new(1)).unwrap_or(row.valid_from);
    if row.kind == ClientFactKind::Consent { before } else { row.valid_from }
}

/// One fact of a client within reach, locked until the transaction ends. Errors: 404.
pub async fn lock(tx: &Tx<'_>, id: Uuid) -> Result<FactRow> {
    let one = client_facts::table.find((tx.county(), id)).select(FactRow::as_select()).for_update();
    let row: FactRow = one.first(&mut tx.conn()).await?;
    if model::is_visible(tx, row.client_id).await? { Ok(row) } else { Err(Error::not_found()) }
}
