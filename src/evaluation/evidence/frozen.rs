//! Reading evidence that was kept.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};

use super::{computing::IndicatorEvidence, fact::Fact};
use crate::{
    db::{Conn, json::Json},
    evaluation::{
        frameworks::indicator::{self, Indicator},
        model::EvaluationRow,
    },
    http::Result,
    schema::evaluation_evidence,
};

/// The facts of one indicator with the days that were counted, as they are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// First day.
    pub from: NaiveDate,
    /// First day no longer.
    pub to: NaiveDate,
    /// The facts.
    pub facts: Vec<Fact>,
}

/// What was kept when scoring began.
#[derive(Debug)]
pub struct Frozen {
    /// When.
    pub at: DateTime<Utc>,
    /// The days that were counted.
    pub days: (NaiveDate, NaiveDate),
    /// The evidence, in the order of the framework.
    pub evidence: Vec<IndicatorEvidence>,
}

type Row = (String, Json<Counted>, Option<i32>, DateTime<Utc>);

/// What was kept of an evaluation; none before scoring began, and where no indicator has a measure.
pub async fn load(
    mut conn: &Conn,
    evaluation: &EvaluationRow,
    indicators: &[Indicator],
) -> Result<Option<Frozen>> {
    let query = evaluation_evidence::table
        .filter(evaluation_evidence::county_code.eq(&evaluation.county_code))
        .filter(evaluation_evidence::evaluation_id.eq(evaluation.id))
        .select((
            evaluation_evidence::indicator_code,
            evaluation_evidence::facts,
            evaluation_evidence::proposal,
            evaluation_evidence::frozen_at,
        ));
    let rows: Vec<Row> = query.load(&mut conn).await?;
    let [(_, counted, _, at), ..] = rows.as_slice() else { return Ok(None) };
    let (at, days) = (*at, (counted.from, counted.to));
    let mut kept: HashMap<String, Row> = rows.into_iter().map(|row| (row.0.clone(), row)).collect();
    let mut evidence = Vec::new();
    for one in indicators {
        let Some((_, Json(counted), proposal, _)) = kept.remove(&one.code) else { continue };
        let proposal = proposal.map(indicator::points).transpose()?;
        evidence.extend(IndicatorEvidence::new(one, counted.facts, proposal));
    }
    Ok(Some(Frozen { at, days, evidence }))
}
