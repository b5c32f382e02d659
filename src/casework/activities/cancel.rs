//! `POST /activities/{id}/cancellation`.

use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    model::{self, ActivityFacts, ActivityState},
    view::{self, Activity},
};
use crate::{
    audit::event::Event,
    auth::policy::ManageCases,
    http::{Body, Ctx, Error, Id, IfMatch, Path, Reply, Result, codes::Code, text::Reason},
};

/// Why an activity does not take place.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CancelActivity {
    /// The reason; names nobody.
    pub reason: Reason,
}

/// Cancels an activity that was not held.
#[utoipa::path(post, path = "/api/v1/activities/{id}/cancellation", tag = "casework")]
pub async fn cancel_activity(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<CancelActivity>,
) -> Result<Reply<Activity>> {
    ctx.write(async |tx| {
        let mut facts = model::lock(tx, path.id).await?;
        if_match.check(facts.version)?;
        not_cancelled(&facts)?;
        if facts.state() == ActivityState::Held {
            let (zh, en) = ("活动已开展，不能取消", "It was held and cannot be cancelled");
            return Err(Error::new(Code::Conflict).detail(zh, en));
        }
        (facts.cancelled_at, facts.cancel_reason) = (Some(tx.now()), Some(body.0.reason.as_str().to_owned()));
        facts.save(tx).await?;
        tx.record(Event::new("activity.cancelled", facts.id, json!({"station": facts.station_id})));
        view::reply(&ctx, tx, facts).await
    })
    .await
}

/// Errors: 409 when it was cancelled.
pub fn not_cancelled(facts: &ActivityFacts) -> Result<()> {
    if facts.state() == ActivityState::Cancelled {
        return Err(Error::new(Code::Conflict).detail("该活动已取消", "The activity is cancelled"));
    }
    Ok(())
}
