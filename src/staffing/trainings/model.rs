//! Rows of trainings.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    http::{Result, Tx, Versioned},
    schema::trainings,
    text_enum,
};

text_enum! {
    /// What a training is for.
    TrainingKind {
        /// Safety education, 安全教育: what S9 asks for.
        SafetyEducation = "safety_education", "安全教育", "Safety education";
        /// Continuing education, 继续教育: a fact, no rule of the plan.
        ContinuingEducation = "continuing_education", "继续教育", "Continuing education";
    }
}

/// A training of a worker.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = trainings)]
pub struct Training {
    /// Id of the training.
    pub id: Uuid,
    /// Who was trained.
    pub worker_id: Uuid,
    /// What it was for.
    pub kind: TrainingKind,
    /// The day; the last of several.
    #[schema(example = "2023-07-01")]
    pub held_on: NaiveDate,
    /// Its hours 学时.
    #[schema(example = 4)]
    pub hours: i32,
    /// Who held it.
    #[schema(example = "县应急管理局")]
    pub provider: String,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided; null while it stands.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    pub void_reason: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for Training {
    fn version(&self) -> i32 {
        self.version
    }
}

impl Training {
    /// Writes a new row.
    pub async fn insert(&self, tx: &Tx<'_>) -> Result<()> {
        let row = (
            trainings::county_code.eq(tx.county()),
            trainings::id.eq(self.id),
            trainings::worker_id.eq(self.worker_id),
            trainings::kind.eq(self.kind),
            trainings::held_on.eq(self.held_on),
            trainings::hours.eq(self.hours),
            trainings::provider.eq(&self.provider),
            trainings::recorded_at.eq(self.recorded_at),
            trainings::version.eq(self.version),
        );
        diesel::insert_into(trainings::table).values(row).execute(&mut tx.conn()).await?;
        Ok(())
    }
}

/// The trainings of a county.
pub fn of_county(county: &str) -> trainings::BoxedQuery<'_, Pg> {
    trainings::table.filter(trainings::county_code.eq(county)).into_boxed()
}
