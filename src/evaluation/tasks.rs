//! `GET /me/tasks`: what waits for the caller.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::{EvaluationState, Party, ScorecardState};
use crate::{
    auth::policy::ReadSelf,
    http::{Ctx, Page, Paging, Reply, Result, error::Sentence, locale::Locale},
    schema::{evaluation_transitions, evaluations, phases, scorecards, stations},
    text_enum,
};

text_enum! {
    /// What kind of thing waits.
    TaskKind {
        /// A scorecard of the caller's party.
        Scorecard = "scorecard", "评分表", "Scorecard";
    }
}

/// Something that waits for the caller.
#[derive(Debug, Serialize, ToSchema)]
pub struct Task {
    /// What kind of thing.
    pub kind: TaskKind,
    /// What to do, in the language of the answer.
    #[schema(example = "提交评分表：白沙黎族自治县牙叉镇社会工作服务站")]
    pub title: String,
    /// Since when it waits.
    pub since: DateTime<Utc>,
    /// The last day for it.
    pub due_on: NaiveDate,
    /// Where it is done.
    #[schema(example = "/api/v1/evaluations/0189…/scorecards/township")]
    pub link: String,
}

#[derive(Debug, Queryable)]
struct Waiting {
    card: Uuid,
    evaluation: Uuid,
    party: Party,
    station: String,
    since: DateTime<Utc>,
    scoring_to: NaiveDate,
}

/// Lists what waits for the caller: the scorecards of its party that are not submitted yet.
#[utoipa::path(get, path = "/api/v1/me/tasks", tag = "access")]
pub async fn list_my_tasks(ctx: Ctx<ReadSelf>, paging: Paging) -> Result<Reply<Page<Task>>> {
    let Some(party) = Party::of(ctx.caller()?.role) else {
        let nothing = paging.wants_total().then_some(0);
        return paging.page(Vec::<Task>::new(), nothing, |_| ())?.reply();
    };
    let (found, total) = waiting(&ctx, party, &paging).await?;
    let locale = ctx.locale();
    paging.page(found, total, |one| one.card)?.map(|one| one.tell(locale)).reply()
}

async fn waiting(ctx: &Ctx<ReadSelf>, party: Party, paging: &Paging) -> Result<(Vec<Waiting>, Option<i64>)> {
    let caller = ctx.caller()?;
    let evaluation = scorecards::county_code
        .eq(evaluations::county_code)
        .and(scorecards::evaluation_id.eq(evaluations::id));
    let phase = phases::county_code.eq(evaluations::county_code).and(phases::id.eq(evaluations::phase_id));
    let station =
        stations::county_code.eq(evaluations::county_code).and(stations::id.eq(evaluations::station_id));
    let entered = evaluation_transitions::county_code
        .eq(evaluations::county_code)
        .and(evaluation_transitions::evaluation_id.eq(evaluations::id))
        .and(evaluation_transitions::state.eq(EvaluationState::Scoring));
    let all = || {
        let rows = evaluations::table
            .inner_join(scorecards::table.on(evaluation))
            .inner_join(phases::table.on(phase))
            .inner_join(stations::table.on(station))
            .inner_join(evaluation_transitions::table.on(entered))
            .filter(evaluations::county_code.eq(&caller.county))
            .filter(evaluations::state.eq(EvaluationState::Scoring))
            .filter(scorecards::party.eq(party))
            .filter(scorecards::state.eq(ScorecardState::Draft))
            .into_boxed();
        // The bureau scores every station; a township its own; an agency the evaluations given to it.
        match party {
            Party::Bureau => rows,
            Party::Township => rows.filter(evaluations::station_id.eq_any(&caller.stations)),
            Party::ThirdParty => rows.filter(evaluations::agency_id.nullable().eq(caller.organisation)),
        }
    };
    let mut rows = all();
    if let Some(after) = paging.position::<Uuid>()? {
        rows = rows.filter(scorecards::id.gt(after));
    }
    let rows = rows.order(scorecards::id).limit(paging.fetch()).select((
        scorecards::id,
        evaluations::id,
        scorecards::party,
        stations::name,
        evaluation_transitions::recorded_at,
        phases::scoring_to,
    ));
    ctx.read(async |conn| paging.read(conn, rows, all().count()).await).await
}

impl Waiting {
    fn tell(self, locale: Locale) -> Task {
        use crate::db::text_enum::TextEnum as _;
        let title = Sentence::new(
            format!("提交评分表：{}", self.station),
            format!("Submit the scorecard of {}", self.station),
        );
        Task {
            kind: TaskKind::Scorecard,
            title: locale.pick(&title).to_owned(),
            since: self.since,
            due_on: self.scoring_to.pred_opt().unwrap_or(self.scoring_to),
            link: format!("/api/v1/evaluations/{}/scorecards/{}", self.evaluation, self.party.code()),
        }
    }
}
