//! Evaluations in the states in which somebody has to do something.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::{
    auth::reach::Reach,
    db::Conn,
    evaluation::model::{self, EvaluationRow, EvaluationState},
    http::Result,
    schema::{evaluation_transitions, evaluations, phases, stations},
};

/// An evaluation that waits.
#[derive(Debug, Queryable)]
pub struct Waiting {
    /// The evaluation.
    pub row: EvaluationRow,
    /// Name of its station.
    pub station: String,
    /// The first day of its phase's scoring.
    pub scoring_from: NaiveDate,
    /// Since when it is in its state.
    pub since: DateTime<Utc>,
}

impl Waiting {
    /// Where something of it is done.
    pub fn link(&self, rest: &str) -> String {
        format!("/api/v1/evaluations/{}{rest}", self.row.id)
    }

    /// The last day before its phase is scored.
    pub fn last_before_scoring(&self) -> Option<NaiveDate> {
        self.scoring_from.pred_opt()
    }
}

/// The evaluations within reach in one of these states, each once.
pub async fn within(mut conn: &Conn, reach: &Reach, states: &[EvaluationState]) -> Result<Vec<Waiting>> {
    let mine = model::visible(reach).filter(evaluations::state.eq_any(states)).select(evaluations::id);
    let phase = phases::county_code.eq(evaluations::county_code).and(phases::id.eq(evaluations::phase_id));
    let station =
        stations::county_code.eq(evaluations::county_code).and(stations::id.eq(evaluations::station_id));
    let entered = evaluation_transitions::county_code
        .eq(evaluations::county_code)
        .and(evaluation_transitions::evaluation_id.eq(evaluations::id))
        .and(evaluation_transitions::state.eq(evaluations::state));
    let query = evaluations::table
        .inner_join(phases::table.on(phase))
        .inner_join(stations::table.on(station))
        .inner_join(evaluation_transitions::table.on(entered))
        .filter(evaluations::county_code.eq(&reach.county))
        .filter(evaluations::id.eq_any(mine))
        .order((evaluations::id, evaluation_transitions::recorded_at.desc()))
        .select((
            EvaluationRow::as_select(),
            stations::name,
            phases::scoring_from,
            evaluation_transitions::recorded_at,
        ));
    let mut found: Vec<Waiting> = query.load(&mut conn).await?;
    // Who came into a state twice waits since the last time.
    found.dedup_by_key(|one| one.row.id);
    Ok(found)
}
