//! Rows of accounts, without their passwords.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::role::Role,
    db::Conn,
    http::{Result, Versioned, codes::Code},
    schema::users,
};

/// An account as a row.
#[derive(Debug, Clone, Queryable, Selectable, AsChangeset)]
#[diesel(table_name = users, treat_none_as_null = true)]
pub struct UserRow {
    /// County.
    pub county_code: String,
    /// Id.
    pub id: Uuid,
    /// Name without the county.
    pub username: String,
    /// What others see.
    pub display_name: String,
    /// Role.
    pub role: Role,
    /// Township.
    pub township_code: Option<String>,
    /// Organisation.
    pub organisation_id: Option<Uuid>,
    /// Worker.
    pub worker_id: Option<Uuid>,
    /// When the password was set.
    pub password_set_at: DateTime<Utc>,
    /// Since when it may not sign in.
    pub disabled_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub recorded_at: DateTime<Utc>,
    /// Grows by one with each change.
    pub version: i32,
}

/// An account of a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct User {
    /// Id of the account.
    pub id: Uuid,
    /// Home of the account: a county, a province or the installation (000000).
    #[schema(example = "469025")]
    pub county: String,
    /// The name to sign in with.
    #[schema(example = "zhang@469025")]
    pub login: String,
    /// What others see.
    pub display_name: String,
    /// The one role.
    pub role: Role,
    /// A township officer's township.
    pub township_code: Option<String>,
    /// A contractor's or agency's organisation.
    pub organisation_id: Option<Uuid>,
    /// A posted worker.
    pub worker_id: Option<Uuid>,
    /// Whether it may sign in.
    pub active: bool,
    /// Since when it may not.
    pub disabled_at: Option<DateTime<Utc>>,
    /// When the password was set.
    pub password_set_at: DateTime<Utc>,
    /// When the account was made.
    pub registered_at: DateTime<Utc>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for User {
    fn version(&self) -> i32 {
        self.version
    }
}

impl From<UserRow> for User {
    fn from(row: UserRow) -> Self {
        Self {
            id: row.id,
            login: format!("{}@{}", row.username, row.county_code),
            county: row.county_code,
            display_name: row.display_name,
            role: row.role,
            township_code: row.township_code,
            organisation_id: row.organisation_id,
            worker_id: row.worker_id,
            active: row.disabled_at.is_none(),
            disabled_at: row.disabled_at,
            password_set_at: row.password_set_at,
            registered_at: row.recorded_at,
            version: row.version,
        }
    }
}

/// One account of a county. Errors: 404.
pub async fn find(mut conn: &Conn, county: &str, id: Uuid) -> Result<UserRow> {
    Ok(users::table.find((county, id)).select(UserRow::as_select()).first(&mut conn).await?)
}

/// One account of a county, locked until the transaction ends. Errors: 404.
pub async fn lock(mut conn: &Conn, county: &str, id: Uuid) -> Result<UserRow> {
    let one = users::table.find((county, id)).select(UserRow::as_select()).for_update();
    Ok(one.first(&mut conn).await?)
}

/// Saves a changed row; its version grows by one. Errors: 412 when somebody else was faster.
pub async fn save(mut conn: &Conn, row: UserRow) -> Result<UserRow> {
    let (seen, next) = (row.version, UserRow { version: row.version.saturating_add(1), ..row });
    let one = users::table.find((&next.county_code, next.id)).filter(users::version.eq(seen));
    let changed = diesel::update(one).set(&next).execute(&mut conn).await?;
    if changed == 1 { Ok(next) } else { Err(Code::Stale.into()) }
}
