//! `POST /declined-requests`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::model::{self, DeclineOutcome, DeclinedMatter, DeclinedRequest};
use crate::{
    audit::event::Event,
    auth::policy::RecordDeclinedRequests,
    dated,
    http::{
        Body, Created, Ctx, Reply, Result, Tx,
        text::{Line, Reason},
    },
    schema::declined_requests,
    stations,
};

/// A request to decline.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RecordDeclinedRequest {
    /// The station that was asked.
    pub station_id: Uuid,
    /// The office that asked. No person's name.
    pub requested_by: Line,
    /// When it asked; not after today.
    #[schema(example = "2023-07-03")]
    pub requested_on: NaiveDate,
    /// What kind of task it is.
    pub matter: DeclinedMatter,
    /// What was asked for. No names of persons.
    pub request: Reason,
    /// What came of it; `declined` when left out.
    pub outcome: Option<DeclineOutcome>,
}

/// Records a task of the county government's own that a station was asked to do and declines (五), with a reply to send.
#[utoipa::path(post, path = "/api/v1/declined-requests", tag = "catalogue")]
pub async fn record_declined_request(
    ctx: Ctx<RecordDeclinedRequests>,
    body: Body<RecordDeclinedRequest>,
) -> Result<Created<DeclinedRequest>> {
    ctx.write(async |tx| {
        let new = &body.0;
        let station = stations::model::lock(tx, tx.reach(), new.station_id).await;
        station.map_err(|e| e.as_reference("/station_id"))?;
        dated::not_after(tx.today(), "/requested_on", Some(new.requested_on))?;
        let id = insert(tx, new).await?;
        let told = json!({"station": new.station_id, "matter": new.matter, "outcome": new.outcome});
        tx.record(Event::new("declined_request.recorded", id, told));
        let made = model::find(tx, tx.reach(), id).await?;
        Ok(Reply::tagged(&made)?.at(format!("/api/v1/declined-requests/{id}")))
    })
    .await
}

async fn insert(tx: &Tx<'_>, new: &RecordDeclinedRequest) -> Result<Uuid> {
    let id = tx.new_id();
    let row = (
        declined_requests::county_code.eq(tx.county()),
        declined_requests::id.eq(id),
        declined_requests::station_id.eq(new.station_id),
        declined_requests::requested_by.eq(new.requested_by.as_str()),
        declined_requests::requested_on.eq(new.requested_on),
        declined_requests::matter.eq(new.matter),
        declined_requests::request.eq(new.request.as_str()),
        declined_requests::outcome.eq(new.outcome.unwrap_or(DeclineOutcome::Declined)),
        declined_requests::recorded_at.eq(tx.now()),
        declined_requests::version.eq(1),
    );
    diesel::insert_into(declined_requests::table).values(row).execute(&mut tx.conn()).await?;
    Ok(id)
}
