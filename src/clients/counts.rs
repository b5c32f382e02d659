//! `GET /clients/counts`.

use chrono::NaiveDate;
use diesel::{dsl::sql, pg::Pg, prelude::*, sql_types::BigInt};
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    facts::list::held_on,
    kinds::{ClientCategory, RiskLevel},
};
use crate::{
    auth::{policy::CountClients, reach::Reach},
    db::Conn,
    http::{Ctx, Query, Reply, Result},
    schema::{client_facts, clients},
};

/// What to count.
#[derive(Debug, Deserialize, IntoParams)]
pub struct CountFilter {
    /// Only at this station.
    pub station_id: Option<Uuid>,
    /// Categories and risk levels of this day; today when left out.
    #[param(example = "2023-07-03")]
    pub as_of: Option<NaiveDate>,
}

/// Clients in numbers. A client counts once, however often it was registered; erased ones count on.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientCounts {
    /// The day of categories and risk levels.
    pub as_of: NaiveDate,
    /// How many there are.
    #[schema(example = 120)]
    pub clients: i64,
    /// How many are in each category; one may be in several. A category nobody is in is left out.
    pub by_category: Vec<CategoryCount>,
    /// How many have each risk level.
    pub by_risk_level: Vec<RiskLevelCount>,
}

/// How many are in a category.
#[derive(Debug, Serialize, ToSchema, Queryable)]
pub struct CategoryCount {
    /// The category.
    pub category: ClientCategory,
    /// How many.
    #[schema(example = 31)]
    pub clients: i64,
}

/// How many have a risk level.
#[derive(Debug, Serialize, ToSchema, Queryable)]
pub struct RiskLevelCount {
    /// The level.
    pub risk_level: RiskLevel,
    /// How many.
    #[schema(example = 4)]
    pub clients: i64,
}

/// Counts the clients within reach: all that those who see no client may know.
#[utoipa::path(get, path = "/api/v1/clients/counts", tag = "clients")]
pub async fn count_clients(
    ctx: Ctx<CountClients>,
    filter: Query<CountFilter>,
) -> Result<Reply<ClientCounts>> {
    let (day, station) = (filter.0.as_of.unwrap_or(ctx.today()), filter.0.station_id);
    let counts = ctx.read(async |conn| count(conn, ctx.reach(), station, day).await).await?;
    Reply::computed(&counts)
}

fn counted(reach: &Reach, station: Option<Uuid>) -> clients::BoxedQuery<'_, Pg> {
    let mut rows = super::model::visible(reach);
    if let Some(station) = station {
        rows = rows.filter(clients::station_id.eq(station));
    }
    rows
}

async fn count(
    mut conn: &Conn,
    reach: &Reach,
    station: Option<Uuid>,
    day: NaiveDate,
) -> Result<ClientCounts> {
    let distinct = || sql::<BigInt>("count(DISTINCT coalesce(clients.merged_into, clients.id))");
    let same =
        || client_facts::county_code.eq(clients::county_code).and(client_facts::client_id.eq(clients::id));
    let within = || {
        client_facts::table
            .inner_join(clients::table.on(same()))
            .filter(client_facts::county_code.eq(&reach.county))
            .filter(client_facts::client_id.eq_any(counted(reach, station).select(clients::id)))
            .filter(held_on(day, None))
    };
    let by_category = within()
        .filter(client_facts::category.is_not_null())
        .group_by(client_facts::category)
        .order(client_facts::category)
        .select((client_facts::category.assume_not_null(), distinct()));
    let by_risk_level = within()
        .filter(client_facts::risk_level.is_not_null())
        .group_by(client_facts::risk_level)
        .order(client_facts::risk_level)
        .select((client_facts::risk_level.assume_not_null(), distinct()));
    let all = counted(reach, station).filter(clients::merged_into.is_null()).count();
    Ok(ClientCounts {
        as_of: day,
        clients: all.get_result(&mut conn).await?,
        by_category: by_category.load(&mut conn).await?,
        by_risk_level: by_risk_level.load(&mut conn).await?,
    })
}
