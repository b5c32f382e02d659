//! `POST /activities`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    model::{self, ActivityFacts, ActivityKind, cell},
    view::{self, Activity},
};
use crate::{
    audit::event::Event,
    auth::policy::ManageCases,
    dated,
    db::errors::OnConstraint as _,
    http::{
        Body, Created, Ctx, Result, Tx,
        text::{Line, Prose},
    },
    personal::{Roots, Sensitive},
    places::villages::model::VillageCode,
    schema::activities,
};

/// An activity, planned or held.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RecordActivity {
    /// The station.
    pub station_id: Uuid,
    /// Its title; names no person.
    pub title: Line,
    /// What kind it is.
    pub kind: ActivityKind,
    /// First day.
    #[schema(example = "2023-07-01")]
    pub starts_on: NaiveDate,
    /// Last day; the first one when left out.
    #[schema(example = "2023-07-01")]
    pub ends_on: Option<NaiveDate>,
    /// Code of the village or community, when it is in one.
    pub village_code: Option<VillageCode>,
    /// How many people are expected.
    #[schema(minimum = 0, maximum = 100_000, example = 60)]
    pub planned_participants: Option<i32>,
    /// How many came; only of what has begun.
    #[schema(minimum = 0, maximum = 100_000, example = 72)]
    pub actual_participants: Option<i32>,
    /// What was done and what came of it; sealed.
    #[schema(value_type = Option<Prose>)]
    pub summary: Option<Sensitive<Prose>>,
}

/// Records an activity, planned or held.
#[utoipa::path(post, path = "/api/v1/activities", tag = "casework")]
pub async fn record_activity(ctx: Ctx<ManageCases>, body: Body<RecordActivity>) -> Result<Created<Activity>> {
    let (roots, new) = (&ctx.shared().personal, body.0);
    ctx.write(async |tx| {
        dated::require_references([("/station_id", tx.reach().covers(new.station_id))])?;
        let facts = new.facts(tx)?;
        facts.judge(tx.today())?;
        let values = (activities::county_code.eq(tx.county()), &facts);
        let insert = diesel::insert_into(activities::table).values(values).execute(&mut tx.conn()).await;
        insert.on_constraint("activities_village_known", model::unknown_village)?;
        if let Some(summary) = new.summary.clone() {
            seal(tx, roots, facts.id, Some(&summary.map(String::from))).await?;
        }
        let told = json!({"station": facts.station_id, "kind": facts.kind, "starts_on": facts.starts_on,
            "ends_on": facts.ends_on, "state": facts.state()});
        tx.record(Event::new("activity.recorded", facts.id, told));
        let path = format!("/api/v1/activities/{}", facts.id);
        Ok(view::reply::<_, 201>(&ctx, tx, facts).await?.at(path))
    })
    .await
}

/// Writes the summary, or removes it.
pub async fn seal(tx: &Tx<'_>, roots: &Roots, id: Uuid, text: Option<&Sensitive<String>>) -> Result<()> {
    let key = roots.key_for_change(tx, id).await?;
    let change = activities::summary_sealed.eq(key.seal_some(cell(id), text)?);
    diesel::update(activities::table.find((tx.county(), id))).set(change).execute(&mut tx.conn()).await?;
    Ok(())
}

impl RecordActivity {
    fn facts(&self, tx: &Tx<'_>) -> Result<ActivityFacts> {
        Ok(ActivityFacts {
            id: tx.new_id(),
            station_id: self.station_id,
            title: self.title.as_str().to_owned(),
            kind: self.kind,
            starts_on: self.starts_on,
            ends_on: self.ends_on.unwrap_or(self.starts_on),
            village_code: self.village_code.as_ref().map(|code| code.as_str().to_owned()),
            planned_participants: self.planned_participants,
            actual_participants: self.actual_participants,
            recorded_by: tx.actor()?,
            recorded_at: tx.now(),
            cancelled_at: None,
            cancel_reason: None,
            voided_at: None,
            void_reason: None,
            version: 1,
        })
    }
}
