//! `grant_type=password`: a person signs in.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::{
    login::{self, Login},
    slowing,
    token::TokenAnswer,
};
use crate::{
    audit::event::Event,
    auth::{password::Profile, policy::Public, sessions},
    http::{Ctx, Error, Result, Tx, codes::Code},
};

/// Starts a session. Errors: 401; 429; 403 `password_expired`.
pub async fn grant(ctx: &Ctx<Public>, username: &str, password: &str) -> Result<TokenAnswer> {
    let login = Login::of(username);
    let proven = login::prove(ctx, &login, password.to_owned()).await?;
    let decide = async |tx: &Tx<'_>| {
        slowing::forgive(tx, &login).await?;
        if expired(ctx.shared().config.password_profile, proven.password_set_at, tx.now()) {
            return Ok(Err(Error::new(Code::PasswordExpired)));
        }
        if !login::still_holds(tx, &proven).await? {
            return Ok(Err(Error::new(Code::InvalidGrant)));
        }
        let started = sessions::start(tx, proven.id).await?;
        tx.record(Event::new("session.started", started.0.session, json!({"user": proven.id})));
        Ok(Ok(started))
    };
    let (refresh, expires_at) = ctx.decide_in(&login.county, decide).await??;
    TokenAnswer::of_user(ctx, proven.id, &refresh, expires_at)
}

fn expired(profile: Profile, set_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    let age = now.signed_duration_since(set_at);
    profile.max_age_days().is_some_and(|days| age > TimeDelta::days(days))
}
