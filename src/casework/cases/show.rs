//! A case with all that belongs to it, as much of it as the caller may read.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    model::{CaseRow, GoalAchievement, GoalRow, LeadRow, StepRow, cell},
    view::{Case, CaseEntry, CaseGoal, CaseLead, CaseStep, GoalOutcome},
};
use crate::{
    auth::policy::Action,
    casework::figures::{self, Whose},
    clients::{self, minor_access::opening, sight::Sight, standing},
    db::Conn,
    http::{Ctx, Error, Reply, Result, codes::Code},
    personal::{Cell, Kind, PersonKey},
    schema::{case_goal_outcomes, case_goals, case_leads, case_steps},
};

/// What a caller may read of one client's texts.
pub struct Reader {
    key: PersonKey,
    sight: Sight,
}

impl Reader {
    /// Of all of them; a reveal was recorded.
    pub const fn in_the_clear(key: PersonKey) -> Self {
        Self { key, sight: Sight::Names }
    }

    fn show(&self, cell: Cell, sealed: Option<&Vec<u8>>) -> Result<Option<String>> {
        Ok(self.sight.show(Kind::Text, self.key.open_some(cell, sealed)?.as_ref()))
    }

    fn step(&self, row: StepRow) -> Result<CaseStep> {
        let text = self.show(cell("case_steps", "text", row.id), row.text_sealed.as_ref())?;
        let to = cell("case_steps", "referred_to", row.id);
        Ok(CaseStep {
            id: row.id,
            kind: row.kind,
            on: row.taken_on,
            worker_id: row.worker_id,
            reason: row.reason,
            client_consents: row.client_consents,
            text,
            referred_to: self.show(to, row.referred_to_sealed.as_ref())?,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
            voided_at: row.voided_at,
            void_reason: row.void_reason,
        })
    }

    fn goal(&self, row: GoalRow, outcomes: Vec<OutcomeRow>) -> Result<CaseGoal> {
        let show = |column, sealed| self.show(cell("case_goals", column, row.id), sealed);
        let outcomes = outcomes.into_iter().map(|one| self.outcome(one)).collect::<Result<Vec<_>>>()?;
        Ok(CaseGoal {
            goal: show("goal", row.goal_sealed.as_ref())?,
            measure: show("measure", row.measure_sealed.as_ref())?,
            before: show("before", row.before_sealed.as_ref())?,
            achieved: outcomes.last().map(|outcome| outcome.achieved),
            id: row.id,
            set_on: row.set_on,
            outcomes,
            recorded_at: row.recorded_at,
            voided_at: row.voided_at,
            void_reason: row.void_reason,
        })
    }

    fn outcome(&self, row: OutcomeRow) -> Result<GoalOutcome> {
        let after = self.show(cell("case_goal_outcomes", "after", row.id), row.after_sealed.as_ref())?;
        let OutcomeRow { id, achieved, measured_on, recorded_at, .. } = row;
        Ok(GoalOutcome { id, achieved, measured_on, after, recorded_at })
    }
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = case_goal_outcomes)]
struct OutcomeRow {
    id: Uuid,
    goal_id: Uuid,
    achieved: GoalAchievement,
    measured_on: NaiveDate,
    after_sealed: Option<Vec<u8>>,
    recorded_at: DateTime<Utc>,
}

/// The answer about one case.
pub async fn reply<A: Action, const S: u16>(
    ctx: &Ctx<A>,
    conn: &Conn,
    row: CaseRow,
) -> Result<Reply<Case, S>> {
    Reply::tagged_as_shown(&show(ctx, conn, row).await?.0)
}

/// A case as the caller reads it, and what opens the client to the caller, when that is a minor.
pub async fn show<A: Action>(ctx: &Ctx<A>, conn: &Conn, row: CaseRow) -> Result<(Case, Option<Uuid>)> {
    let county = &ctx.reach().county;
    let (reader, opening) = reader(ctx, conn, row.client_id).await?;
    let leads = leads_of(conn, county, row.id).await?;
    let lead = leads.last().map(|lead| lead.worker_id);
    let withheld = reader.sight == Sight::Withheld;
    let texts = texts(conn, county, &row, reader).await?;
    let case = Case {
        presenting_problem: texts.problem,
        withheld,
        steps: texts.steps,
        goals: texts.goals,
        logs: figures::of(conn, county, Whose::Case(row.id)).await?,
        leads: leads.into_iter().map(CaseLead::from).collect(),
        case: CaseEntry::new(row, lead),
    };
    Ok((case, opening))
}

/// What a case says, as far as its reader may read it.
pub struct Texts {
    /// What the client came with.
    pub problem: Option<String>,
    /// Its steps.
    pub steps: Vec<CaseStep>,
    /// Its goals.
    pub goals: Vec<CaseGoal>,
}

/// The texts of a case as somebody reads them, with what they are texts of.
pub async fn texts(conn: &Conn, county: &str, row: &CaseRow, reader: Reader) -> Result<Texts> {
    Ok(Texts {
        problem: reader.show(cell("cases", "problem", row.id), row.problem_sealed.as_ref())?,
        steps: steps(conn, county, row.id, &reader).await?,
        goals: goals(conn, county, row.id, &reader).await?,
    })
}

async fn reader<A: Action>(ctx: &Ctx<A>, conn: &Conn, id: Uuid) -> Result<(Reader, Option<Uuid>)> {
    let (roots, reach, caller) = (&ctx.shared().personal, ctx.reach(), ctx.caller()?);
    let absent = || Error::internal("a client without a key");
    let key = roots.keys(conn, &reach.county, &[id]).await?.remove(&id).ok_or_else(absent)?;
    let client = match clients::model::find(roots, conn, reach, id).await {
        // Another station serves the client by now: what was done here stays with its days, what was said does not.
        Err(error) if error.code == Code::NotFound => {
            return Ok((Reader { key, sight: Sight::Withheld }, None));
        }
        found => found?,
    };
    let standing = standing::of_client(conn, &reach.county, id, ctx.today()).await?;
    let whom = (&client, &standing);
    let (sight, opening) = opening::sight(conn, &reach.county, caller, whom, ctx.now()).await?;
    Ok((Reader { key, sight }, opening))
}

/// Who led a case, in the order of days.
pub async fn leads_of(mut conn: &Conn, county: &str, case: Uuid) -> Result<Vec<LeadRow>> {
    let rows = case_leads::table
        .filter(case_leads::county_code.eq(county))
        .filter(case_leads::case_id.eq(case))
        .order(case_leads::valid_from)
        .select(LeadRow::as_select());
    Ok(rows.load(&mut conn).await?)
}

async fn steps(mut conn: &Conn, county: &str, case: Uuid, reader: &Reader) -> Result<Vec<CaseStep>> {
    let rows = case_steps::table
        .filter(case_steps::county_code.eq(county))
        .filter(case_steps::case_id.eq(case))
        .order((case_steps::taken_on, case_steps::position))
        .select(StepRow::as_select());
    let rows: Vec<StepRow> = rows.load(&mut conn).await?;
    rows.into_iter().map(|row| reader.step(row)).collect()
}

async fn goals(mut conn: &Conn, county: &str, case: Uuid, reader: &Reader) -> Result<Vec<CaseGoal>> {
    let rows = case_goals::table
        .filter(case_goals::county_code.eq(county))
        .filter(case_goals::case_id.eq(case))
        .order((case_goals::set_on, case_goals::id))
        .select(GoalRow::as_select());
    let rows: Vec<GoalRow> = rows.load(&mut conn).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let outcomes = case_goal_outcomes::table
        .filter(case_goal_outcomes::county_code.eq(county))
        .filter(case_goal_outcomes::goal_id.eq_any(ids))
        .order((case_goal_outcomes::measured_on, case_goal_outcomes::recorded_at, case_goal_outcomes::id))
        .select(OutcomeRow::as_select());
    let outcomes: Vec<OutcomeRow> = outcomes.load(&mut conn).await?;
    let mut by_goal: HashMap<Uuid, Vec<OutcomeRow>> = HashMap::new();
    for outcome in outcomes {
        by_goal.entry(outcome.goal_id).or_default().push(outcome);
    }
    let whole = |row: GoalRow| {
        let outcomes = by_goal.remove(&row.id).unwrap_or_default();
        reader.goal(row, outcomes)
    };
    rows.into_iter().map(whole).collect()
}
