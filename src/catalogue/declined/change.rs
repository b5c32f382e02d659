//! `PATCH /declined-requests/{id}`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::model::{self, DeclineOutcome, DeclinedRequest};
use crate::{
    audit::event::Event,
    auth::policy::RecordDeclinedRequests,
    dated,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    schema::declined_requests,
};

/// What came of it since.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ChangeDeclinedRequest {
    /// What came of it.
    pub outcome: DeclineOutcome,
}

/// Records what came of a declined request since. What was asked, when and by whom is not changed: that is voided.
#[utoipa::path(patch, path = "/api/v1/declined-requests/{id}", tag = "catalogue")]
pub async fn change_declined_request(
    ctx: Ctx<RecordDeclinedRequests>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ChangeDeclinedRequest>,
) -> Result<Reply<DeclinedRequest>> {
    ctx.write(async |tx| {
        let row = model::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        dated::may_void(row.voided_at)?;
        if row.outcome != body.0.outcome {
            let change = (
                declined_requests::outcome.eq(body.0.outcome),
                declined_requests::version.eq(row.version.saturating_add(1)),
            );
            let one = declined_requests::table.find((tx.county(), row.id));
            diesel::update(one).set(change).execute(&mut tx.conn()).await?;
            let told = json!({"station": row.station_id, "was": row.outcome, "outcome": body.0.outcome});
            tx.record(Event::new("declined_request.changed", row.id, told));
        }
        Reply::tagged(&model::find(tx, tx.reach(), row.id).await?)
    })
    .await
}
