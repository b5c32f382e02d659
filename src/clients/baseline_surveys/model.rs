//! Rows of baseline surveys.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{pg::Pg, prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::reach::Reach,
    clients::kinds::ClientCategory,
    db::{json::Json, planned::among},
    http::Versioned,
    http::text::Line,
    schema::baseline_surveys,
    tables::Tabular,
};

/// How many are in a category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SurveyCount {
    /// The category.
    pub category: ClientCategory,
    /// How many people.
    #[schema(minimum = 0, maximum = 1_000_000, example = 120)]
    pub people: i32,
}

/// What is needed, and by how many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SurveyNeed {
    /// The need; no names.
    pub need: Line,
    /// How many people have it.
    #[schema(minimum = 0, maximum = 1_000_000, example = 35)]
    pub people: i32,
}

/// A baseline survey of a township.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable, Insertable)]
#[diesel(table_name = baseline_surveys, treat_none_as_default_value = false)]
pub struct BaselineSurvey {
    /// Id of the survey.
    pub id: Uuid,
    /// The station of the township.
    pub station_id: Uuid,
    /// The day on which it was done, or finished.
    #[schema(example = "2023-07-01")]
    pub surveyed_on: NaiveDate,
    /// How many people were asked or visited.
    #[schema(example = 800)]
    pub people_surveyed: i32,
    /// How many are in each category; one may be in several.
    #[schema(value_type = Vec<SurveyCount>)]
    pub counts: Json<Vec<SurveyCount>>,
    /// What is needed.
    #[schema(value_type = Vec<SurveyNeed>)]
    pub needs: Json<Vec<SurveyNeed>>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided; null while it stands.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    pub void_reason: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Tabular for BaselineSurvey {
    const NAME: &'static str = "baseline-surveys";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "station_id",
        "surveyed_on",
        "people_surveyed",
        "counts",
        "needs",
        "recorded_at",
        "voided_at",
        "void_reason",
        "version",
    ];
}

impl Versioned for BaselineSurvey {
    fn version(&self) -> i32 {
        self.version
    }
}

/// The surveys of the stations within reach.
pub fn visible(reach: &Reach) -> baseline_surveys::BoxedQuery<'_, Pg> {
    baseline_surveys::table
        .filter(baseline_surveys::county_code.eq(&reach.county))
        .filter(among(baseline_surveys::station_id, reach.stations()))
        .into_boxed()
}
