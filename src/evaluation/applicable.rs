//! Which indicators of its framework apply to an evaluation.

use std::collections::HashSet;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::{
    frameworks::indicator::{self, Indicator},
    model::EvaluationRow,
};
use crate::{db::Conn, http::Result, schema::inapplicable_indicators};

/// The indicators that count, in the framework's order: all but those fixed as not applicable before scoring, for all
/// parties alike.
pub async fn indicators(mut conn: &Conn, evaluation: &EvaluationRow) -> Result<Vec<Indicator>> {
    let query = inapplicable_indicators::table
        .filter(inapplicable_indicators::county_code.eq(&evaluation.county_code))
        .filter(inapplicable_indicators::evaluation_id.eq(evaluation.id))
        .filter(inapplicable_indicators::voided_at.is_null())
        .select(inapplicable_indicators::indicator_code);
    let out: HashSet<String> = query.load(&mut conn).await?.into_iter().collect();
    let all = indicator::of_framework(conn, &evaluation.county_code, evaluation.framework_id).await?;
    Ok(all.into_iter().filter(|one| !out.contains(&one.code)).collect())
}
