//! Rows of health statements.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    http::{Result, Tx, Versioned},
    schema::health_statements,
    staffing::mistakes::RecordingMistake,
    text_enum,
};

text_enum! {
    /// What shows a worker's health.
    HealthStatementKind {
        /// The worker's own statement, 健康承诺.
        Statement = "statement", "健康承诺", "Statement";
        /// A medical examination, 体检.
        Examination = "examination", "体检", "Examination";
    }
}

/// A health statement or examination of a worker.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = health_statements)]
pub struct HealthStatement {
    /// Id of the statement.
    pub id: Uuid,
    /// Whose it is.
    pub worker_id: Uuid,
    /// What it is.
    pub kind: HealthStatementKind,
    /// Whether it says that the worker is fit for the work.
    pub fit: bool,
    /// Its day.
    #[schema(example = "2023-06-20")]
    pub dated_on: NaiveDate,
    /// Last day on which it is valid, if it has one of its own; null: by the policy's interval on the day judged, and of
    /// one that says unfit.
    pub valid_until: Option<NaiveDate>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided; null while it stands.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    pub void_reason: Option<RecordingMistake>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for HealthStatement {
    fn version(&self) -> i32 {
        self.version
    }
}

impl HealthStatement {
    /// Writes a new row.
    pub async fn insert(&self, tx: &Tx<'_>) -> Result<()> {
        let row = (
            health_statements::county_code.eq(tx.county()),
            health_statements::id.eq(self.id),
            health_statements::worker_id.eq(self.worker_id),
            health_statements::kind.eq(self.kind),
            health_statements::fit.eq(self.fit),
            health_statements::dated_on.eq(self.dated_on),
            health_statements::valid_until.eq(self.valid_until),
            health_statements::recorded_at.eq(self.recorded_at),
            health_statements::version.eq(self.version),
        );
        diesel::insert_into(health_statements::table).values(row).execute(&mut tx.conn()).await?;
        Ok(())
    }
}

/// The health statements of a county.
pub fn of_county(county: &str) -> health_statements::BoxedQuery<'_, Pg> {
    health_statements::table.filter(health_statements::county_code.eq(county)).into_boxed()
}
