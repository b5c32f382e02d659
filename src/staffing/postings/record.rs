//! `POST /postings`.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{
    model::{Posting, PostingRole},
    overlap,
};
use crate::{
    audit::event::Event,
    auth::policy::ManageWorkers,
    dated,
    http::{Body, Created, Ctx, Reply, Result, Tx, codes::Code},
    schema::stations,
    staffing::{
        findings::{Touched, recheck},
        scope::Scope,
    },
};

/// A posting to record.
#[derive(Debug, Clone, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = ends_after_start))]
pub struct RecordPosting {
    /// Who is posted; a contractor can only name workers whom it employs or employed.
    pub worker_id: Uuid,
    /// Where; a contractor can only name stations of its agreements.
    pub station_id: Uuid,
    /// As what.
    pub role: PostingRole,
    /// First day.
    #[schema(example = "2023-07-01")]
    pub from: NaiveDate,
    /// First day no longer, when it is agreed.
    pub to: Option<NaiveDate>,
}

fn ends_after_start(posting: &RecordPosting) -> Result<(), ValidationError> {
    dated::ends_after_start("/to", posting.from, posting.to)
}

/// Posts a worker to a station; one station at a time.
///
/// A worker without a labour contract is posted all the same: the staffing verdict says so (六（三）).
#[utoipa::path(post, path = "/api/v1/postings", tag = "staffing")]
pub async fn record_posting(ctx: Ctx<ManageWorkers>, body: Body<RecordPosting>) -> Result<Created<Posting>> {
    let scope = Scope::of(&ctx)?;
    let written = ctx.write(async |tx| {
        require_references(tx, &scope, &body.0).await?;
        let row = body.0.row((tx.new_id(), tx.now()));
        row.insert(tx).await?;
        tx.record(Event::new("posting.recorded", row.id, row.told()));
        recheck(tx, Touched::Worker(row.worker_id)).await?;
        Ok(Reply::tagged(&row)?.at(format!("/api/v1/postings/{}", row.id)))
    });
    match written.await {
        // The transaction is over: the reason is looked up outside it.
        Err(error) if error.code == Code::OverlappingPosting => {
            Err(overlap::explain(&ctx, &body.0, error).await)
        }
        other => other,
    }
}

async fn require_references(tx: &Tx<'_>, scope: &Scope, body: &RecordPosting) -> Result<()> {
    let one = stations::table.find((tx.county(), body.station_id)).select(stations::id);
    let known = one.first::<Uuid>(&mut tx.conn()).await.optional()?.is_some();
    dated::require_references([
        ("/worker_id", scope.holds(tx, tx.county(), body.worker_id).await?),
        ("/station_id", known && tx.reach().covers(body.station_id)),
    ])
}

impl RecordPosting {
    /// The row, not yet written.
    pub fn row(&self, (id, recorded_at): (Uuid, DateTime<Utc>)) -> Posting {
        let Self { worker_id, station_id, role, from, to } = *self;
        Posting {
            id,
            worker_id,
            station_id,
            role,
            from,
            to,
            recorded_at,
            end_recorded_at: None,
            voided_at: None,
            void_reason: None,
            version: 1,
        }
    }
}
