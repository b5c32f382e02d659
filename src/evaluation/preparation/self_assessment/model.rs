//! The self-assessment as a row.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    db::{Conn, json::Json},
    evaluation::model::EvaluationRow,
    http::{Result, Versioned},
    rules::scoring::Points,
    schema::self_assessments,
};

/// Points that the contractor gives itself for one indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnPoints {
    /// Code of the indicator.
    #[schema(pattern = "^[A-Za-z0-9._-]{1,20}$", example = "A1")]
    pub indicator: String,
    /// Points, at most the indicator's maximum.
    pub points: Points,
}

/// How the contractor judges itself.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SelfAssessment {
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// The points, as they were handed in.
    pub points: Vec<OwnPoints>,
    /// What it says of them; null while nothing was handed in.
    #[schema(required)]
    pub statement: Option<String>,
    /// Whose account handed it in.
    #[schema(required)]
    pub handed_in_by: Option<Uuid>,
    /// When.
    #[schema(required)]
    pub recorded_at: Option<DateTime<Utc>>,
    /// Grows by one with each change, from 0; also the `ETag`.
    pub version: i32,
}

impl Versioned for SelfAssessment {
    fn version(&self) -> i32 {
        self.version
    }
}

type Row = (Json<Vec<OwnPoints>>, String, Uuid, DateTime<Utc>, i32);

/// The self-assessment of an evaluation, handed in or not.
pub async fn find(mut conn: &Conn, evaluation: &EvaluationRow) -> Result<SelfAssessment> {
    let one = self_assessments::table.find((&evaluation.county_code, evaluation.id)).select((
        self_assessments::points,
        self_assessments::statement,
        self_assessments::handed_in_by,
        self_assessments::recorded_at,
        self_assessments::version,
    ));
    let found: Option<Row> = one.first(&mut conn).await.optional()?;
    let evaluation_id = evaluation.id;
    Ok(match found {
        Some((points, statement, by, at, version)) => SelfAssessment {
            evaluation_id,
            points: points.0,
            statement: Some(statement),
            handed_in_by: Some(by),
            recorded_at: Some(at),
            version,
        },
        None => SelfAssessment {
            evaluation_id,
            points: Vec::new(),
            statement: None,
            handed_in_by: None,
            recorded_at: None,
            version: 0,
        },
    })
}
