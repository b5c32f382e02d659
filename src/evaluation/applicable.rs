//! Which indicators of its framework apply to an evaluation.

use std::collections::HashSet;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    frameworks::indicator::{self, Indicator},
    model::EvaluationRow,
};
use crate::{db::Conn, http::Result, schema::inapplicable_indicators};

/// What was fixed as not applicable in these evaluations: evaluation and code of the indicator.
pub async fn left_out(
    mut conn: &Conn,
    county: &str,
    evaluations: &[Uuid],
) -> Result<HashSet<(Uuid, String)>> {
    let query = inapplicable_indicators::table
        .filter(inapplicable_indicators::county_code.eq(county))
        .filter(inapplicable_indicators::evaluation_id.eq_any(evaluations))
        .filter(inapplicable_indicators::voided_at.is_null())
        .select((inapplicable_indicators::evaluation_id, inapplicable_indicators::indicator_code));
    let found: Vec<(Uuid, String)> = query.load(&mut conn).await?;
    Ok(found.into_iter().collect())
}

/// The indicators that count, in the framework's order: all but those fixed as not applicable before scoring, for all
/// parties alike.
pub async fn indicators(conn: &Conn, evaluation: &EvaluationRow) -> Result<Vec<Indicator>> {
    let out = left_out(conn, &evaluation.county_code, &[evaluation.id]).await?;
    let mut all = indicator::of_framework(conn, &evaluation.county_code, evaluation.framework_id).await?;
    all.retain(|one| !out.contains(&(evaluation.id, one.code.clone())));
    Ok(all)
}
