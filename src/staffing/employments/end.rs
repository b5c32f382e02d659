//! `POST /employments/{id}/end`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::model::{self, Employment};
use crate::{
    audit::event::Event,
    auth::policy::ManageWorkers,
    dated::{self, EndPeriod},
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    schema::employments,
    staffing::{
        findings::{Touched, recheck},
        scope::Scope,
    },
};

/// Ends an employment, once; a wrong end is mended by voiding the row and recording it anew.
#[utoipa::path(post, path = "/api/v1/employments/{id}/end", tag = "staffing")]
pub async fn end_employment(
    ctx: Ctx<ManageWorkers>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<EndPeriod>,
) -> Result<Reply<Employment>> {
    let scope = Scope::of(&ctx)?;
    ctx.write(async |tx| {
        let row = model::lock(tx, &scope, path.id).await?;
        if_match.check(row.version)?;
        dated::may_end(row.from, row.to, row.voided_at, body.0.to)?;
        let change = (
            employments::valid_to.eq(body.0.to),
            employments::end_recorded_at.eq(tx.now()),
            employments::version.eq(row.version.saturating_add(1)),
        );
        let one = employments::table.find((tx.county(), row.id));
        let ended = diesel::update(one).set(change).returning(Employment::as_returning());
        let row: Employment = ended.get_result(&mut tx.conn()).await?;
        tx.record(Event::new("employment.ended", row.id, json!({"worker": row.worker_id, "to": row.to})));
        recheck(tx, Touched::Worker(row.worker_id)).await?;
        Reply::tagged(&row)
    })
    .await
}
