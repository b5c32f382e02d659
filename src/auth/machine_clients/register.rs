//! `POST /machine-clients`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    model::{self, MachineClient},
    public_key::{self, ClientJwk},
};
use crate::{
    audit::event::Event,
    auth::{
        policy::{self, ManageMachineClients},
        role::Role,
        secret,
        users::belongings::{self, Belongings},
    },
    http::{Body, Created, Ctx, Error, Reply, Result, Tx, Versioned, fault::Fault, text::Line},
    schema::machine_clients,
};

/// A machine client to register.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RegisterMachineClient {
    /// What it is.
    pub name: Line,
    /// The role it never exceeds; not one of a posted worker.
    pub role: Role,
    /// Actions that this role holds.
    #[schema(min_items = 1, max_items = 100, example = json!(["stations.read"]))]
    pub scopes: Vec<String>,
    /// Division code of a township officer's township.
    #[schema(pattern = "^[0-9]{9}$", example = "469025100")]
    pub township_code: Option<String>,
    /// A contractor's or agency's organisation.
    pub organisation_id: Option<Uuid>,
    /// Its Ed25519 public key as PEM; without a key it gets a secret.
    #[schema(max_length = 1000)]
    pub public_key_pem: Option<String>,
    /// The same as JWK.
    pub public_key_jwk: Option<ClientJwk>,
}

/// A new machine client.
#[derive(Serialize, ToSchema)]
pub struct RegisteredClient {
    /// The client.
    #[serde(flatten)]
    pub client: MachineClient,
    /// Its secret, shown this once; absent when a key was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
}

impl Versioned for RegisteredClient {
    fn version(&self) -> i32 {
        self.client.version
    }
}

/// Registers a machine client in the caller's county, or in the one that `?county=` names.
#[utoipa::path(post, path = "/api/v1/machine-clients", tag = "access")]
pub async fn register_machine_client(
    ctx: Ctx<ManageMachineClients>,
    body: Body<RegisterMachineClient>,
) -> Result<Created<RegisteredClient>> {
    let (body, giver) = (body.0, ctx.caller()?.role);
    let key = key_of(&body)?;
    judge(&body)?;
    ctx.write(async |tx| {
        let its = Belongings {
            township: body.township_code.as_deref(),
            organisation: body.organisation_id,
            worker: None,
        };
        belongings::check(tx, giver, body.role, its).await?;
        let (id, client_secret) = (tx.new_id(), key.is_none().then(secret::new_secret));
        insert(tx, id, &body, client_secret.as_deref(), key.as_deref()).await?;
        let told = json!({"role": body.role, "scopes": body.scopes});
        tx.record(Event::new("machine_client.registered", id, told));
        let client = model::find(tx, tx.county(), id).await?.into();
        let reply = Reply::tagged(&RegisteredClient { client, client_secret })?;
        Ok(reply.at(format!("/api/v1/machine-clients/{id}")))
    })
    .await
}

fn key_of(body: &RegisterMachineClient) -> Result<Option<String>> {
    let bad =
        |pointer| Fault::body(pointer, "wrong_format", "不是有效的Ed25519公钥", "Not an Ed25519 public key");
    match (&body.public_key_pem, &body.public_key_jwk) {
        (None, None) => Ok(None),
        (Some(pem), None) => Ok(Some(public_key::of_pem(pem).ok_or_else(|| bad("/public_key_pem"))?)),
        (None, Some(jwk)) => Ok(Some(public_key::of_jwk(jwk).ok_or_else(|| bad("/public_key_jwk/x"))?)),
        _ => {
            Err(Fault::body("/public_key_jwk", "not_allowed", "两种公钥只填一种", "Give one key, not two")
                .into())
        }
    }
}

/// A scope is an action of the policy table that the role holds.
fn judge(body: &RegisterMachineClient) -> Result<()> {
    let held = |scope: &String| {
        policy::TABLE.iter().any(|row| row.action == scope && policy::extent_of(row, body.role).is_some())
    };
    let mut faults = Vec::new();
    if body.role.has_worker() {
        faults.push(Fault::body(
            "/role",
            "not_allowed",
            "机器客户端不能是驻站社工",
            "A system is no posted worker",
        ));
    }
    for (n, _) in body.scopes.iter().enumerate().filter(|(_, scope)| !held(scope)) {
        let (zh, en) = ("该角色没有此权限", "The role does not hold this action");
        faults.push(Fault::body(format!("/scopes/{n}"), "not_held", zh, en));
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}

async fn insert(
    tx: &Tx<'_>,
    id: Uuid,
    body: &RegisterMachineClient,
    client_secret: Option<&str>,
    key: Option<&str>,
) -> Result<()> {
    let row = (
        machine_clients::county_code.eq(tx.county()),
        machine_clients::id.eq(id),
        machine_clients::name.eq(body.name.as_str()),
        machine_clients::role.eq(body.role),
        machine_clients::scopes.eq(body.scopes.join(" ")),
        machine_clients::township_code.eq(&body.township_code),
        machine_clients::organisation_id.eq(body.organisation_id),
        machine_clients::secret_hash.eq(client_secret.map(|secret| secret::hash(secret).to_vec())),
        machine_clients::public_key.eq(key),
        machine_clients::recorded_at.eq(tx.now()),
        machine_clients::version.eq(1),
    );
    diesel::insert_into(machine_clients::table).values(row).execute(&mut tx.conn()).await?;
    Ok(())
}
