//! What was proposed for each computed or mixed indicator when scoring began.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    db::Conn,
    evaluation::{frameworks::indicator, model::EvaluationRow},
    http::Result,
    rules::scoring::Points,
    schema::evaluation_evidence,
};

/// The proposal for one indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Code of the indicator.
    pub indicator: String,
    /// The points; none where nobody can say.
    pub points: Option<Points>,
}

/// The proposals of an evaluation, in the order of the indicators' codes; none before scoring begins.
pub async fn of_evaluation(conn: &Conn, evaluation: &EvaluationRow) -> Result<Vec<Proposal>> {
    let found = of_evaluations(conn, &evaluation.county_code, &[evaluation.id]).await?;
    Ok(found.into_iter().map(|(_, proposal)| proposal).collect())
}

/// The same of many, each with its evaluation.
pub async fn of_evaluations(
    mut conn: &Conn,
    county: &str,
    evaluations: &[Uuid],
) -> Result<Vec<(Uuid, Proposal)>> {
    let query = evaluation_evidence::table
        .filter(evaluation_evidence::county_code.eq(county))
        .filter(evaluation_evidence::evaluation_id.eq_any(evaluations))
        .order((evaluation_evidence::evaluation_id, evaluation_evidence::indicator_code))
        .select((
            evaluation_evidence::evaluation_id,
            evaluation_evidence::indicator_code,
            evaluation_evidence::proposal,
        ));
    let rows: Vec<(Uuid, String, Option<i32>)> = query.load(&mut conn).await?;
    let read = |(evaluation, indicator, points): (Uuid, String, Option<i32>)| {
        Ok((evaluation, Proposal { indicator, points: points.map(indicator::points).transpose()? }))
    };
    rows.into_iter().map(read).collect()
}
