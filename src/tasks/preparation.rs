//! Evaluations in preparation: what the contractor has to do, and what it contested.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    list::{Task, TaskKind},
    waiting::{self, Waiting},
};
use crate::{
    auth::policy::{PrepareEvaluations, ReadSelf, SettlePreparation},
    bilingual::Bilingual,
    db::Conn,
    evaluation::{
        applicable, frameworks::indicator::ScoringKind, model::EvaluationState, preparation::stage,
    },
    http::{Ctx, Result, clock::business_day},
    places::policy,
    schema::{
        evaluation_materials, evaluations, evidence_contests, framework_indicators, phases, self_assessments,
        stations,
    },
};

/// What the caller's evaluations in preparation still ask of the contractor.
pub async fn to_prepare(conn: &Conn, ctx: &Ctx<ReadSelf>) -> Result<Vec<Task>> {
    let caller = ctx.caller()?;
    let Ok(reach) = caller.reach::<PrepareEvaluations>(None) else { return Ok(Vec::new()) };
    let mut open = waiting::within(conn, &reach, &[EvaluationState::Preparation]).await?;
    if let Some(worker) = caller.worker {
        let employers = stage::employers(conn, &reach.county, worker, ctx.today()).await?;
        open.retain(|one| employers.contains(&one.row.contractor_id));
    }
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let known = Known::of(conn, &reach.county, &open).await?;
    let (_, policy) = policy::in_force(conn, &reach.county, ctx.today(), ctx.now()).await?;
    let days = policy.clocks.contest_days.value;
    Ok(open.iter().flat_map(|one| known.tasks(ctx, one, days)).collect())
}

/// What is known of evaluations in preparation.
struct Known {
    /// Framework, code, whether it is computed, whether it asks for materials.
    indicators: Vec<(Uuid, String, ScoringKind, Option<String>)>,
    /// Evaluation and code of what was handed in, or does not apply.
    settled: HashSet<(Uuid, String)>,
    assessed: Vec<Uuid>,
}

impl Known {
    async fn of(mut conn: &Conn, county: &str, open: &[Waiting]) -> Result<Self> {
        let ids: Vec<Uuid> = open.iter().map(|one| one.row.id).collect();
        let frameworks: Vec<Uuid> = open.iter().map(|one| one.row.framework_id).collect();
        let indicators = framework_indicators::table
            .filter(framework_indicators::county_code.eq(county))
            .filter(framework_indicators::framework_id.eq_any(frameworks))
            .select((
                framework_indicators::framework_id,
                framework_indicators::code,
                framework_indicators::scoring,
                framework_indicators::materials,
            ));
        let handed_in = evaluation_materials::table
            .filter(evaluation_materials::county_code.eq(county))
            .filter(evaluation_materials::evaluation_id.eq_any(&ids))
            .filter(evaluation_materials::voided_at.is_null())
            .select((evaluation_materials::evaluation_id, evaluation_materials::indicator_code));
        let assessed = self_assessments::table
            .filter(self_assessments::county_code.eq(county))
            .filter(self_assessments::evaluation_id.eq_any(&ids))
            .select(self_assessments::evaluation_id);
        let handed_in: Vec<(Uuid, String)> = handed_in.load(&mut conn).await?;
        let out = applicable::left_out(conn, county, &ids).await?;
        Ok(Self {
            indicators: indicators.load(&mut conn).await?,
            settled: handed_in.into_iter().chain(out).collect(),
            assessed: assessed.load(&mut conn).await?,
        })
    }

    fn tasks(&self, ctx: &Ctx<ReadSelf>, one: &Waiting, contest_days: u32) -> Vec<Task> {
        let mut tasks = Vec::new();
        if self.misses_materials(one) {
            tasks.push(materials(ctx, one));
        }
        if self.assessed.contains(&one.row.id) {
            return tasks;
        }
        tasks.push(self_assessment(ctx, one));
        let last = stage::after(business_day(one.since), contest_days);
        if self.is_computed(one) && ctx.today() <= last {
            tasks.push(review(ctx, one, last));
        }
        tasks
    }

    fn misses_materials(&self, one: &Waiting) -> bool {
        self.indicators.iter().any(|(framework, code, _, materials)| {
            *framework == one.row.framework_id
                && materials.is_some()
                && !self.settled.contains(&(one.row.id, code.clone()))
        })
    }

    fn is_computed(&self, one: &Waiting) -> bool {
        let computed = |kind: ScoringKind| kind != ScoringKind::Judged;
        self.indicators
            .iter()
            .any(|(framework, _, kind, _)| *framework == one.row.framework_id && computed(*kind))
    }
}

fn materials(ctx: &Ctx<ReadSelf>, one: &Waiting) -> Task {
    let name = &one.station;
    let title = Bilingual::new(
        format!("提交评估材料：{name}"),
        format!("Hand in the materials for the evaluation of {name}"),
    );
    let days = (one.since, one.last_before_scoring());
    Task::new(ctx, TaskKind::EvaluationMaterials, &title, days, one.link("/materials"))
}

fn self_assessment(ctx: &Ctx<ReadSelf>, one: &Waiting) -> Task {
    let name = &one.station;
    let title = Bilingual::new(format!("提交自评：{name}"), format!("Hand in the self-assessment of {name}"));
    let days = (one.since, one.last_before_scoring());
    Task::new(ctx, TaskKind::SelfAssessment, &title, days, one.link("/self-assessment"))
}

fn review(ctx: &Ctx<ReadSelf>, one: &Waiting, last: NaiveDate) -> Task {
    let name = &one.station;
    let title = Bilingual::new(
        format!("核对系统取数，如有异议请提出：{name}"),
        format!("Look through the computed values of {name}, and contest what is wrong"),
    );
    let days = (one.since, Some(last));
    Task::new(ctx, TaskKind::EvidenceReview, &title, days, one.link("/computed-evidence"))
}

type Open = ((Uuid, Uuid), String, DateTime<Utc>, String, NaiveDate);

/// The contests that wait for the bureau's answer.
pub async fn to_answer(mut conn: &Conn, ctx: &Ctx<ReadSelf>) -> Result<Vec<Task>> {
    let Ok(reach) = ctx.caller()?.reach::<SettlePreparation>(None) else { return Ok(Vec::new()) };
    let evaluation = evidence_contests::county_code
        .eq(evaluations::county_code)
        .and(evidence_contests::evaluation_id.eq(evaluations::id));
    let phase = phases::county_code.eq(evaluations::county_code).and(phases::id.eq(evaluations::phase_id));
    let station =
        stations::county_code.eq(evaluations::county_code).and(stations::id.eq(evaluations::station_id));
    let query = evaluations::table
        .inner_join(evidence_contests::table.on(evaluation))
        .inner_join(phases::table.on(phase))
        .inner_join(stations::table.on(station))
        .filter(evaluations::county_code.eq(&reach.county))
        .filter(evaluations::state.eq(EvaluationState::Preparation))
        .filter(evidence_contests::outcome.is_null())
        .select((
            (evaluations::id, evidence_contests::id),
            evidence_contests::indicator_code,
            evidence_contests::recorded_at,
            stations::name,
            phases::scoring_from,
        ));
    let rows: Vec<Open> = query.load(&mut conn).await?;
    let one = |((id, contest), code, since, name, scoring_from): Open| {
        let title = Bilingual::new(
            format!("答复指标{code}的异议：{name}"),
            format!("Answer the contest of {code} at {name}"),
        );
        let link = format!("/api/v1/evaluations/{id}/contests/{contest}/answer");
        Task::new(ctx, TaskKind::ContestAnswer, &title, (since, scoring_from.pred_opt()), link)
    };
    Ok(rows.into_iter().map(one).collect())
}
