//! Keeping an edit that came too late.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use uuid::Uuid;

use super::model::{self, ConflictKind};
use crate::{
    audit::event::Event,
    http::{Result, Tx},
    personal::{Roots, Sensitive},
    schema::service_log_conflicts,
    service_logs::model::lock,
};

/// Keeps the edit of a log within reach; answers the conflict and the present version of the log. Errors: 404.
pub async fn keep(
    tx: &Tx<'_>,
    roots: &Roots,
    (log, kind, base_version): (Uuid, ConflictKind, Option<i32>),
    edit: &Value,
) -> Result<(Uuid, i32)> {
    let (log, key) = lock(roots, tx, log).await?;
    let (id, facts) = (tx.new_id(), &log.facts);
    let sealed = key.seal(model::cell(id), &Sensitive::new(edit.to_string()))?;
    let row = (
        service_log_conflicts::county_code.eq(tx.county()),
        service_log_conflicts::id.eq(id),
        service_log_conflicts::log_id.eq(facts.id),
        service_log_conflicts::station_id.eq(facts.station_id),
        service_log_conflicts::kind.eq(kind),
        service_log_conflicts::base_version.eq(base_version),
        service_log_conflicts::found_version.eq(facts.version),
        service_log_conflicts::edit_sealed.eq(sealed),
        service_log_conflicts::made_by.eq(tx.actor()?),
        service_log_conflicts::recorded_at.eq(tx.now()),
        service_log_conflicts::version.eq(1),
    );
    diesel::insert_into(service_log_conflicts::table).values(row).execute(&mut tx.conn()).await?;
    let told = json!({"log": facts.id, "station": facts.station_id, "kind": kind, "base_version": base_version,
        "found_version": facts.version});
    tx.record(Event::new("conflict.kept", id, told));
    Ok((id, facts.version))
}
