//! `GET /clients` and `GET /clients/{id}`.

use diesel::{pg::Pg, prelude::*};
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{
    minor_access::opening,
    model::{self, Client, Row},
    opened::Opened,
    sight::Sight,
    standing,
};
use crate::{
    audit::event::Event,
    auth::{
        policy::{Action, ReadClients},
        reach::Reach,
    },
    db::Conn,
    http::{Ctx, Id, Paging, Path, Query, Reply, Result},
    schema::clients,
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ClientFilter {
    /// Only of this station.
    pub station_id: Option<Uuid>,
    /// Only of this village.
    #[param(pattern = "^[0-9]{12}$", example = "469025100001")]
    pub village_code: Option<String>,
}

/// Lists the clients within reach in the order of their ids, without those that were merged into another.
///
/// The workers of the station read names and texts; the bureau, the auditor and the contractor's manager read masks. Of
/// minors nothing personal is listed, whoever asks: they are read one by one, under an approval.
#[utoipa::path(get, path = "/api/v1/clients", tag = "clients")]
pub async fn list_clients(
    ctx: Ctx<ReadClients>,
    filter: Query<ClientFilter>,
    paging: Paging,
) -> Result<Listing<Client>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let counted = filtered(ctx.reach(), &filter.0);
        let mut rows = filtered(ctx.reach(), &filter.0);
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(clients::id.gt(after));
        }
        let rows = rows.order(clients::id).select(Row::as_select());
        let (found, total) = paging.read(conn, rows, counted.count()).await?;
        let found = show_all(ctx, conn, found).await?;
        paging.page(found, total, |client: &Client| client.id)
    })
    .await
}

fn filtered<'a>(reach: &'a Reach, filter: &'a ClientFilter) -> clients::BoxedQuery<'a, Pg> {
    let mut rows = model::visible(reach).filter(clients::merged_into.is_null());
    if let Some(station) = filter.station_id {
        rows = rows.filter(clients::station_id.eq(station));
    }
    if let Some(village) = &filter.village_code {
        rows = rows.filter(clients::village_code.eq(village));
    }
    rows
}

/// Rows as they are shown when several are: minors withheld. Two statements, however many there are.
pub async fn show_all<A: Action>(ctx: &Ctx<A>, conn: &Conn, rows: Vec<Row>) -> Result<Vec<Client>> {
    let (county, today, role) = (&ctx.reach().county, ctx.today(), ctx.caller()?.role);
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let opened = model::open_all(&ctx.shared().personal, conn, county, rows).await?;
    let mut standings = standing::of_clients(conn, county, &ids, today).await?;
    let show = |client: &Opened| {
        let standing = standings.remove(&client.id).unwrap_or_default();
        client.view(&standing, Sight::at(role, client.is_minor(&standing, today), false), today)
    };
    Ok(opened.iter().map(show).collect())
}

/// Shows one client. A minor's data is shown under an approval, and each such look is an event.
#[utoipa::path(get, path = "/api/v1/clients/{id}", tag = "clients")]
pub async fn get_client(ctx: Ctx<ReadClients>, path: Path<Id>) -> Result<Reply<Client>> {
    let (roots, reach, today) = (&ctx.shared().personal, ctx.reach(), ctx.today());
    let caller = ctx.caller()?;
    let looked = ctx.read(async |conn| {
        let client = model::find(roots, conn, reach, path.id).await?;
        let standing = standing::of_client(conn, &reach.county, path.id, today).await?;
        let whom = (&client, &standing);
        let (sight, opening) = opening::sight(conn, &reach.county, caller, whom, ctx.now()).await?;
        Ok((client.view(&standing, sight, today), opening))
    });
    let (client, opening) = looked.await?;
    let Some(approval) = opening else { return Reply::tagged_as_shown(&client) };
    // Committed before the answer, as a reveal is.
    ctx.write(async |tx| {
        tx.record(Event::new("client.viewed", client.id, json!({"approval": approval})));
        Reply::tagged_as_shown(&client)
    })
    .await
}
