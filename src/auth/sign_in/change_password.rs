//! `POST /auth/password`: whoever knows the old password sets a new one, signed in or not (it may have expired).

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    login::{self, Login, Proven},
    revocation::own_session,
    slowing,
};
use crate::{
    audit::event::Event,
    auth::{
        password,
        policy::Public,
        sessions::{self, SessionEnd},
    },
    http::{Body, Ctx, Done, Error, Result, Tx, body::rule_fault, codes::Code},
    schema::users,
};

/// A change of one's own password.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = is_new))]
pub struct ChangePassword {
    /// The name with its county.
    #[schema(max_length = 200, format = "single-line", example = "zhang@469025")]
    pub username: String,
    /// The password until now.
    #[schema(max_length = 200)]
    pub old_password: String,
    /// The password from now on: at least 12 characters, not easy to guess.
    #[schema(max_length = 128)]
    pub new_password: String,
}

fn is_new(change: &ChangePassword) -> Result<(), validator::ValidationError> {
    if change.old_password != change.new_password {
        return Ok(());
    }
    let (zh, en) = ("新密码不得与原密码相同", "The new password must differ from the old");
    Err(rule_fault("/new_password", "unchanged", zh, en))
}

/// Changes one's own password; every other session of the account ends.
#[utoipa::path(post, path = "/api/v1/auth/password", tag = "access")]
pub async fn change_password(ctx: Ctx<Public>, body: Body<ChangePassword>) -> Result<Done> {
    let ChangePassword { username, old_password, new_password } = body.0;
    let (login, profile) = (Login::of(&username), ctx.shared().config.password_profile);
    let faults = password::faults(profile, "/new_password", &new_password, &[&login.username]);
    if !faults.is_empty() {
        return Err(Error::invalid(faults));
    }
    let proven = login::prove(&ctx, &login, old_password).await?;
    let but = own_session(&ctx, proven.id)?;
    let hash = ctx.shared().hasher.hash(new_password).await?;
    let decide = async |tx: &Tx<'_>| {
        slowing::forgive(tx, &login).await?;
        if !login::still_holds(tx, &proven).await? {
            return Ok(Err(Error::new(Code::InvalidGrant)));
        }
        set(tx, &proven, &hash, but).await.map(Ok)
    };
    ctx.decide_in(&login.county, decide).await??;
    Ok(Done::done())
}

async fn set(tx: &Tx<'_>, proven: &Proven, hash: &str, but: Option<Uuid>) -> Result<()> {
    let next = (
        users::password_hash.eq(hash),
        users::password_set_at.eq(tx.now()),
        users::version.eq(users::version + 1),
    );
    let one = users::table.find((tx.county(), proven.id));
    diesel::update(one).set(next).execute(&mut tx.conn()).await?;
    sessions::end_all_of(tx, proven.id, but, SessionEnd::PasswordChanged).await?;
    tx.record(Event::new("user.password_changed", proven.id, json!({})));
    Ok(())
}
