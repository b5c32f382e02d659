//! Scorecards that the caller's party has not submitted.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::list::{Task, TaskKind};
use crate::{
    auth::{caller::Caller, policy::ReadSelf},
    bilingual::Bilingual,
    db::{Conn, text_enum::TextEnum as _},
    evaluation::{
        model::{EvaluationState, Party, ScorecardState},
        standing::{self, Ties},
    },
    http::{Ctx, Result, locale::Locale},
    schema::{evaluation_transitions, evaluations, scorecards, stations},
};

#[derive(Debug, Queryable)]
struct Waiting {
    evaluation: Uuid,
    party: Party,
    station: String,
    since: DateTime<Utc>,
    contractor: Uuid,
    due_on: Option<NaiveDate>,
}

/// The scorecards of the caller's party that he may write on; none for who scores nothing.
pub async fn of(mut conn: &Conn, ctx: &Ctx<ReadSelf>) -> Result<Vec<Task>> {
    let caller = ctx.caller()?;
    let Some(party) = Party::of(caller.role) else { return Ok(Vec::new()) };
    let evaluation = scorecards::county_code
        .eq(evaluations::county_code)
        .and(scorecards::evaluation_id.eq(evaluations::id));
    let station =
        stations::county_code.eq(evaluations::county_code).and(stations::id.eq(evaluations::station_id));
    let entered = evaluation_transitions::county_code
        .eq(evaluations::county_code)
        .and(evaluation_transitions::evaluation_id.eq(evaluations::id))
        .and(evaluation_transitions::state.eq(EvaluationState::Scoring));
    let rows = evaluations::table
        .inner_join(scorecards::table.on(evaluation))
        .inner_join(stations::table.on(station))
        .inner_join(evaluation_transitions::table.on(entered))
        .filter(evaluations::county_code.eq(&caller.county))
        .filter(evaluations::state.eq(EvaluationState::Scoring))
        .filter(scorecards::party.eq(party))
        .filter(scorecards::state.eq(ScorecardState::Draft))
        .into_boxed();
    // The bureau scores every station; a township its own; an agency the evaluations given to it.
    let rows = match party {
        Party::Bureau => rows,
        Party::Township => rows.filter(evaluations::station_id.eq_any(&caller.stations)),
        Party::ThirdParty => rows.filter(evaluations::agency_id.nullable().eq(caller.organisation)),
    };
    let rows = rows.select((
        evaluations::id,
        scorecards::party,
        stations::name,
        evaluation_transitions::recorded_at,
        evaluations::contractor_id,
        evaluations::scoring_due_on,
    ));
    let found: Vec<Waiting> = rows.load(&mut conn).await?;
    let free = may_score(conn, caller, party, found).await?;
    Ok(free.into_iter().map(|one| one.tell(ctx.locale())).collect())
}

/// Those of the cards that the caller himself may write on, as `standing::may_score` judges each.
async fn may_score(
    conn: &Conn,
    caller: &Caller,
    party: Party,
    mut found: Vec<Waiting>,
) -> Result<Vec<Waiting>> {
    if found.is_empty() {
        return Ok(found);
    }
    let contractors: Vec<Uuid> = found.iter().map(|one| one.contractor).collect();
    let ties = Ties { organisation: caller.organisation, worker: caller.worker };
    let related = standing::tied_to(conn, &caller.county, &contractors, ties).await?;
    let recused = standing::recused_from(conn, &caller.county, caller.id).await?;
    found.retain(|one| !related.contains(&one.contractor) && !recused.contains(&one.evaluation));
    if party == Party::ThirdParty && caller.scopes.is_none() {
        let given = standing::given_to(conn, &caller.county, caller.id).await?;
        found.retain(|one| given.contains(&one.evaluation));
    }
    Ok(found)
}

impl Waiting {
    fn tell(self, locale: Locale) -> Task {
        let title = Bilingual::new(
            format!("提交评分表：{}", self.station),
            format!("Submit the scorecard of {}", self.station),
        );
        Task {
            kind: TaskKind::Scorecard,
            title: locale.told(title),
            since: self.since,
            due_on: self.due_on,
            link: format!("/api/v1/evaluations/{}/scorecards/{}", self.evaluation, self.party.code()),
        }
    }
}
