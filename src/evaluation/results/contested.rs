//! Which indicators of an evaluation somebody contested or appealed against.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    db::{Conn, json::Json},
    evaluation::{appeals::model::AppealState, model::EvaluationRow},
    http::Result,
    schema::{appeals, evidence_contests},
};

/// An indicator that somebody contested or appealed against.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct ContestedIndicator {
    /// Code of the indicator.
    pub indicator: String,
    /// How many contests of its computed value are not answered.
    #[schema(minimum = 0)]
    pub contests_open: u32,
    /// How many were upheld.
    #[schema(minimum = 0)]
    pub contests_upheld: u32,
    /// How many appeals against its points are not decided.
    #[schema(minimum = 0)]
    pub appeals_open: u32,
    /// How many are decided.
    #[schema(minimum = 0)]
    pub appeals_decided: u32,
}

/// All of an evaluation, by code. Dismissed contests and withdrawn appeals are over.
pub async fn indicators(conn: &Conn, evaluation: &EvaluationRow) -> Result<Vec<ContestedIndicator>> {
    let mut all: BTreeMap<String, ContestedIndicator> = BTreeMap::new();
    for (code, outcome) in contests(conn, evaluation).await? {
        let one = entry(&mut all, code);
        let count = if outcome.is_none() { &mut one.contests_open } else { &mut one.contests_upheld };
        *count = count.saturating_add(1);
    }
    for (codes, state) in appealed(conn, evaluation).await? {
        for code in codes.0 {
            let one = entry(&mut all, code);
            let decided = state == AppealState::Decided;
            let count = if decided { &mut one.appeals_decided } else { &mut one.appeals_open };
            *count = count.saturating_add(1);
        }
    }
    Ok(all.into_values().collect())
}

fn entry(all: &mut BTreeMap<String, ContestedIndicator>, code: String) -> &mut ContestedIndicator {
    let new = || ContestedIndicator { indicator: code.clone(), ..ContestedIndicator::default() };
    all.entry(code.clone()).or_insert_with(new)
}

async fn contests(mut conn: &Conn, evaluation: &EvaluationRow) -> Result<Vec<(String, Option<String>)>> {
    let standing = evidence_contests::outcome.is_null().or(evidence_contests::outcome.eq("upheld"));
    let query = evidence_contests::table
        .filter(evidence_contests::county_code.eq(&evaluation.county_code))
        .filter(evidence_contests::evaluation_id.eq(evaluation.id))
        .filter(standing)
        .select((evidence_contests::indicator_code, evidence_contests::outcome));
    Ok(query.load(&mut conn).await?)
}

async fn appealed(
    mut conn: &Conn,
    evaluation: &EvaluationRow,
) -> Result<Vec<(Json<Vec<String>>, AppealState)>> {
    let query = appeals::table
        .filter(appeals::county_code.eq(&evaluation.county_code))
        .filter(appeals::evaluation_id.eq(evaluation.id))
        .filter(appeals::state.ne(AppealState::Withdrawn))
        .select((appeals::indicators, appeals::state));
    Ok(query.load(&mut conn).await?)
}
