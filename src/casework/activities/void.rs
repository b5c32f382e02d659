//! `POST /activities/{id}/voiding`.

use serde_json::json;

use super::{
    model,
    view::{self, Activity},
};
use crate::{
    audit::event::Event,
    auth::policy::ManageCases,
    dated::VoidRow,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
};

/// Voids an activity that was recorded wrongly; it stays readable. The reason names nobody.
#[utoipa::path(post, path = "/api/v1/activities/{id}/voiding", tag = "casework")]
pub async fn void_activity(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<Activity>> {
    ctx.write(async |tx| {
        let mut facts = model::lock(tx, path.id).await?;
        if_match.check(facts.version)?;
        (facts.voided_at, facts.void_reason) = (Some(tx.now()), Some(body.0.reason.as_str().to_owned()));
        facts.save(tx).await?;
        tx.record(Event::new("activity.voided", facts.id, json!({"station": facts.station_id})));
        view::reply(&ctx, tx, facts).await
    })
    .await
}
