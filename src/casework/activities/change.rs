//! `PATCH /activities/{id}`.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    cancel,
    model::{self, ActivityFacts},
    record,
    view::{self, Activity},
};
use crate::{
    audit::event::Event,
    auth::policy::ManageCases,
    http::{
        Body, Ctx, Id, IfMatch, Path, Reply, Result,
        patch::Patch,
        text::{Line, Prose},
    },
    personal::Sensitive,
    places::villages::model::VillageCode,
};

/// What of an activity can be changed.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ChangeActivity {
    /// Its title; names no person.
    #[schema(nullable = false)]
    pub title: Option<Line>,
    /// First day.
    #[schema(nullable = false, example = "2023-07-01")]
    pub starts_on: Option<NaiveDate>,
    /// Last day.
    #[schema(nullable = false, example = "2023-07-01")]
    pub ends_on: Option<NaiveDate>,
    /// Code of the village or community; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<VillageCode>)]
    pub village_code: Patch<VillageCode>,
    /// How many people are expected; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<i32>, minimum = 0, maximum = 100_000, example = 60)]
    pub planned_participants: Patch<i32>,
    /// How many came; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<i32>, minimum = 0, maximum = 100_000, example = 72)]
    pub actual_participants: Patch<i32>,
    /// What was done and what came of it; `null` removes it.
    #[serde(default)]
    #[schema(value_type = Option<Prose>)]
    pub summary: Patch<Sensitive<Prose>>,
}

/// Changes an activity: what was planned otherwise, how many came, what came of it. The event tells which fields.
#[utoipa::path(patch, path = "/api/v1/activities/{id}", tag = "casework")]
pub async fn change_activity(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ChangeActivity>,
) -> Result<Reply<Activity>> {
    let roots = &ctx.shared().personal;
    ctx.write(async |tx| {
        let mut facts = model::lock(tx, path.id).await?;
        if_match.check(facts.version)?;
        cancel::not_cancelled(&facts)?;
        let (mut changed, summary) = apply(&mut facts, body.0);
        facts.judge(tx.today())?;
        if summary != Patch::Keep {
            let text = if let Patch::Set(text) = summary { Some(text.map(String::from)) } else { None };
            record::seal(tx, roots, facts.id, text.as_ref()).await?;
            changed.push("summary");
        }
        if !changed.is_empty() {
            facts.save(tx).await?;
            let told = json!({"fields": changed, "state": facts.state()});
            tx.record(Event::new("activity.changed", facts.id, told));
        }
        view::reply(&ctx, tx, facts).await
    })
    .await
}

/// Applies the change; tells which fields are others now, and what becomes of the summary.
fn apply(facts: &mut ActivityFacts, change: ChangeActivity) -> (Vec<&'static str>, Patch<Sensitive<Prose>>) {
    let before = facts.clone();
    facts.title = change.title.map_or(before.title.clone(), String::from);
    facts.starts_on = change.starts_on.unwrap_or(before.starts_on);
    facts.ends_on = change.ends_on.unwrap_or(before.ends_on);
    let village = change.village_code.map(|code| code.as_str().to_owned()).apply(&mut facts.village_code);
    let planned = change.planned_participants.apply(&mut facts.planned_participants);
    let actual = change.actual_participants.apply(&mut facts.actual_participants);
    let fields = [
        ("title", facts.title != before.title),
        ("starts_on", facts.starts_on != before.starts_on),
        ("ends_on", facts.ends_on != before.ends_on),
        ("village_code", village),
        ("planned_participants", planned),
        ("actual_participants", actual),
    ];
    let changed = fields.into_iter().filter_map(|(field, is)| is.then_some(field)).collect();
    (changed, change.summary)
}
