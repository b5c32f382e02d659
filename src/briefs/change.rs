//! `PATCH /briefs/{id}`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    model::{self, Brief, BriefKind},
    pictures,
};
use crate::{
    audit::event::Event,
    auth::policy::DraftBriefs,
    db::json::Json,
    http::{
        Body, Ctx, Id, IfMatch, Path, Reply, Result,
        text::{Line, Prose},
    },
    rules::brief_states::BriefAction,
    schema::briefs,
};

/// What of a draft can be changed.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ChangeBrief {
    /// What it is.
    #[schema(nullable = false)]
    pub kind: Option<BriefKind>,
    /// Its title.
    #[schema(nullable = false)]
    pub title: Option<Line>,
    /// Its text.
    #[schema(nullable = false)]
    pub body: Option<Prose>,
    /// Its pictures in order: all of them anew.
    #[schema(nullable = false, max_items = 20)]
    pub attachments: Option<Vec<Uuid>>,
}

/// Changes a draft. What is submitted is returned first; what is published is withdrawn, and another is written.
#[utoipa::path(patch, path = "/api/v1/briefs/{id}", tag = "briefs")]
pub async fn change_brief(
    ctx: Ctx<DraftBriefs>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ChangeBrief>,
) -> Result<Reply<Brief>> {
    let caller = ctx.caller()?;
    ctx.write(async |tx| {
        let (head, content) = model::open(tx, path.id, &if_match, BriefAction::Change).await?;
        let ChangeBrief { kind, title, body, attachments } = body.0;
        if let Some(files) = &attachments {
            pictures::attach(tx, (head.id, head.station_id), files).await?;
        }
        let change = (
            briefs::kind.eq(kind.unwrap_or(head.kind)),
            briefs::title.eq(title.map_or(head.title, String::from)),
            briefs::body.eq(body.map_or(content.body, String::from)),
            briefs::attachments.eq(attachments.map_or(content.attachments, Json)),
            briefs::version.eq(head.version.saturating_add(1)),
        );
        let one = briefs::table.find((tx.county(), head.id));
        diesel::update(one).set(change).execute(&mut tx.conn()).await?;
        tx.record(Event::new("brief.changed", head.id, json!({"station": head.station_id})));
        Reply::tagged(&Brief::new(model::find(tx, tx.reach(), head.id).await?, caller))
    })
    .await
}
