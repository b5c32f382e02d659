//! `POST /declined-requests/{id}/voiding`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::model::{self, DeclinedRequest};
use crate::{
    audit::event::Event,
    auth::policy::RecordDeclinedRequests,
    dated::{self, VoidRow},
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    schema::declined_requests,
    voided,
};

/// Voids a declined request that was recorded wrongly; it stays readable.
#[utoipa::path(post, path = "/api/v1/declined-requests/{id}/voiding", tag = "catalogue")]
pub async fn void_declined_request(
    ctx: Ctx<RecordDeclinedRequests>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<DeclinedRequest>> {
    ctx.write(async |tx| {
        let row = model::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        dated::may_void(row.voided_at)?;
        let change = voided!(declined_requests, tx, row.version, body.0.reason.as_str());
        let one = declined_requests::table.find((tx.county(), row.id));
        diesel::update(one).set(change).execute(&mut tx.conn()).await?;
        tx.record(Event::new("declined_request.voided", row.id, json!({"station": row.station_id})));
        Reply::tagged(&model::find(tx, tx.reach(), row.id).await?)
    })
    .await
}
