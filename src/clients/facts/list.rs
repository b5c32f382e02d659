//! `GET /clients/{id}/facts` and `GET /client-facts/{id}`.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{ClientFact, FactRow};
use crate::{
    auth::{
        policy::{Action, ReadClients},
        reach::Reach,
    },
    clients::{
        kinds::ClientFactKind,
        model::{self, Row},
        sight::Sight,
        standing,
    },
    db::{Conn, planned::among},
    http::{Ctx, Error, Id, Paging, Path, Query, Reply, Result},
    schema::{client_facts, clients},
    tables::{self, Listing},
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct FactFilter {
    /// Only of this kind.
    pub kind: Option<ClientFactKind>,
    /// Only what held on this day, and is not voided; everything ever recorded when left out.
    #[param(example = "2023-07-03")]
    pub as_of: Option<NaiveDate>,
    /// With `as_of`: as it was known at this instant.
    pub known_at: Option<DateTime<Utc>>,
}

/// Lists what was recorded of a client and of the registrations merged into it, in the order of recording.
#[utoipa::path(get, path = "/api/v1/clients/{id}/facts", tag = "clients")]
pub async fn list_client_facts(
    ctx: Ctx<ReadClients>,
    path: Path<Id>,
    filter: Query<FactFilter>,
    paging: Paging,
) -> Result<Listing<ClientFact>> {
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let county = &ctx.reach().county;
        let counted = filtered(county, path.id, &filter.0);
        let mut rows = filtered(county, path.id, &filter.0);
        if let Some(after) = paging.position::<Uuid>()? {
            rows = rows.filter(client_facts::id.gt(after));
        }
        let rows = rows.order(client_facts::id).select(FactRow::as_select());
        let there = model::visible(ctx.reach()).filter(clients::id.eq(path.id)).select(clients::id);
        let mut first = conn;
        let _: Uuid = there.first(&mut first).await?;
        let (found, total) = paging.read(conn, rows, counted.count()).await?;
        let found = show_all(ctx, conn, found).await?;
        paging.page(found, total, |fact: &ClientFact| fact.id)
    })
    .await
}

fn filtered<'a>(county: &'a str, client: Uuid, filter: &FactFilter) -> client_facts::BoxedQuery<'a, Pg> {
    let family = clients::table
        .filter(clients::county_code.eq(county))
        .filter(clients::id.eq(client).or(clients::merged_into.eq(client)))
        .select(clients::id);
    let mut rows = client_facts::table
        .filter(client_facts::county_code.eq(county))
        .filter(client_facts::client_id.eq_any(family))
        .into_boxed();
    if let Some(kind) = filter.kind {
        rows = rows.filter(client_facts::kind.eq(kind));
    }
    match filter.as_of {
        Some(day) => rows.filter(held_on(day, filter.known_at)),
        None => rows,
    }
}

/// What held on a day, as it was known at an instant: an end that was recorded later was not known yet.
#[diesel::dsl::auto_type(no_type_alias)]
pub fn held_on(day: NaiveDate, known_at: Option<DateTime<Utc>>) -> _ {
    let at: DateTime<Utc> = known_at.unwrap_or(DateTime::<Utc>::MAX_UTC);
    let ended_later = client_facts::end_recorded_at
        .is_not_null()
        .and(client_facts::end_recorded_at.assume_not_null().gt(at));
    let ends_later = client_facts::valid_to.is_null().or(client_facts::valid_to.assume_not_null().gt(day));
    let stands = client_facts::voided_at.is_null().or(client_facts::voided_at.assume_not_null().gt(at));
    client_facts::valid_from
        .le(day)
        .and(ends_later.or(ended_later))
        .and(client_facts::recorded_at.le(at))
        .and(stands)
}

/// Facts as they are shown to the caller: of minors without what is personal.
pub async fn show_all<A: Action>(ctx: &Ctx<A>, conn: &Conn, rows: Vec<FactRow>) -> Result<Vec<ClientFact>> {
    let (county, role) = (&ctx.reach().county, ctx.caller()?.role);
    let mut ids: Vec<Uuid> = rows.iter().map(|row| row.client_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let keys = ctx.shared().personal.keys(conn, county, &ids).await?;
    let minors = minors(ctx, conn, &ids).await?;
    let show = |row: &FactRow| {
        let key = keys.get(&row.client_id).ok_or_else(|| Error::internal("a client without a key"))?;
        let minor = minors.get(&row.client_id).copied().unwrap_or(true);
        row.view(key, Sight::at(role, minor, false))
    };
    rows.iter().map(show).collect()
}

/// Which of these clients count as minors today. A merged registration counts with the one that stands for it.
async fn minors<A: Action>(ctx: &Ctx<A>, mut conn: &Conn, ids: &[Uuid]) -> Result<HashMap<Uuid, bool>> {
    let (county, today) = (&ctx.reach().county, ctx.today());
    let rows = clients::table
        .filter(clients::county_code.eq(county))
        .filter(clients::id.eq_any(ids))
        .select(Row::as_select());
    let rows: Vec<Row> = rows.load(&mut conn).await?;
    let opened = model::open_all(&ctx.shared().personal, conn, county, rows).await?;
    let mut standings = standing::of_clients(conn, county, ids, today).await?;
    let one = |client: &crate::clients::opened::Opened| {
        let standing = standings.remove(&client.id).unwrap_or_default();
        (client.id, client.is_minor(&standing, today))
    };
    Ok(opened.iter().map(one).collect())
}

/// The facts of clients within reach.
pub fn visible(reach: &Reach) -> client_facts::BoxedQuery<'_, Pg> {
    let rows = client_facts::table.filter(client_facts::county_code.eq(&reach.county)).into_boxed();
    match reach.only_stations() {
        None => rows,
        Some(stations) => {
            let theirs = clients::table
                .filter(clients::county_code.eq(&reach.county))
                .filter(among(clients::station_id, stations))
                .select(clients::id);
            rows.filter(client_facts::client_id.eq_any(theirs))
        }
    }
}

/// Shows one fact.
#[utoipa::path(get, path = "/api/v1/client-facts/{id}", tag = "clients")]
pub async fn get_client_fact(ctx: Ctx<ReadClients>, path: Path<Id>) -> Result<Reply<ClientFact>> {
    let one = visible(ctx.reach()).filter(client_facts::id.eq(path.id)).select(FactRow::as_select());
    let shown = ctx.read(async |conn| {
        let mut first = conn;
        let row: FactRow = one.first(&mut first).await?;
        show_all(&ctx, conn, vec![row]).await
    });
    Reply::tagged_as_shown(&shown.await?.pop().ok_or_else(Error::not_found)?)
}
