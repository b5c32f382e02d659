//! What the erasure of a client leaves of its cases: kinds, days, workers, no texts.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    http::{Result, Tx},
    schema::{case_goal_outcomes, case_goals, case_steps, cases},
};

/// Empties the texts of a client's cases. Their key is destroyed besides.
pub async fn texts(tx: &Tx<'_>, client: Uuid) -> Result<()> {
    let nothing = None::<Vec<u8>>;
    let theirs = cases::table.filter(cases::county_code.eq(tx.county())).filter(cases::client_id.eq(client));
    let ids: Vec<Uuid> = theirs.select(cases::id).load(&mut tx.conn()).await?;
    diesel::update(theirs).set(cases::problem_sealed.eq(&nothing)).execute(&mut tx.conn()).await?;
    let steps = case_steps::table
        .filter(case_steps::county_code.eq(tx.county()))
        .filter(case_steps::case_id.eq_any(&ids));
    let empty = (case_steps::text_sealed.eq(&nothing), case_steps::referred_to_sealed.eq(&nothing));
    diesel::update(steps).set(empty).execute(&mut tx.conn()).await?;
    let goals = case_goals::table
        .filter(case_goals::county_code.eq(tx.county()))
        .filter(case_goals::case_id.eq_any(&ids));
    let empty = (
        case_goals::goal_sealed.eq(&nothing),
        case_goals::measure_sealed.eq(&nothing),
        case_goals::before_sealed.eq(&nothing),
    );
    let ids: Vec<Uuid> =
        diesel::update(goals).set(empty).returning(case_goals::id).get_results(&mut tx.conn()).await?;
    let outcomes = case_goal_outcomes::table
        .filter(case_goal_outcomes::county_code.eq(tx.county()))
        .filter(case_goal_outcomes::goal_id.eq_any(ids));
    diesel::update(outcomes)
        .set(case_goal_outcomes::after_sealed.eq(&nothing))
        .execute(&mut tx.conn())
        .await?;
    Ok(())
}
