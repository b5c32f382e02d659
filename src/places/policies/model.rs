//! Rows of policies.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{http::Versioned, rules::policy::Policy, schema::policies};

/// A version of the county's policy. In force from its day until the next version that is not voided.
#[derive(Debug, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = policies)]
pub struct PolicyVersion {
    /// GB/T 2260 code of the county.
    #[diesel(column_name = county_code)]
    #[schema(example = "469025")]
    pub county: String,
    /// Id of the version.
    pub id: Uuid,
    /// First day on which it is in force.
    #[schema(example = "2023-01-01")]
    pub effective_from: NaiveDate,
    /// The policy as it was recorded.
    #[diesel(column_name = body)]
    #[schema(value_type = Policy)]
    pub policy: Value,
    /// Why it was set.
    pub reason: String,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided; null while it stands.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    pub void_reason: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for PolicyVersion {
    fn version(&self) -> i32 {
        self.version
    }
}

/// The versions of a county.
pub fn of_county(county: &str) -> policies::BoxedQuery<'_, Pg> {
    policies::table.filter(policies::county_code.eq(county)).into_boxed()
}
