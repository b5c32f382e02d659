//! `GET /users` and `GET /users/{id}`.

use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use super::model::{self, User, UserRow};
use crate::{
    auth::{policy::ReadUsers, role::Role},
    http::{Ctx, Id, Page, Paging, Path, Query, Reply, Result},
    schema::users,
};

/// Filters of the list.
#[derive(Debug, Deserialize, IntoParams)]
pub struct UserFilter {
    /// Only accounts of this role.
    pub role: Option<Role>,
    /// Only accounts that may sign in, or only disabled ones.
    pub active: Option<bool>,
}

/// Lists the accounts of a county by name.
#[utoipa::path(get, path = "/api/v1/users", tag = "access")]
pub async fn list_users(
    ctx: Ctx<ReadUsers>,
    filter: Query<UserFilter>,
    paging: Paging,
) -> Result<Reply<Page<User>>> {
    let all = || {
        let mut rows = users::table.filter(users::county_code.eq(&ctx.reach().county)).into_boxed();
        if let Some(role) = filter.0.role {
            rows = rows.filter(users::role.eq(role));
        }
        match filter.0.active {
            Some(active) => rows.filter(users::disabled_at.is_null().eq(active)),
            None => rows,
        }
    };
    let mut rows = all();
    if let Some(name) = paging.position::<String>()? {
        rows = rows.filter(users::username.gt(name));
    }
    let rows = rows.order(users::username).select(UserRow::as_select());
    let (found, total) = ctx.read(async |conn| paging.read(conn, rows, all().count()).await).await?;
    paging.page(found, total, |row: &UserRow| row.username.clone())?.map(User::from).reply()
}

/// Shows one account.
#[utoipa::path(get, path = "/api/v1/users/{id}", tag = "access")]
pub async fn get_user(ctx: Ctx<ReadUsers>, path: Path<Id>) -> Result<Reply<User>> {
    let row = ctx.read(async |conn| model::find(conn, &ctx.reach().county, path.id).await).await?;
    Reply::tagged(&User::from(row))
}
