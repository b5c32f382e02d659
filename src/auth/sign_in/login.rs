//! A name and a password: whether they belong together.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::slowing;
use crate::{
    auth::{is_home, policy::Public},
    http::{Ctx, Error, Result, Tx, codes::Code},
    schema::users,
};

/// The name somebody tries: `name@469025`. A name without a county is one of the installation's.
pub struct Login {
    /// Home of the account.
    pub county: String,
    /// Name without the county.
    pub username: String,
}

impl Login {
    /// Reads a name; every text is one, though perhaps of nobody.
    pub fn of(text: &str) -> Self {
        let split = text.rsplit_once('@').filter(|(_, county)| is_home(county));
        let (username, county) = split.unwrap_or((text, "000000"));
        Self { county: county.to_owned(), username: username.to_owned() }
    }

    /// What failures are counted by.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(format!("{}@{}", self.username, self.county)).to_vec()
    }
}

/// An account whose password was right.
#[derive(Queryable)]
pub struct Proven {
    /// Id.
    pub id: Uuid,
    /// The hash that the password fitted.
    pub password_hash: String,
    /// When it was set.
    pub password_set_at: DateTime<Utc>,
}

/// Who has this name and password. The attempt counts as failed until [`slowing::forgive`]. Errors: 401, the same for
/// an unknown name, a disabled account and a wrong password; 429.
pub async fn prove(ctx: &Ctx<Public>, login: &Login, password: String) -> Result<Proven> {
    ctx.shared().quotas.sign_in(ctx.request(), ctx.exchange())?;
    slowing::count(ctx, login).await?;
    let account = ctx.read(async |mut conn| {
        let one = users::table
            .filter(users::county_code.eq(&login.county))
            .filter(users::username.eq(&login.username))
            .filter(users::disabled_at.is_null())
            .select((users::id, users::password_hash, users::password_set_at));
        Ok(one.first::<Proven>(&mut conn).await.optional()?)
    });
    let account = account.await?;
    let hash = account.as_ref().map(|account| account.password_hash.clone());
    let fits = ctx.shared().hasher.verify(password, hash).await?;
    account.filter(|_| fits).ok_or_else(|| Error::new(Code::InvalidGrant))
}

/// Locks the account; false when it was disabled or its password changed since it was proven.
pub async fn still_holds(tx: &Tx<'_>, proven: &Proven) -> Result<bool> {
    let one = users::table
        .find((tx.county(), proven.id))
        .filter(users::disabled_at.is_null())
        .filter(users::password_hash.eq(&proven.password_hash))
        .select(users::id)
        .for_update();
    Ok(one.first::<Uuid>(&mut tx.conn()).await.optional()?.is_some())
}
