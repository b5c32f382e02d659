//! `POST /conflicts/{id}/resolution`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use validator::Validate;

use super::model::{self, Conflict, ConflictResolution};
use crate::{
    audit::event::Event,
    auth::{caller::Caller, policy::RecordServiceLogs},
    http::{Body, Ctx, Error, Id, IfMatch, Path, Reply, Result, Tx, codes::Code, text::Reason},
    personal::Roots,
    rules::log_states::LogAction,
    schema::service_log_conflicts,
    service_logs::{
        content::ChangeLog,
        model::lock,
        rewrite::{self, Rewrite},
    },
};

/// A decision on a conflict.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ResolveConflict {
    /// What becomes of the edit.
    pub resolution: ConflictResolution,
    /// Why; the reason of the amendment when the log was handed in and the edit is made.
    pub reason: Reason,
}

/// Resolves a conflict, once: the log stays as it is, or the edit is made on what it says now. The edit stays readable.
#[utoipa::path(post, path = "/api/v1/conflicts/{id}/resolution", tag = "service_logs")]
pub async fn resolve_conflict(
    ctx: Ctx<RecordServiceLogs>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ResolveConflict>,
) -> Result<Reply<Conflict>> {
    let (roots, caller) = (&ctx.shared().personal, ctx.caller()?);
    ctx.write(async |tx| {
        let conflict = model::lock(roots, tx, path.id).await?;
        if_match.check(conflict.row.version)?;
        if conflict.row.resolution.is_some() {
            return Err(Error::new(Code::Conflict).detail("该冲突已处理", "The conflict is resolved already"));
        }
        if body.0.resolution == ConflictResolution::AppliedEdit {
            apply(tx, (roots, caller), &conflict, &body.0.reason).await?;
        }
        save(tx, &conflict, body.0.resolution).await?;
        let told = json!({"log": conflict.row.log_id, "station": conflict.row.station_id,
            "resolution": body.0.resolution});
        tx.record(Event::new("conflict.resolved", path.id, told));
        Reply::tagged(&model::find(roots, tx, tx.reach(), path.id).await?)
    })
    .await
}

/// Makes the edit on the present log: a change while it may be changed, an amendment when it was handed in.
async fn apply(
    tx: &Tx<'_>,
    (roots, caller): (&Roots, &Caller),
    conflict: &Conflict,
    reason: &Reason,
) -> Result<()> {
    let (log, key) = lock(roots, tx, conflict.row.log_id).await?;
    let action = if log.facts.state.counts() { LogAction::Amend } else { LogAction::Change };
    rewrite::judge(action, &log.facts, caller)?;
    let said = log.said()?.changed_by(&ChangeLog(members(conflict)))?;
    rewrite::content(tx, roots, (&log, &key), &said, Rewrite { action, reason: Some(reason) }).await?;
    Ok(())
}

/// The members of the edit; a log recorded anew cannot move to another station.
fn members(conflict: &Conflict) -> Map<String, Value> {
    let mut members = conflict.edit.as_ref().and_then(Value::as_object).cloned().unwrap_or_default();
    members.remove("station_id");
    members.remove("state");
    members
}

async fn save(tx: &Tx<'_>, conflict: &Conflict, resolution: ConflictResolution) -> Result<()> {
    let change = (
        service_log_conflicts::resolution.eq(resolution),
        service_log_conflicts::resolved_by.eq(tx.actor()?),
        service_log_conflicts::resolved_at.eq(tx.now()),
        service_log_conflicts::version.eq(conflict.row.version.saturating_add(1)),
    );
    let one = service_log_conflicts::table.find((tx.county(), conflict.row.id));
    diesel::update(one).set(change).execute(&mut tx.conn()).await?;
    Ok(())
}
