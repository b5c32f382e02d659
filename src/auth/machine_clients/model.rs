//! Rows of machine clients, without their secrets.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::role::Role,
    db::Conn,
    http::{Result, Versioned},
    schema::machine_clients,
};

/// A machine client as a row.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = machine_clients)]
pub struct ClientRow {
    /// County.
    pub county_code: String,
    /// Id.
    pub id: Uuid,
    /// What it is.
    pub name: String,
    /// The role it never exceeds.
    pub role: Role,
    /// Separated by spaces.
    pub scopes: String,
    /// Township.
    pub township_code: Option<String>,
    /// Organisation.
    pub organisation_id: Option<Uuid>,
    /// Its Ed25519 key, base64url.
    pub public_key: Option<String>,
    /// Since when it is not let in.
    pub revoked_at: Option<DateTime<Utc>>,
    /// When it was registered.
    pub recorded_at: DateTime<Utc>,
    /// Grows by one with each change.
    pub version: i32,
}

/// The account of a system.
#[derive(Debug, Serialize, ToSchema)]
pub struct MachineClient {
    /// Id of the client.
    pub id: Uuid,
    /// What it calls itself at the token endpoint.
    #[schema(example = "469025.0190163d-8694-739b-aea5-966c26f8ad91")]
    pub client_id: String,
    /// What it is.
    pub name: String,
    /// The role it never exceeds.
    pub role: Role,
    /// Actions it may ask for.
    pub scopes: Vec<String>,
    /// A township officer's township.
    pub township_code: Option<String>,
    /// A contractor's or agency's organisation.
    pub organisation_id: Option<Uuid>,
    /// Its Ed25519 public key, base64url; none when it has a secret.
    pub public_key: Option<String>,
    /// Since when it is not let in.
    pub revoked_at: Option<DateTime<Utc>>,
    /// When it was registered.
    pub registered_at: DateTime<Utc>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for MachineClient {
    fn version(&self) -> i32 {
        self.version
    }
}

impl From<ClientRow> for MachineClient {
    fn from(row: ClientRow) -> Self {
        Self {
            id: row.id,
            client_id: format!("{}.{}", row.county_code, row.id),
            name: row.name,
            role: row.role,
            scopes: row.scopes.split(' ').map(str::to_owned).collect(),
            township_code: row.township_code,
            organisation_id: row.organisation_id,
            public_key: row.public_key,
            revoked_at: row.revoked_at,
            registered_at: row.recorded_at,
            version: row.version,
        }
    }
}

/// One client of a county. Errors: 404.
pub async fn find(mut conn: &Conn, county: &str, id: Uuid) -> Result<ClientRow> {
    let one = machine_clients::table.find((county, id)).select(ClientRow::as_select());
    Ok(one.first(&mut conn).await?)
}
