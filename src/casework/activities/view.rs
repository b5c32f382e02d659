//! An activity as callers read it.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;

use super::model::{ActivityFacts, ActivityState, cell};
use crate::{
    auth::policy::Action,
    casework::figures::{self, LogFigures, Whose},
    db::Conn,
    http::{Ctx, Reply, Result, Versioned},
    schema::activities,
    tables::Tabular,
};

/// An activity in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActivityEntry {
    /// What it is.
    #[serde(flatten)]
    pub activity: ActivityFacts,
    /// How it stands.
    pub state: ActivityState,
}

impl From<ActivityFacts> for ActivityEntry {
    fn from(activity: ActivityFacts) -> Self {
        Self { state: activity.state(), activity }
    }
}

impl Tabular for ActivityEntry {
    const NAME: &'static str = "activities";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "station_id",
        "title",
        "kind",
        "starts_on",
        "ends_on",
        "village_code",
        "planned_participants",
        "actual_participants",
        "state",
        "recorded_by",
        "recorded_at",
        "cancelled_at",
        "cancel_reason",
        "voided_at",
        "void_reason",
        "version",
    ];
}

/// A community activity.
#[derive(Debug, Serialize, ToSchema)]
pub struct Activity {
    /// What it is.
    #[serde(flatten)]
    pub activity: ActivityEntry,
    /// What was done and what came of it.
    #[schema(required)]
    pub summary: Option<String>,
    /// The service logs that belong to it and count.
    pub logs: LogFigures,
}

impl Versioned for Activity {
    fn version(&self) -> i32 {
        self.activity.activity.version
    }
}

/// The answer about one activity.
pub async fn reply<A: Action, const S: u16>(
    ctx: &Ctx<A>,
    mut conn: &Conn,
    facts: ActivityFacts,
) -> Result<Reply<Activity, S>> {
    let (county, id) = (&ctx.reach().county, facts.id);
    let logs = figures::of(conn, county, Whose::Activity(id)).await?;
    let sealed = activities::table.find((county, id)).select(activities::summary_sealed);
    let sealed: Option<Vec<u8>> = sealed.first(&mut conn).await?;
    let key = ctx.shared().personal.keys(conn, county, &[id]).await?.remove(&id);
    let summary = key.map_or(Ok(None), |key| key.open_some(cell(id), sealed.as_ref()))?;
    let summary = summary.map(|text| text.expose().clone());
    Reply::tagged_as_shown(&Activity { activity: facts.into(), summary, logs })
}
