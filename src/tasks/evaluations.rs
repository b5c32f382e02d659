//! Evaluations on their way: evaluators to assign, results to make, missed cards and appeals to decide.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    list::{Task, TaskKind},
    waiting::{self, Waiting},
};
use crate::{
    auth::policy::{AssignEvaluators, DecideAppeals, DecideMissedCards, ManageEvaluations, ReadSelf},
    auth::reach::Reach,
    bilingual::Bilingual,
    db::{Conn, text_enum::TextEnum as _},
    evaluation::{
        model::{EvaluationState, Party, ScorecardState},
        preparation::stage,
    },
    http::{Ctx, Result, clock::end_of_day},
    places::policy,
    schema::{appeals, evaluation_assignments, evaluations, scorecards, stations},
};

/// The evaluations of the caller's agency that nobody of it scores yet.
pub async fn to_assign(mut conn: &Conn, ctx: &Ctx<ReadSelf>) -> Result<Vec<Task>> {
    use EvaluationState::{Planned, Preparation, Scoring};
    let Ok(reach) = ctx.caller()?.reach::<AssignEvaluators>(None) else { return Ok(Vec::new()) };
    let mut open = waiting::within(conn, &reach, &[Planned, Preparation, Scoring]).await?;
    let ids: Vec<Uuid> = open.iter().map(|one| one.row.id).collect();
    let given = evaluation_assignments::table
        .filter(evaluation_assignments::county_code.eq(&reach.county))
        .filter(evaluation_assignments::evaluation_id.eq_any(ids))
        .filter(evaluation_assignments::ended_at.is_null())
        .select(evaluation_assignments::evaluation_id);
    let given: Vec<Uuid> = given.load(&mut conn).await?;
    open.retain(|one| !given.contains(&one.row.id));
    let one = |one: &Waiting| {
        let name = &one.station;
        let title = Bilingual::new(
            format!("指派评估人员：{name}"),
            format!("Assign evaluators to the evaluation of {name}"),
        );
        let days = (one.since, one.last_before_scoring());
        Task::new(ctx, TaskKind::EvaluatorAssignment, &title, days, one.link("/assignments"))
    };
    Ok(open.iter().map(one).collect())
}

/// The evaluations whose result waits to be made, to stand once no appeal can come any more, or to be published.
pub async fn to_finish(conn: &Conn, ctx: &Ctx<ReadSelf>) -> Result<Vec<Task>> {
    use EvaluationState::{Final, Provisional, Scored};
    let Ok(reach) = ctx.caller()?.reach::<ManageEvaluations>(None) else { return Ok(Vec::new()) };
    let open = waiting::within(conn, &reach, &[Scored, Provisional, Final]).await?;
    let is_due = |one: &&Waiting| {
        one.row.state != Provisional || one.row.appeal_until.is_none_or(|until| until < ctx.today())
    };
    let one = |one: &Waiting| {
        let name = &one.station;
        let title = match one.row.state {
            Scored => Bilingual::new(
                format!("生成初步结果：{name}"),
                format!("Make the provisional result of {name}"),
            ),
            Provisional => {
                Bilingual::new(format!("确定最终结果：{name}"), format!("Make the result of {name} final"))
            }
            _ => Bilingual::new(format!("公布评估结果：{name}"), format!("Publish the result of {name}")),
        };
        let days = (one.since, None);
        Task::new(ctx, TaskKind::EvaluationResult, &title, days, one.link("/transitions"))
    };
    Ok(open.iter().filter(is_due).map(one).collect())
}

/// What waits for the leading group's office: missed cards, and appeals.
pub async fn to_decide(conn: &Conn, ctx: &Ctx<ReadSelf>) -> Result<Vec<Task>> {
    let caller = ctx.caller()?;
    let mut tasks = Vec::new();
    if let Ok(reach) = caller.reach::<DecideMissedCards>(None) {
        tasks.extend(missed(conn, ctx, &reach).await?);
    }
    if let Ok(reach) = caller.reach::<DecideAppeals>(None) {
        tasks.extend(filed(conn, ctx, &reach).await?);
    }
    Ok(tasks)
}

async fn missed(mut conn: &Conn, ctx: &Ctx<ReadSelf>, reach: &Reach) -> Result<Vec<Task>> {
    let open = waiting::within(conn, reach, &[EvaluationState::Scoring]).await?;
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let (_, policy) = policy::in_force(conn, &reach.county, ctx.today(), ctx.now()).await?;
    let grace = policy.clocks.scoring_grace_days.value;
    let ids: Vec<Uuid> = open.iter().map(|one| one.row.id).collect();
    let drafts = scorecards::table
        .filter(scorecards::county_code.eq(&reach.county))
        .filter(scorecards::evaluation_id.eq_any(ids))
        .filter(scorecards::state.eq(ScorecardState::Draft))
        .order(scorecards::party)
        .select((scorecards::evaluation_id, scorecards::party));
    let drafts: Vec<(Uuid, Party)> = drafts.load(&mut conn).await?;
    let over = |one: &Waiting| {
        let last = stage::after(one.row.scoring_due_on?, grace);
        (last < ctx.today()).then(|| tell(ctx, one, last, &drafts))
    };
    Ok(open.iter().filter_map(over).collect())
}

fn tell(ctx: &Ctx<ReadSelf>, one: &Waiting, last: NaiveDate, drafts: &[(Uuid, Party)]) -> Task {
    let mine = drafts.iter().filter(|(evaluation, _)| *evaluation == one.row.id);
    let labels: Vec<_> = mine.map(|(_, party)| party.label()).collect();
    let zh: Vec<_> = labels.iter().map(|label| label.zh).collect();
    let en: Vec<_> = labels.iter().map(|label| label.en).collect();
    let title = Bilingual::new(
        format!("决定逾期评分表：{}（{}）", one.station, zh.join("、")),
        format!("Decide on the missing scorecards of {}: {}", one.station, en.join(", ")),
    );
    Task::new(ctx, TaskKind::MissedCard, &title, (end_of_day(last), None), one.link("/missed-decisions"))
}

async fn filed(mut conn: &Conn, ctx: &Ctx<ReadSelf>, reach: &Reach) -> Result<Vec<Task>> {
    let evaluation =
        appeals::county_code.eq(evaluations::county_code).and(appeals::evaluation_id.eq(evaluations::id));
    let station =
        stations::county_code.eq(evaluations::county_code).and(stations::id.eq(evaluations::station_id));
    let query = evaluations::table
        .inner_join(appeals::table.on(evaluation))
        .inner_join(stations::table.on(station))
        .filter(evaluations::county_code.eq(&reach.county))
        .filter(appeals::state.eq("filed"))
        .select((appeals::id, appeals::filed_at, stations::name));
    let rows: Vec<(Uuid, DateTime<Utc>, String)> = query.load(&mut conn).await?;
    let one = |(id, since, name): (Uuid, DateTime<Utc>, String)| {
        let title = Bilingual::new(format!("决定申诉：{name}"), format!("Decide the appeal of {name}"));
        let link = format!("/api/v1/appeals/{id}/decision");
        Task::new(ctx, TaskKind::AppealDecision, &title, (since, None), link)
    };
    Ok(rows.into_iter().map(one).collect())
}
