//! Accounts as rows: made by the operator's command, by the demo and by `POST /users`.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection as _};
use serde_json::json;
use uuid::Uuid;

use super::{password::Hasher, role::Role};
use crate::{
    audit::event::{self, Circumstances, Event},
    db::Conn,
    http::clock::{Clock, new_id},
    schema::users,
};

/// A new account.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Home: a county, a province or the installation.
    pub county: String,
    /// Name to sign in with, without the county.
    pub username: String,
    /// What others see.
    pub display_name: String,
    /// The role.
    pub role: Role,
    /// A township officer's township.
    pub township: Option<String>,
    /// A contractor's or agency's organisation.
    pub organisation: Option<Uuid>,
    /// A posted worker.
    pub worker: Option<Uuid>,
}

impl NewAccount {
    /// An account that belongs to nothing but its county; `name` is `username@county`.
    pub fn plain(name: &str, role: Role) -> Self {
        let (username, county) = name.split_once('@').unwrap_or((name, "000000"));
        let (county, username) = (county.to_owned(), username.to_owned());
        Self {
            display_name: username.clone(),
            county,
            username,
            role,
            township: None,
            organisation: None,
            worker: None,
        }
    }
}

/// Inserts the row.
pub async fn insert(
    mut conn: &Conn,
    id: Uuid,
    account: &NewAccount,
    password_hash: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let row = (
        users::county_code.eq(&account.county),
        users::id.eq(id),
        users::username.eq(&account.username),
        users::display_name.eq(&account.display_name),
        users::role.eq(account.role),
        (
            users::township_code.eq(&account.township),
            users::organisation_id.eq(account.organisation),
            users::worker_id.eq(account.worker),
        ),
        users::password_hash.eq(password_hash),
        users::password_set_at.eq(now),
        users::recorded_at.eq(now),
        users::version.eq(1),
    );
    diesel::insert_into(users::table).values(row).execute(&mut conn).await.map(|_| ())
}

/// Makes an account from the command line, with its event. Errors: the name is taken; no such county.
pub async fn create(conn: &Conn, clock: &Clock, account: NewAccount, password: &str) -> Result<Uuid, String> {
    let hash = Hasher::default().hash(password.to_owned()).await.map_err(|e| e.to_string())?;
    let (now, id) = (clock.now(), new_id(clock.now()));
    let by = Circumstances {
        county: account.county.clone(),
        actor: None,
        role: None,
        request_id: Uuid::nil(),
        at: now,
    };
    (&mut &*conn).batch_execute("BEGIN").await.map_err(|e| e.to_string())?;
    insert(conn, id, &account, &hash, now)
        .await
        .map_err(|e| format!("{}@{}: {e}", account.username, account.county))?;
    let made = Event::new("user.created", id, json!({"role": account.role}));
    event::insert(conn, &made, &by).await.map_err(|e| e.to_string())?;
    (&mut &*conn).batch_execute("COMMIT").await.map_err(|e| e.to_string())?;
    Ok(id)
}
