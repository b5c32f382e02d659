//! `POST /briefs`.

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
    db::{Conn, json::Json},
    http::{
        Body, Created, Ctx, Reply, Result, Tx,
        fault::Fault,
        text::{Line, Prose},
    },
    rules::brief_states::BriefState,
    schema::{briefs, stations},
};

/// A brief to draft. It is going to be public: nobody is named in it who has not agreed.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct DraftBrief {
    /// Whose it is; left out: the county's, which only the bureau writes.
    pub station_id: Option<Uuid>,
    /// What it is.
    pub kind: BriefKind,
    /// Its title.
    pub title: Line,
    /// Its text.
    pub body: Prose,
    /// Its pictures, uploaded before, in order.
    #[serde(default)]
    #[schema(required = false, max_items = 20)]
    pub attachments: Vec<Uuid>,
}

/// Drafts a brief, a post or a summary of experience of a station, or of the county.
#[utoipa::path(post, path = "/api/v1/briefs", tag = "briefs")]
pub async fn draft_brief(ctx: Ctx<DraftBriefs>, body: Body<DraftBrief>) -> Result<Created<Brief>> {
    let caller = ctx.caller()?;
    ctx.write(async |tx| {
        let new = &body.0;
        if !may_be_of(tx, new.station_id).await? {
            return Err(Fault::unknown_reference("/station_id").into());
        }
        let id = insert(tx, new).await?;
        pictures::attach(tx, (id, new.station_id), &new.attachments).await?;
        let told = json!({"station": new.station_id, "kind": new.kind});
        tx.record(Event::new("brief.drafted", id, told));
        let made = Brief::new(model::find(tx, tx.reach(), id).await?, caller);
        Ok(Reply::tagged(&made)?.at(format!("/api/v1/briefs/{id}")))
    })
    .await
}

/// Whether the caller may write for this station, or for the county.
async fn may_be_of(tx: &Tx<'_>, station: Option<Uuid>) -> Result<bool> {
    if !model::covers(tx.reach(), station) {
        return Ok(false);
    }
    match station {
        Some(station) => is_there(tx, tx.county(), station).await,
        None => Ok(true),
    }
}

async fn is_there(mut conn: &Conn, county: &str, station: Uuid) -> Result<bool> {
    let one = stations::table.find((county, station)).select(stations::id);
    Ok(one.first::<Uuid>(&mut conn).await.optional()?.is_some())
}

async fn insert(tx: &Tx<'_>, new: &DraftBrief) -> Result<Uuid> {
    let id = tx.new_id();
    let row = (
        briefs::county_code.eq(tx.county()),
        briefs::id.eq(id),
        briefs::station_id.eq(new.station_id),
        briefs::kind.eq(new.kind),
        briefs::title.eq(new.title.as_str()),
        briefs::body.eq(new.body.as_str()),
        briefs::attachments.eq(Json(&new.attachments)),
        briefs::state.eq(BriefState::Draft),
        briefs::drafted_by.eq(tx.actor()?),
        briefs::recorded_at.eq(tx.now()),
        briefs::version.eq(1),
    );
    diesel::insert_into(briefs::table).values(row).execute(&mut tx.conn()).await?;
    Ok(id)
}
