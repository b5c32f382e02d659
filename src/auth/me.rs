//! `GET /me`: who the caller is and what it may do.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    caller::Caller,
    policy::{self, ReadSelf},
    role::Role,
};
use crate::{
    db::Conn,
    http::{Ctx, Error, Reply, Result},
    schema::{machine_clients, users},
};

/// The caller.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// Id of the account.
    pub id: Uuid,
    /// Home of the account.
    #[schema(example = "469025")]
    pub county: String,
    /// Name of the person or system.
    pub display_name: String,
    /// The one role.
    pub role: Role,
    /// A township officer's township.
    pub township_code: Option<String>,
    /// A contractor's or agency's organisation.
    pub organisation_id: Option<Uuid>,
    /// A posted worker.
    pub worker_id: Option<Uuid>,
    /// The stations it belongs to today; actions of the extent `stations` reach these.
    pub stations: Vec<Uuid>,
    /// For a province: the counties it may name by `?county=`.
    pub counties: Vec<String>,
    /// What it may do.
    pub actions: Vec<Grant>,
}

/// One action that the caller may do.
#[derive(Debug, Serialize, ToSchema)]
pub struct Grant {
    /// Name of the action, as in `x-permission`.
    #[schema(example = "stations.read")]
    pub action: &'static str,
    /// How far: installation, province, county, stations or own.
    #[schema(example = "county")]
    pub extent: &'static str,
}

/// Shows the caller's account and everything it may do.
#[utoipa::path(get, path = "/api/v1/me", tag = "access")]
pub async fn get_me(ctx: Ctx<ReadSelf>) -> Result<Reply<Me>> {
    let caller = ctx.caller()?.clone();
    let display_name = ctx.read(async |conn| name(conn, &caller).await).await?;
    Reply::computed(&Me {
        id: caller.id,
        display_name,
        role: caller.role,
        actions: actions(&caller),
        county: caller.county,
        township_code: caller.township,
        organisation_id: caller.organisation,
        worker_id: caller.worker,
        stations: caller.stations,
        counties: caller.counties,
    })
}

async fn name(mut conn: &Conn, caller: &Caller) -> Result<String> {
    let key = (&caller.county, caller.id);
    let found: QueryResult<String> = if caller.scopes.is_some() {
        machine_clients::table.find(key).select(machine_clients::name).first(&mut conn).await
    } else {
        users::table.find(key).select(users::display_name).first(&mut conn).await
    };
    found.map_err(Error::from)
}

fn actions(caller: &Caller) -> Vec<Grant> {
    let granted = |action: &str| caller.scopes.as_ref().is_none_or(|all| all.iter().any(|one| one == action));
    let grant = |row: &policy::Row| {
        let extent = policy::extent_of(row, caller.role).filter(|_| granted(row.action))?;
        Some(Grant { action: row.action, extent: extent.name() })
    };
    policy::TABLE.iter().filter_map(grant).collect()
}
