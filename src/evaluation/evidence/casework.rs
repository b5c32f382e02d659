//! Cases with their stages and goals, and sessions of groups, as far as they fall in the days.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use futures_util::future::try_join;
use uuid::Uuid;

use super::{fact::Fact, window::Window};
use crate::{
    casework::cases::model::GoalAchievement,
    db::Conn,
    http::Result,
    rules::{case_stages::CaseStepKind, measures::FactName},
    schema::{case_goal_outcomes, case_goals, case_steps, cases, group_sessions, groups},
};

/// The stages of work that a whole case has.
const STAGES: [CaseStepKind; 4] =
    [CaseStepKind::Assessment, CaseStepKind::Plan, CaseStepKind::Intervention, CaseStepKind::Evaluation];

/// Cases that were open on one of the days, those with all four stages by the last, their goals and those wholly attained.
pub async fn cases(conn: &Conn, window: &Window) -> Result<Vec<Fact>> {
    let ids = open(conn, window).await?;
    let (complete, (goals, attained)) =
        try_join(complete(conn, window, &ids), goals(conn, window, &ids)).await?;
    let rows = format!("/api/v1/cases?station={}", window.station);
    let fact = |name, count: usize| Fact::known(name, u64::try_from(count).unwrap_or(u64::MAX), rows.clone());
    Ok(vec![
        fact(FactName::Cases, ids.len()),
        fact(FactName::CasesStagesComplete, complete),
        fact(FactName::Goals, goals),
        fact(FactName::GoalsAttained, attained),
    ])
}

async fn open(mut conn: &Conn, window: &Window) -> Result<Vec<Uuid>> {
    let query = cases::table
        .filter(cases::county_code.eq(&window.county))
        .filter(cases::station_id.eq(window.station))
        .filter(cases::voided_at.is_null())
        .filter(cases::accepted_on.lt(window.to))
        .filter(cases::ended_on.is_null().or(cases::ended_on.assume_not_null().ge(window.from)))
        .select(cases::id);
    Ok(query.load(&mut conn).await?)
}

async fn complete(mut conn: &Conn, window: &Window, cases: &[Uuid]) -> Result<usize> {
    let query = case_steps::table
        .filter(case_steps::county_code.eq(&window.county))
        .filter(case_steps::case_id.eq_any(cases))
        .filter(case_steps::kind.eq_any(STAGES))
        .filter(case_steps::voided_at.is_null())
        .filter(case_steps::taken_on.lt(window.to))
        .select((case_steps::case_id, case_steps::kind));
    let mut stages: HashMap<Uuid, HashSet<CaseStepKind>> = HashMap::new();
    let steps: Vec<(Uuid, CaseStepKind)> = query.load(&mut conn).await?;
    for (case, stage) in steps {
        stages.entry(case).or_default().insert(stage);
    }
    Ok(stages.values().filter(|done| done.len() == STAGES.len()).count())
}

/// Goals set by the last day, and how many of them the latest outcome by then says are wholly attained.
async fn goals(mut conn: &Conn, window: &Window, cases: &[Uuid]) -> Result<(usize, usize)> {
    let set = case_goals::table
        .filter(case_goals::county_code.eq(&window.county))
        .filter(case_goals::case_id.eq_any(cases))
        .filter(case_goals::voided_at.is_null())
        .filter(case_goals::set_on.lt(window.to))
        .select(case_goals::id);
    let goals: Vec<Uuid> = set.load(&mut conn).await?;
    let latest = case_goal_outcomes::table
        .filter(case_goal_outcomes::county_code.eq(&window.county))
        .filter(case_goal_outcomes::goal_id.eq_any(&goals))
        .filter(case_goal_outcomes::measured_on.lt(window.to))
        .distinct_on(case_goal_outcomes::goal_id)
        .order((
            case_goal_outcomes::goal_id,
            case_goal_outcomes::measured_on.desc(),
            case_goal_outcomes::recorded_at.desc(),
            case_goal_outcomes::id.desc(),
        ))
        .select(case_goal_outcomes::achieved);
    let latest: Vec<GoalAchievement> = latest.load(&mut conn).await?;
    let attained = latest.iter().filter(|achieved| **achieved == GoalAchievement::Fully).count();
    Ok((goals.len(), attained))
}

/// Of the groups that were open on one of the days: what was still planned when the days began, and what was held in them.
/// A group that held more than planned does not make up for another.
pub async fn sessions(mut conn: &Conn, window: &Window) -> Result<Vec<Fact>> {
    let open = groups::table
        .filter(groups::county_code.eq(&window.county))
        .filter(groups::station_id.eq(window.station))
        .filter(groups::voided_at.is_null())
        .filter(groups::begins_on.lt(window.to))
        .filter(groups::closed_on.is_null().or(groups::closed_on.assume_not_null().ge(window.from)))
        .select((groups::id, groups::planned_sessions));
    let open: Vec<(Uuid, i32)> = open.load(&mut conn).await?;
    let held = held(conn, window, &open).await?;
    let (mut planned, mut done) = (0_i64, 0_i64);
    for (group, of_group) in &open {
        let (before, within) = held.get(group).copied().unwrap_or_default();
        let left = i64::from(*of_group).saturating_sub(before).max(0);
        (planned, done) = (planned.saturating_add(left), done.saturating_add(within.min(left)));
    }
    let rows = format!("/api/v1/groups?station={}", window.station);
    Ok(vec![
        Fact::counted(FactName::SessionsPlanned, planned, rows.clone()),
        Fact::counted(FactName::SessionsHeld, done, rows),
    ])
}

/// Sessions of each group before the days and within them.
async fn held(mut conn: &Conn, window: &Window, open: &[(Uuid, i32)]) -> Result<HashMap<Uuid, (i64, i64)>> {
    let ids: Vec<Uuid> = open.iter().map(|(id, _)| *id).collect();
    let query = group_sessions::table
        .filter(group_sessions::county_code.eq(&window.county))
        .filter(group_sessions::group_id.eq_any(ids))
        .filter(group_sessions::voided_at.is_null())
        .filter(group_sessions::held_on.lt(window.to))
        .select((group_sessions::group_id, group_sessions::held_on));
    let mut held: HashMap<Uuid, (i64, i64)> = HashMap::new();
    let rows: Vec<(Uuid, chrono::NaiveDate)> = query.load(&mut conn).await?;
    for (group, on) in rows {
        let (before, within) = held.entry(group).or_default();
        let into = if on < window.from { before } else { within };
        *into = into.saturating_add(1);
    }
    Ok(held)
}
