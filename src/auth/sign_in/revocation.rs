//! `POST /auth/revocation`: signing out (RFC 7009).

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    audit::event::Event,
    auth::{
        policy::Public,
        sessions::{self, Presented, RefreshToken, SessionEnd},
        token::{self, Claims},
    },
    http::{Ctx, Form, Reply, Result, Tx, ctx::bearer, fault::Fault},
};

/// The token whose session shall end.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevocationRequest {
    /// A refresh token or an access token; when left out, the bearer's own session ends.
    #[schema(max_length = 4096)]
    pub token: Option<String>,
    /// Of no importance here: the two kinds differ by their form.
    #[schema(max_length = 100)]
    pub token_type_hint: Option<String>,
}

/// Nothing: whether the token was good is not told.
#[derive(Debug, Serialize, ToSchema)]
pub struct Revoked {}

/// Signs out: ends the session of a token, or of the bearer.
#[utoipa::path(post, path = "/api/v1/auth/revocation", tag = "access")]
pub async fn revoke_token(ctx: Ctx<Public>, form: Form<RevocationRequest>) -> Result<Reply<Revoked>> {
    if let Some(token) = form.0.token {
        match RefreshToken::parse(&token) {
            Some(refresh) => end(&ctx, &refresh.county, refresh.session, Some(&refresh)).await?,
            None => end_of_access(&ctx, session_of(&ctx, &token).ok()).await?,
        }
    } else {
        let missing = || Fault::body("/token", "required", "必填", "This is required");
        let own = bearer(ctx.request()).ok_or_else(missing)?;
        end_of_access(&ctx, Some(session_of(&ctx, own)?)).await?;
    }
    Reply::plain(&Revoked {})
}

fn session_of(ctx: &Ctx<Public>, access: &str) -> Result<Claims> {
    let shared = ctx.shared();
    token::verify(&shared.keys.current(), &shared.config.public_url, access, ctx.now())
}

/// A machine client has no session to end: its token runs out, or the client is revoked.
async fn end_of_access(ctx: &Ctx<Public>, claims: Option<Claims>) -> Result<()> {
    match claims.as_ref().and_then(|claims| Some((&claims.county, claims.session?))) {
        Some((county, session)) => end(ctx, county, session, None).await,
        None => Ok(()),
    }
}

/// Ends a session that goes on; by a refresh token only if it is one of its own.
async fn end(ctx: &Ctx<Public>, county: &str, id: Uuid, by: Option<&RefreshToken>) -> Result<()> {
    let decide = async |tx: &Tx<'_>| {
        let Some(session) = sessions::lock(tx, id).await? else { return Ok(()) };
        if by.is_some_and(|token| session.presented(token) == Presented::Other) {
            return Ok(());
        }
        sessions::end(tx, id, SessionEnd::SignedOut).await?;
        tx.record(Event::new("session.ended", id, json!({"user": session.user_id})));
        Ok(())
    };
    ctx.decide_in(county, decide).await
}

/// The session of the bearer when it is this user's. Errors: 401 for a bearer that is not good.
pub fn own_session(ctx: &Ctx<Public>, user: Uuid) -> Result<Option<Uuid>> {
    let Some(own) = bearer(ctx.request()) else { return Ok(None) };
    let claims = session_of(ctx, own)?;
    Ok(claims.session.filter(|_| claims.sub == user))
}
