//! `PATCH /users/{id}`: name, role, belongings, disabling. Who loses a role or the account is signed out at once.

use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    belongings::{self, Belongings},
    model::{self, User, UserRow},
};
use crate::{
    audit::event::Event,
    auth::{
        policy::ManageUsers,
        role::Role,
        sessions::{self, SessionEnd},
    },
    http::{Body, Ctx, Error, Id, IfMatch, Path, Reply, Result, Tx, codes::Code, patch::Patch, text::Line},
};

/// What of an account can be changed.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ChangeUser {
    /// What others see.
    #[schema(value_type = Line, required = false)]
    pub display_name: Option<Line>,
    /// The role; never one's own. Its sessions end.
    #[schema(value_type = Role, required = false)]
    pub role: Option<Role>,
    /// Division code of the township; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^[0-9]{9}$", example = "469025100")]
    pub township_code: Patch<String>,
    /// Organisation; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    pub organisation_id: Patch<Uuid>,
    /// Worker; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    pub worker_id: Patch<Uuid>,
    /// Whether it may not sign in; never oneself. Its sessions end.
    #[schema(value_type = bool, required = false)]
    pub disabled: Option<bool>,
}

/// Changes, disables or enables an account.
#[utoipa::path(patch, path = "/api/v1/users/{id}", tag = "access")]
pub async fn change_user(
    ctx: Ctx<ManageUsers>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ChangeUser>,
) -> Result<Reply<User>> {
    let giver = ctx.caller()?.role;
    ctx.write(async |tx| {
        let seen = model::lock(tx, tx.county(), path.id).await?;
        if_match.check(seen.version)?;
        let next = body.0.apply(seen.clone(), tx);
        let fields = changed(&seen, &next);
        if fields.is_empty() {
            return Reply::tagged(&User::from(seen));
        }
        judge(tx, &fields, &seen)?;
        belongings::check(tx, giver, next.role, of(&next)).await?;
        let ended = sign_out(tx, &fields, path.id).await?;
        let next = model::save(tx, next).await?;
        let told = json!({"fields": fields, "role": next.role, "disabled": next.disabled_at.is_some(), "sessions_ended": ended});
        tx.record(Event::new("user.changed", path.id, told));
        Reply::tagged(&User::from(next))
    })
    .await
}

impl ChangeUser {
    fn apply(self, mut row: UserRow, tx: &Tx<'_>) -> UserRow {
        row.display_name = self.display_name.map_or(row.display_name, String::from);
        row.role = self.role.unwrap_or(row.role);
        self.township_code.apply(&mut row.township_code);
        self.organisation_id.apply(&mut row.organisation_id);
        self.worker_id.apply(&mut row.worker_id);
        row.disabled_at = match self.disabled {
            Some(true) => row.disabled_at.or(Some(tx.now())),
            Some(false) => None,
            None => row.disabled_at,
        };
        row
    }
}

fn changed(seen: &UserRow, next: &UserRow) -> Vec<&'static str> {
    let fields = [
        ("display_name", seen.display_name != next.display_name),
        ("role", seen.role != next.role),
        ("township_code", seen.township_code != next.township_code),
        ("organisation_id", seen.organisation_id != next.organisation_id),
        ("worker_id", seen.worker_id != next.worker_id),
        ("disabled", seen.disabled_at != next.disabled_at),
    ];
    fields.into_iter().filter_map(|(name, differs)| differs.then_some(name)).collect()
}

fn ends_sessions(fields: &[&str]) -> bool {
    fields.iter().any(|field| matches!(*field, "role" | "disabled"))
}

/// Errors: 403 when somebody would lock himself out or change his own role.
fn judge(tx: &Tx<'_>, fields: &[&str], seen: &UserRow) -> Result<()> {
    if ends_sessions(fields) && tx.actor()? == seen.id {
        let (zh, en) = ("不得停用自己或变更自己的角色", "Nobody disables himself or changes his own role");
        return Err(Error::new(Code::Forbidden).detail(zh, en));
    }
    Ok(())
}

async fn sign_out(tx: &Tx<'_>, fields: &[&str], user: Uuid) -> Result<usize> {
    if !ends_sessions(fields) {
        return Ok(0);
    }
    sessions::end_all_of(tx, user, None, SessionEnd::AccountChanged).await
}

fn of(row: &UserRow) -> Belongings<'_> {
    Belongings {
        township: row.township_code.as_deref(),
        organisation: row.organisation_id,
        worker: row.worker_id,
    }
}
