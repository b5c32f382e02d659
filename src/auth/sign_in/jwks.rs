//! `GET /.well-known/jwks.json`.

use crate::{
    auth::{keys::Jwks, policy::Public},
    http::{Ctx, Reply, Result},
};

/// Publishes the keys that verify access tokens (RFC 7517).
#[utoipa::path(get, path = "/.well-known/jwks.json", tag = "access")]
pub async fn list_signing_keys(ctx: Ctx<Public>) -> Result<Reply<Jwks>> {
    Reply::computed(&ctx.shared().keys.current().jwks())
}
