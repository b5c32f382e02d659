//! Annual results as the API shows them, and as renewal references keep them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    evaluation::result::Exact,
    places::service_years::model::PhaseKind,
    rules::{
        policy::Grade,
        scoring::{Score, ScoreDifference},
        share::Share,
    },
};

/// The published result of one phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnnualPhase {
    /// The phase.
    pub phase_id: Uuid,
    /// Mid-term or final.
    pub kind: PhaseKind,
    /// First day judged.
    pub from: NaiveDate,
    /// First day no longer judged.
    pub to: NaiveDate,
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// Its published result.
    pub result: Score,
    /// The grade of that.
    pub grade: Option<Grade>,
    /// Digest of the published edition, SHA-256 in hexadecimal.
    pub digest: String,
    /// Its weight in the year.
    pub weight: Share,
}

/// The result of a station in a service year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnnualResult {
    /// The station.
    pub station_id: Uuid,
    /// The agreement whose service year it is.
    pub agreement_id: Uuid,
    /// The contractor that was judged. Two contractors in a calendar year have a service year each, for their own days.
    pub contractor_id: Uuid,
    /// The service year.
    pub service_year_id: Uuid,
    /// First, second … of the agreement.
    pub ordinal: i32,
    /// First day of the service year.
    pub from: NaiveDate,
    /// First day no longer.
    pub to: NaiveDate,
    /// The published results, in order.
    pub phases: Vec<AnnualPhase>,
    /// One phase only is published: the year's result is that of the phase, and not the whole year's.
    pub one_phase: bool,
    /// Σ weight × published result, rounded half up to two places, once.
    pub result: Score,
    /// The grade of that.
    pub grade: Option<Grade>,
    /// The version of the policy that is in force on the last day of the service year.
    pub policy_id: Uuid,
    /// Where the weights come from: a clause of the plan, or `ours`.
    #[schema(example = "ours")]
    pub weights_source: String,
    /// Where the grade's bands come from.
    #[schema(example = "ours")]
    pub grade_source: String,
}

/// The change against another year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnnualTrend {
    /// The service year before, of this agreement or of the one it renews.
    pub service_year_id: Uuid,
    /// By how much the rounded mean is above that year's.
    pub difference: ScoreDifference,
}

/// The results of an agreement's stations in a service year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgreementYear {
    /// The service year.
    pub service_year_id: Uuid,
    /// First, second … of the agreement.
    pub ordinal: i32,
    /// First day.
    pub from: NaiveDate,
    /// First day no longer.
    pub to: NaiveDate,
    /// The results of its stations.
    pub stations: Vec<AnnualResult>,
    /// Stations that it covers in the year and that have no published result in it.
    pub missing_stations: Vec<Uuid>,
    /// The mean of the stations' results, exact and rounded once.
    pub mean: Exact,
    /// The lowest of them.
    pub lowest: Score,
    /// Whose it is.
    pub lowest_stations: Vec<Uuid>,
    /// The agreement's grade; null where the policy sets none.
    #[schema(required)]
    pub grade: Option<Grade>,
    /// Where it is set that an agreement is graded, and by which of the two; null where it is not.
    #[schema(required)]
    pub grade_source: Option<String>,
    /// The change against the year before; null where that has no published results.
    #[schema(required)]
    pub trend: Option<AnnualTrend>,
}
