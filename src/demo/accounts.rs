//! One account of every role, with a password made up on the spot.

use serde_json::{Value, json};

use super::{
    COUNTY, Outcome,
    caller::{Stage, text},
};
use crate::{
    auth::{
        accounts::{self, NewAccount},
        password::random_password,
        role::Role,
    },
    db::{pool, text_enum::TextEnum as _},
};

/// An account of the demo.
pub struct Account {
    /// The role's code.
    pub role: &'static str,
    /// Name to sign in with.
    pub username: String,
    /// Its password.
    pub password: String,
}

impl Account {
    fn new(role: Role, county: &str) -> Self {
        Self { role: role.code(), username: format!("{}@{county}", role.code()), password: random_password() }
    }

    /// An access token.
    pub async fn sign_in(&self, stage: &Stage) -> Outcome<String> {
        let fields = [("grant_type", "password"), ("username", &self.username), ("password", &self.password)];
        text(&stage.form("/api/v1/auth/token", &fields).await?, "access_token")
    }
}

/// The accounts that no other account makes: as `stations admin create` would.
pub async fn first(stage: &Stage, url: &str) -> Outcome<Vec<Account>> {
    let mut made = Vec::new();
    for (role, county) in
        [(Role::BureauAdmin, COUNTY), (Role::PlatformAdmin, "000000"), (Role::ProvinceViewer, "460000")]
    {
        made.push(create(stage, url, role, county).await?);
    }
    Ok(made)
}

/// An account that belongs to nothing but its county.
pub async fn create(stage: &Stage, url: &str, role: Role, county: &str) -> Outcome<Account> {
    let conn = pool::connect(url).await.map_err(|e| e.to_string())?;
    let account = Account::new(role, county);
    let row = NewAccount::plain(&account.username, role);
    accounts::create(&conn, &stage.shared().clock, row, &account.password).await?;
    Ok(account)
}

/// An account that the bureau's administrator makes; `belongs` names township, organisation or worker.
pub async fn register(stage: &Stage, admin: &str, role: Role, belongs: Value) -> Outcome<Account> {
    let account = Account::new(role, COUNTY);
    let mut body = json!({
        "username": role.code(), "display_name": role.code(), "role": role.code(), "password": account.password,
    });
    for (name, value) in belongs.as_object().into_iter().flatten() {
        if let Some(members) = body.as_object_mut() {
            members.insert(name.clone(), value.clone());
        }
    }
    stage.post(admin, "/api/v1/users", &body).await?;
    Ok(account)
}
