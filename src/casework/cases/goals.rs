//! `POST /cases/{id}/goals`.

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
    model::{self, GoalRow, cell},
    show,
    view::Case,
};
use crate::{
    audit::event::Event,
    auth::policy::ManageCases,
    http::{
        Body, Created, Ctx, Id, Path, Result, Tx,
        text::{Line, Prose},
    },
    personal::{PersonKey, Sensitive},
    schema::case_goals,
};

/// A goal.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SetGoal {
    /// What is to be reached; sealed.
    #[schema(value_type = Prose)]
    pub goal: Sensitive<Prose>,
    /// By what it is measured, as a scale; sealed.
    #[schema(value_type = Option<Line>)]
    pub measure: Option<Sensitive<Line>>,
    /// What was measured before; sealed.
    #[schema(value_type = Option<Line>)]
    pub before: Option<Sensitive<Line>>,
    /// The day; not before the acceptance, not after today.
    #[schema(example = "2023-07-02")]
    pub on: NaiveDate,
}

/// Sets a goal of a case that goes on. What is measured afterwards is an outcome (`POST /case-goals/{id}/outcomes`).
#[utoipa::path(post, path = "/api/v1/cases/{id}/goals", tag = "casework")]
pub async fn set_case_goal(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    body: Body<SetGoal>,
) -> Result<Created<Case>> {
    let roots = &ctx.shared().personal;
    ctx.write(async |tx| {
        let mut case = model::lock(tx, path.id).await?;
        course::goes_on(&case)?;
        course::within_days(tx, &case, body.0.on)?;
        let key = course::client_key(roots, tx, &case).await?;
        let row = body.0.row(tx, &key, case.id)?;
        let values = (case_goals::county_code.eq(tx.county()), &row);
        diesel::insert_into(case_goals::table).values(values).execute(&mut tx.conn()).await?;
        model::touch(tx, &mut case).await?;
        tx.record(Event::new("case_goal.set", row.id, json!({"case": case.id, "on": row.set_on})));
        let path = format!("/api/v1/cases/{}", case.id);
        Ok(show::reply::<_, 201>(&ctx, tx, case).await?.at(path))
    })
    .await
}

impl SetGoal {
    fn row(&self, tx: &Tx<'_>, key: &PersonKey, case_id: Uuid) -> Result<GoalRow> {
        let id = tx.new_id();
        let line = |column, text: &Option<Sensitive<Line>>| {
            let text = text.clone().map(|text| text.map(String::from));
            key.seal_some(cell("case_goals", column, id), text.as_ref())
        };
        let goal = self.goal.clone().map(String::from);
        Ok(GoalRow {
            id,
            case_id,
            set_on: self.on,
            goal_sealed: Some(key.seal(cell("case_goals", "goal", id), &goal)?),
            measure_sealed: line("measure", &self.measure)?,
            before_sealed: line("before", &self.before)?,
            recorded_by: tx.actor()?,
            recorded_at: tx.now(),
            voided_at: None,
            void_reason: None,
        })
    }
}
