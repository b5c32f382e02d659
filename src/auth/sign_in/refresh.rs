//! `grant_type=refresh_token`: a session goes on. No event: nothing of the county changes, and a phone does it every
//! quarter of an hour.

use serde_json::json;

use super::token::TokenAnswer;
use crate::{
    audit::event::Event,
    auth::{
        policy::Public,
        sessions::{self, Presented, RefreshToken, SessionEnd},
    },
    http::{Ctx, Error, Result, Tx, codes::Code},
};

/// Exchanges a refresh token for the next. Errors: 401; then, if the token was used before, the session has ended.
pub async fn grant(ctx: &Ctx<Public>, token: &str) -> Result<TokenAnswer> {
    let refused = || Error::new(Code::InvalidGrant);
    let given = RefreshToken::parse(token).ok_or_else(refused)?;
    let decide = async |tx: &Tx<'_>| {
        let Some(session) = sessions::lock(tx, given.session).await? else { return Ok(Err(refused())) };
        let presented = session.presented(&given);
        if presented == Presented::Other {
            sessions::end(tx, session.id, SessionEnd::ReuseDetected).await?;
            tx.record(Event::new("session.reuse_detected", session.id, json!({"user": session.user_id})));
            return Ok(Err(refused().because("refresh token reused")));
        }
        let next = sessions::rotate(tx, &session, presented).await?;
        Ok(Ok((session, next)))
    };
    let (session, next) = ctx.decide_in(&given.county, decide).await??;
    TokenAnswer::of_user(ctx, session.user_id, &next, session.expires_at)
}
