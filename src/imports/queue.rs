//! Taking an import: the file is in the store before the row is written; the same file for the same stations is one import.

use actix_web::http::StatusCode;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use uuid::Uuid;

use super::{
    file,
    model::{ImportJob, ImportKind, ImportState},
};
use crate::{
    audit::event::Event,
    auth::policy::Action,
    db::{json::Json, text_enum::TextEnum as _},
    http::{Ctx, Error, Reply, Result, Tx, clock::new_id, codes::Code},
    schema::imports,
    tables::{import::Importing, reading::Table},
};

/// 202 with an import that will be run.
pub type Accepted = Reply<ImportJob, 202>;

/// Keeps the file and queues its import; answers the import that the same file has already, with 200. Errors: 409 for who
/// has no station: an import of none would be everybody's to see.
pub async fn queue<A: Action>(
    ctx: &Ctx<A>,
    kind: ImportKind,
    asked: Importing,
    table: &Table,
) -> Result<Accepted> {
    if ctx.reach().stations.is_empty() {
        let (zh, en) = ("您目前没有站点，不能导入", "You have no station at present to import for");
        return Err(Error::new(Code::Conflict).detail(zh, en));
    }
    let (store, id) = (&ctx.shared().attachments, new_id(ctx.now()));
    let key = file::key(&ctx.reach().county, id);
    store.keep(&key, table.content()).await?;
    let queued = ctx.write(async |tx| {
        let role = ctx.caller()?.role.code();
        let request = ctx.exchange().request_id;
        let (job, is_new) = insert(tx, id, (kind, asked), table, (role, request)).await?;
        let reply = Accepted::plain(&job)?.at(job.path());
        Ok(if is_new { reply } else { reply.with_status(StatusCode::OK) })
    });
    let queued = queued.await;
    // Not ours: the same file came before, or this very request.
    let ours =
        |reply: &Accepted| reply.rendered().location.as_ref().is_some_and(|at| at.ends_with(&id.to_string()));
    if !queued.as_ref().is_ok_and(ours) {
        file::delete(store, &key).await;
    }
    queued
}

async fn insert(
    tx: &Tx<'_>,
    id: Uuid,
    (kind, asked): (ImportKind, Importing),
    table: &Table,
    (role, request): (&str, Uuid),
) -> Result<(ImportJob, bool)> {
    let mut stations = tx.reach().stations.clone();
    stations.sort_unstable();
    stations.dedup();
    let hash = table.content().sha256.as_slice();
    let what = (imports::kind.eq(kind), imports::dry_run.eq(asked.dry_run), imports::mode.eq(asked.mode));
    let row = (
        (imports::county_code.eq(tx.county()), imports::id.eq(id), imports::state.eq(ImportState::Queued)),
        what,
        (imports::format.eq(table.format().extension()), imports::file_hash.eq(hash)),
        (imports::stations.eq(Json(stations.clone())), imports::judged.eq(false), imports::attempts.eq(0)),
        (imports::rows_read.eq(0), imports::rows_valid.eq(0), imports::rows_faulty.eq(0)),
        (imports::rows_known.eq(0), imports::rows_written.eq(0), imports::recorded_by.eq(tx.actor()?)),
        (imports::recorded_as.eq(role), imports::request_id.eq(request), imports::recorded_at.eq(tx.now())),
    );
    let insert = diesel::insert_into(imports::table).values(row).on_conflict_do_nothing();
    if let Some(job) =
        insert.returning(ImportJob::as_returning()).get_result(&mut tx.conn()).await.optional()?
    {
        let told = json!({"kind": kind, "dry_run": asked.dry_run, "mode": asked.mode, "stations": stations});
        tx.record(Event::new("import.queued", id, told));
        return Ok((job, true));
    }
    let same = imports::table
        .filter(imports::county_code.eq(tx.county()))
        .filter(imports::kind.eq(kind))
        .filter(imports::file_hash.eq(hash))
        .filter(imports::dry_run.eq(asked.dry_run))
        .filter(imports::stations.eq(Json(stations)))
        .filter(imports::state.eq_any([ImportState::Queued, ImportState::Running, ImportState::Done]))
        .order(imports::id.desc())
        .select(ImportJob::as_select());
    Ok((same.first(&mut tx.conn()).await?, false))
}
