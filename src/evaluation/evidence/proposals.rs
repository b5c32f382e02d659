//! What was proposed for each computed or mixed indicator when scoring began.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

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
pub async fn of_evaluation(mut conn: &Conn, evaluation: &EvaluationRow) -> Result<Vec<Proposal>> {
    let query = evaluation_evidence::table
        .filter(evaluation_evidence::county_code.eq(&evaluation.county_code))
        .filter(evaluation_evidence::evaluation_id.eq(evaluation.id))
        .order(evaluation_evidence::indicator_code)
        .select((evaluation_evidence::indicator_code, evaluation_evidence::proposal));
    let rows: Vec<(String, Option<i32>)> = query.load(&mut conn).await?;
    let read = |(indicator, points): (String, Option<i32>)| {
        Ok(Proposal { indicator, points: points.map(indicator::points).transpose()? })
    };
    rows.into_iter().map(read).collect()
}
