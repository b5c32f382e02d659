//! `grant_type=client_credentials`: a machine client with its secret (RFC 6749 4.4) or its key (RFC 7523).

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    assertion::{self, Assertion},
    token::{TokenAnswer, TokenRequest},
};
use crate::{
    auth::{is_home, policy::Public, secret},
    db::Conn,
    http::{Ctx, Error, Result, Tx, codes::Code, fault::Fault},
    schema::{machine_clients, used_assertions},
};

/// The id of a machine client with its county: `469025.0190163d-…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientId {
    /// Home of the client.
    pub county: String,
    /// Its id.
    pub id: Uuid,
}

impl ClientId {
    /// Reads an id; none when it has not the form of one.
    pub fn parse(text: &str) -> Option<Self> {
        let (county, id) = text.split_once('.')?;
        let id = Uuid::try_parse(id).ok().filter(|_| is_home(county))?;
        Some(Self { county: county.to_owned(), id })
    }
}

#[derive(Queryable)]
struct Registered {
    scopes: String,
    secret_hash: Option<Vec<u8>>,
    public_key: Option<String>,
}

/// A token for a machine client. Errors: 401, always the same; 422 for a scope it does not have.
pub async fn grant(ctx: &Ctx<Public>, form: &TokenRequest) -> Result<TokenAnswer> {
    ctx.shared().quotas.sign_in(ctx.request(), ctx.exchange())?;
    let refused = || Error::new(Code::InvalidGrant);
    let named = form.client_id.clone().or_else(|| assertion::subject(form.client_assertion.as_deref()?));
    let client = named.and_then(|name| ClientId::parse(&name)).ok_or_else(refused)?;
    let registered = ctx.read(async |conn| find(conn, &client).await).await?.ok_or_else(refused)?;
    let scope = narrowed(&registered.scopes, form.scope.as_deref())?;
    match (&registered, &form.client_secret, &form.client_assertion) {
        (Registered { secret_hash: Some(hash), .. }, Some(secret), None) if secret::fits(secret, hash) => {}
        (Registered { public_key: Some(key), .. }, None, Some(token))
            if form.client_assertion_type.is_some() =>
        {
            let issuer = &ctx.shared().config.public_url;
            let assertion = assertion::verify(key, issuer, &client, token, ctx.now())?;
            ctx.decide_in(&client.county, async |tx| use_up(tx, &client, &assertion).await).await?;
        }
        _ => return Err(refused()),
    }
    TokenAnswer::of_client(ctx, &client.county, client.id, scope)
}

async fn find(mut conn: &Conn, client: &ClientId) -> Result<Option<Registered>> {
    let one = machine_clients::table
        .find((&client.county, client.id))
        .filter(machine_clients::revoked_at.is_null())
        .select((machine_clients::scopes, machine_clients::secret_hash, machine_clients::public_key));
    Ok(one.first(&mut conn).await.optional()?)
}

/// The scopes asked for, which must be the client's; all of them when none is asked for.
fn narrowed(registered: &str, asked: Option<&str>) -> Result<String> {
    let Some(asked) = asked else { return Ok(registered.to_owned()) };
    let foreign = |scope: &str| !registered.split(' ').any(|own| own == scope);
    if asked.split(' ').any(foreign) {
        let (zh, en) = ("超出该客户端的授权范围", "The client does not have all of these scopes");
        return Err(Fault::body("/scope", "not_granted", zh, en).into());
    }
    Ok(asked.to_owned())
}

/// Takes an assertion, once. Errors: 401 when it was taken before.
async fn use_up(tx: &Tx<'_>, client: &ClientId, assertion: &Assertion) -> Result<()> {
    let row = (
        used_assertions::county_code.eq(tx.county()),
        used_assertions::client_id.eq(client.id),
        used_assertions::jti.eq(&assertion.jti),
        used_assertions::expires_at.eq(assertion.expires_at),
    );
    let insert = diesel::insert_into(used_assertions::table).values(row).on_conflict_do_nothing();
    match insert.execute(&mut tx.conn()).await? {
        0 => Err(Error::new(Code::InvalidGrant).because("assertion used before")),
        _ => Ok(()),
    }
}
