//! The state of preparation: who acts in it, when it began, when it ends.

use chrono::{Days, NaiveDate};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    auth::caller::Caller,
    db::Conn,
    evaluation::model::{self, EvaluationRow, EvaluationState},
    http::{Error, Result, Tx, clock::business_day, codes::Code},
    places::policy,
    schema::{employments, evaluation_transitions},
};

/// One evaluation within reach, locked, for who prepares it: a station's lead only when he works for the contractor that
/// is judged. Errors: 404.
pub async fn lock_own(tx: &Tx<'_>, caller: &Caller, id: Uuid) -> Result<EvaluationRow> {
    let evaluation = model::lock(tx, tx.reach(), id).await?;
    let Some(worker) = caller.worker else { return Ok(evaluation) };
    let employers = employers(tx, tx.county(), worker, tx.today()).await?;
    if employers.contains(&evaluation.contractor_id) { Ok(evaluation) } else { Err(Error::not_found()) }
}

/// The organisations that a worker is employed by on a day.
pub async fn employers(mut conn: &Conn, county: &str, worker: Uuid, today: NaiveDate) -> Result<Vec<Uuid>> {
    let open = employments::valid_to.is_null().or(employments::valid_to.assume_not_null().gt(today));
    let query = employments::table
        .filter(employments::county_code.eq(county))
        .filter(employments::worker_id.eq(worker))
        .filter(employments::voided_at.is_null())
        .filter(employments::valid_from.le(today))
        .filter(open);
    Ok(query.select(employments::organisation_id).load(&mut conn).await?)
}

/// Errors: 409 in any other state.
pub fn judge(evaluation: &EvaluationRow) -> Result<()> {
    if evaluation.state == EvaluationState::Preparation {
        return Ok(());
    }
    Err(Error::new(Code::Conflict)
        .detail("评估不在准备阶段", "The evaluation is not in the state of preparation"))
}

/// The day on which an evaluation came into preparation; none when it has not.
pub async fn began_on(mut conn: &Conn, evaluation: &EvaluationRow) -> Result<Option<NaiveDate>> {
    let moves = evaluation_transitions::table
        .filter(evaluation_transitions::county_code.eq(&evaluation.county_code))
        .filter(evaluation_transitions::evaluation_id.eq(evaluation.id))
        .filter(evaluation_transitions::state.eq(EvaluationState::Preparation))
        .order(evaluation_transitions::recorded_at.desc())
        .select(evaluation_transitions::recorded_at);
    let at = moves.first(&mut conn).await.optional()?;
    Ok(at.map(business_day))
}

/// The last day to contest what was computed, by the policy that is in force today; the day on which preparation began
/// does not count.
pub async fn contests_until(tx: &Tx<'_>, evaluation: &EvaluationRow) -> Result<NaiveDate> {
    let began = began_on(tx, evaluation).await?.ok_or_else(|| Error::internal("never in preparation"))?;
    let (_, policy) = policy::in_force(tx, tx.county(), tx.today(), tx.now()).await?;
    Ok(after(began, policy.clocks.contest_days.value))
}

/// The day so many days after another.
pub fn after(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX)
}
