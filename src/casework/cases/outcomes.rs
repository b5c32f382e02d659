//! `POST /case-goals/{id}/outcomes`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    course,
    model::{self, CaseRow, GoalAchievement, GoalRow, cell},
    show,
    view::Case,
};
use crate::{
    audit::event::Event,
    auth::policy::ManageCases,
    dated,
    http::{Body, Created, Ctx, Id, Path, Result, Tx, fault::Fault, text::Line},
    personal::{PersonKey, Sensitive},
    schema::{case_goal_outcomes, case_goals},
};

/// What became of a goal.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RecordOutcome {
    /// How far the goal was reached.
    pub achieved: GoalAchievement,
    /// What was measured; sealed.
    #[schema(value_type = Option<Line>)]
    pub after: Option<Sensitive<Line>>,
    /// The day; not before the goal was set, not after today.
    #[schema(example = "2023-07-03")]
    pub on: NaiveDate,
}

/// Records what became of a goal, as often as it is measured, also after the case has ended. The latest day counts.
#[utoipa::path(post, path = "/api/v1/case-goals/{id}/outcomes", tag = "casework")]
pub async fn record_goal_outcome(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    body: Body<RecordOutcome>,
) -> Result<Created<Case>> {
    let (roots, new) = (&ctx.shared().personal, &body.0);
    ctx.write(async |tx| {
        let (goal, mut case) = lock(tx, path.id).await?;
        dated::not_after(tx.today(), "/on", Some(new.on))?;
        if new.on < goal.set_on {
            let (zh, en) = ("不得早于设定目标的日期", "It cannot be before the goal was set");
            return Err(Fault::body("/on", "too_early", zh, en).into());
        }
        let key = course::client_key(roots, tx, &case).await?;
        let id = new.insert(tx, key.require()?, goal.id).await?;
        model::touch(tx, &mut case).await?;
        let told = json!({"case": case.id, "outcome": id, "achieved": new.achieved, "on": new.on});
        tx.record(Event::new("case_goal.measured", goal.id, told));
        let path = format!("/api/v1/cases/{}", case.id);
        Ok(show::reply::<_, 201>(&ctx, tx, case).await?.at(path))
    })
    .await
}

/// One goal that stands, of a case within reach that stands; the case is locked. Errors: 404, 409.
pub async fn lock(tx: &Tx<'_>, id: Uuid) -> Result<(GoalRow, CaseRow)> {
    let one = case_goals::table.find((tx.county(), id));
    let case: Uuid = one.select(case_goals::case_id).first(&mut tx.conn()).await?;
    let case = model::lock(tx, case).await?;
    let goal: GoalRow = one.select(GoalRow::as_select()).first(&mut tx.conn()).await?;
    dated::may_void(goal.voided_at)?;
    Ok((goal, case))
}

impl RecordOutcome {
    async fn insert(&self, tx: &Tx<'_>, key: &PersonKey, goal: Uuid) -> Result<Uuid> {
        let id = tx.new_id();
        let after = self.after.clone().map(|text| text.map(String::from));
        let sealed = key.seal_some(cell("case_goal_outcomes", "after", id), after.as_ref())?;
        let row = (
            case_goal_outcomes::county_code.eq(tx.county()),
            case_goal_outcomes::id.eq(id),
            case_goal_outcomes::goal_id.eq(goal),
            case_goal_outcomes::achieved.eq(self.achieved),
            case_goal_outcomes::measured_on.eq(self.on),
            case_goal_outcomes::after_sealed.eq(sealed),
            case_goal_outcomes::recorded_by.eq(tx.actor()?),
            case_goal_outcomes::recorded_at.eq(tx.now()),
        );
        diesel::insert_into(case_goal_outcomes::table).values(row).execute(&mut tx.conn()).await?;
        Ok(id)
    }
}
