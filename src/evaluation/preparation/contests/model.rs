//! Rows of contests.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    db::Conn,
    evaluation::model::EvaluationRow,
    http::{Result, Versioned},
    schema::evidence_contests,
    text_enum,
};

text_enum! {
    /// What became of a contest.
    ContestOutcome {
        /// The contractor is right; the records are mended, or the parties are told.
        Upheld = "upheld", "异议成立", "Upheld";
        /// The value stands.
        Dismissed = "dismissed", "异议不成立", "Dismissed";
    }
}

/// The path of one contest.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ContestPath {
    /// Id of the evaluation.
    pub id: Uuid,
    /// Id of the contest.
    pub contest: Uuid,
}

/// That the contractor contests what was computed for an indicator.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = evidence_contests)]
pub struct Contest {
    /// Id of the contest.
    pub id: Uuid,
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// Code of the indicator.
    #[diesel(column_name = indicator_code)]
    #[schema(example = "A4")]
    pub indicator: String,
    /// What is wrong with the value.
    pub statement: String,
    /// Whose account contests it.
    pub contested_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// What became of it; null while it is open.
    #[schema(required)]
    pub outcome: Option<ContestOutcome>,
    /// The answer.
    #[schema(required)]
    pub answer: Option<String>,
    /// Whose account answered.
    #[schema(required)]
    pub answered_by: Option<Uuid>,
    /// When.
    #[schema(required)]
    pub answered_at: Option<DateTime<Utc>>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for Contest {
    fn version(&self) -> i32 {
        self.version
    }
}

/// The indicators whose contests are not answered, in the order of their codes.
pub async fn unanswered(mut conn: &Conn, evaluation: &EvaluationRow) -> Result<Vec<String>> {
    let query = evidence_contests::table
        .filter(evidence_contests::county_code.eq(&evaluation.county_code))
        .filter(evidence_contests::evaluation_id.eq(evaluation.id))
        .filter(evidence_contests::outcome.is_null())
        .order(evidence_contests::indicator_code);
    Ok(query.select(evidence_contests::indicator_code).load(&mut conn).await?)
}
