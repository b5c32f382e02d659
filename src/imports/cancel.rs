//! `POST /imports/{id}/cancellation`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::{
    file,
    model::{self, ImportJob, ImportState},
};
use crate::{
    audit::event::Event,
    auth::policy::ManageImports,
    http::{Ctx, Error, Id, Path, Reply, Result, codes::Code},
    schema::imports,
};

/// Ends an import that is not done: at the next chunk no more rows are written. What was written under `valid_rows` stays.
#[utoipa::path(post, path = "/api/v1/imports/{id}/cancellation", tag = "imports")]
pub async fn cancel_import(ctx: Ctx<ManageImports>, path: Path<Id>) -> Result<Reply<ImportJob>> {
    let ended = ctx.write(async |tx| {
        let there = model::find(tx, tx.reach(), path.id).await?;
        let going = imports::table
            .find((tx.county(), there.id))
            .filter(imports::state.eq_any([ImportState::Queued, ImportState::Running]));
        let change = (imports::state.eq(ImportState::Cancelled), imports::ended_at.eq(tx.now()));
        let ended = diesel::update(going).set(change).returning(ImportJob::as_returning());
        let ended: Option<ImportJob> = ended.get_result(&mut tx.conn()).await.optional()?;
        let job = ended.ok_or_else(over)?;
        tx.record(Event::new("import.cancelled", job.id, json!({"written": job.rows_written})));
        Reply::plain(&job)
    });
    let ended = ended.await?;
    file::delete(&ctx.shared().attachments, &file::key(&ctx.reach().county, path.id)).await;
    Ok(ended)
}

fn over() -> Error {
    Error::new(Code::Conflict).detail("该导入已结束", "The import has ended")
}
