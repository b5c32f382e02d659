//! `POST /briefs/{id}/submission`, `/return`, `/publication`, `/withdrawal`.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    model::{self, Brief},
    pictures::{self, Bare},
};
use crate::{
    audit::event::Event,
    auth::policy::{Action, DraftBriefs, PublishBriefs},
    db::json::Json,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, text::Reason},
    rules::brief_states::BriefAction,
    schema::briefs,
};

/// Why a brief is given or taken back.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct BriefReason {
    /// The reason. No names of persons.
    pub reason: Reason,
}

/// Submits a draft to the bureau.
#[utoipa::path(post, path = "/api/v1/briefs/{id}/submission", tag = "briefs")]
pub async fn submit_brief(ctx: Ctx<DraftBriefs>, path: Path<Id>, if_match: IfMatch) -> Result<Reply<Brief>> {
    step(&ctx, path.id, &if_match, (BriefAction::Submit, "brief.submitted", None)).await
}

/// Returns a submitted brief to be mended, with a reason.
#[utoipa::path(post, path = "/api/v1/briefs/{id}/return", tag = "briefs")]
pub async fn return_brief(
    ctx: Ctx<PublishBriefs>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<BriefReason>,
) -> Result<Reply<Brief>> {
    let reason = Some(&body.0.reason);
    step(&ctx, path.id, &if_match, (BriefAction::Return, "brief.returned", reason)).await
}

/// Publishes a submitted brief: from now on everybody can read it and see its pictures, without the place, time and device
/// that their files tell.
#[utoipa::path(post, path = "/api/v1/briefs/{id}/publication", tag = "briefs")]
pub async fn publish_brief(
    ctx: Ctx<PublishBriefs>,
    path: Path<Id>,
    if_match: IfMatch,
) -> Result<Reply<Brief>> {
    let pictures = pictures::bare(&ctx, path.id).await?;
    taken(&ctx, path.id, &if_match, (BriefAction::Publish, "brief.published", None), &pictures).await
}

/// Takes a brief back, with a reason: neither it nor its pictures are public any longer.
#[utoipa::path(post, path = "/api/v1/briefs/{id}/withdrawal", tag = "briefs")]
pub async fn withdraw_brief(
    ctx: Ctx<PublishBriefs>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<BriefReason>,
) -> Result<Reply<Brief>> {
    let reason = Some(&body.0.reason);
    step(&ctx, path.id, &if_match, (BriefAction::Withdraw, "brief.withdrawn", reason)).await
}

/// A step, the event that tells of it, and why it is taken.
type Step<'a> = (BriefAction, &'static str, Option<&'a Reason>);

async fn step<A: Action>(ctx: &Ctx<A>, id: Uuid, if_match: &IfMatch, step: Step<'_>) -> Result<Reply<Brief>> {
    taken(ctx, id, if_match, step, &[]).await
}

/// Takes a step; a publication with the pictures as the public is to see them.
async fn taken<A: Action>(
    ctx: &Ctx<A>,
    id: Uuid,
    if_match: &IfMatch,
    (action, event, reason): Step<'_>,
    pictures: &[Bare],
) -> Result<Reply<Brief>> {
    let (caller, store) = (ctx.caller()?, &ctx.shared().attachments);
    ctx.write(async |tx| {
        let (head, content) = model::open(tx, id, if_match, action).await?;
        let public = if action == BriefAction::Publish {
            pictures::publish(tx, store, (&head, &content), pictures).await?
        } else {
            Vec::new()
        };
        let now = |wanted: BriefAction, before: Option<DateTime<Utc>>| {
            if action == wanted { Some(tx.now()) } else { before }
        };
        let state = action.leads_to(head.state);
        let change = (
            briefs::state.eq(state),
            briefs::state_reason.eq(reason.map(Reason::as_str)),
            briefs::public_pictures.eq(Json(public)),
            briefs::published_at.eq(now(BriefAction::Publish, head.published_at)),
            briefs::withdrawn_at.eq(now(BriefAction::Withdraw, head.withdrawn_at)),
            briefs::version.eq(head.version.saturating_add(1)),
        );
        let one = briefs::table.find((tx.county(), id));
        diesel::update(one).set(change).execute(&mut tx.conn()).await?;
        let told = json!({"station": head.station_id, "kind": head.kind, "was": head.state, "state": state});
        tx.record(Event::new(event, id, told));
        Reply::tagged(&Brief::new(model::find(tx, tx.reach(), id).await?, caller))
    })
    .await
}
