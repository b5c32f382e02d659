//! `POST /users`.

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    belongings::{self, Belongings},
    model::{self, User},
};
use crate::{
    audit::event::Event,
    auth::{
        accounts::{self, NewAccount},
        password,
        policy::ManageUsers,
        role::Role,
    },
    db::errors::OnConstraint as _,
    http::{Body, Created, Ctx, Error, Reply, Result, Versioned, codes::Code, text::Line},
};

/// An account to make.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RegisterUser {
    /// Name to sign in with, without the county; not to be changed later.
    #[schema(pattern = "^[a-z0-9][a-z0-9._-]{1,62}$", example = "zhang")]
    pub username: String,
    /// What others see.
    pub display_name: Line,
    /// The role; above the county only the platform's administrator gives one.
    pub role: Role,
    /// Division code of a township officer's township.
    #[schema(pattern = "^[0-9]{9}$", example = "469025100")]
    pub township_code: Option<String>,
    /// A contractor's or agency's organisation.
    pub organisation_id: Option<Uuid>,
    /// The worker whose account this is, for a station lead or resident worker.
    pub worker_id: Option<Uuid>,
    /// First password; when left out a random one is made and shown once.
    #[schema(max_length = 128)]
    pub password: Option<String>,
}

/// A new account.
#[derive(Serialize, ToSchema)]
pub struct RegisteredUser {
    /// The account.
    #[serde(flatten)]
    pub user: User,
    /// The random password, shown this once; absent when one was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
}

impl Versioned for RegisteredUser {
    fn version(&self) -> i32 {
        self.user.version
    }
}

/// Makes an account in the caller's county, or in the one that `?county=` names.
#[utoipa::path(post, path = "/api/v1/users", tag = "access")]
pub async fn register_user(
    ctx: Ctx<ManageUsers>,
    body: Body<RegisterUser>,
) -> Result<Created<RegisteredUser>> {
    let made = body.0.password.is_none().then(password::random_password);
    let secret = made.clone().or(body.0.password.clone()).unwrap_or_default();
    let profile = ctx.shared().config.password_profile;
    let faults = password::faults(profile, "/password", &secret, &[&body.0.username]);
    if made.is_none() && !faults.is_empty() {
        return Err(Error::invalid(faults));
    }
    let (hash, giver) = (ctx.shared().hasher.hash(secret).await?, ctx.caller()?.role);
    let account = body.0.account(&ctx.reach().county);
    ctx.write(async |tx| {
        belongings::check(tx, giver, account.role, of(&account)).await?;
        let id = tx.new_id();
        accounts::insert(tx, id, &account, &hash, tx.now())
            .await
            .on_constraint("users_username_once", taken)?;
        tx.record(Event::new("user.registered", id, json!({"role": account.role})));
        let user = model::find(tx, tx.county(), id).await?.into();
        let reply = Reply::tagged(&RegisteredUser { user, password: made })?;
        Ok(reply.at(format!("/api/v1/users/{id}")))
    })
    .await
}

impl RegisterUser {
    fn account(self, county: &str) -> NewAccount {
        NewAccount {
            county: county.to_owned(),
            username: self.username,
            display_name: self.display_name.into(),
            role: self.role,
            township: self.township_code,
            organisation: self.organisation_id,
            worker: self.worker_id,
        }
    }
}

fn of(account: &NewAccount) -> Belongings<'_> {
    let NewAccount { township, organisation, worker, .. } = account;
    Belongings { township: township.as_deref(), organisation: *organisation, worker: *worker }
}

fn taken() -> Error {
    Error::new(Code::AlreadyExists).detail("该账号名已被使用", "The name is taken")
}
