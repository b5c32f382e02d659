//! What was agreed, as it holds from a day on.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::rules::money::Money;

/// The terms of an agreement; an amendment puts others in their place from its day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AgreementTerms)]
pub struct Terms {
    /// First day after the term.
    #[schema(example = "2026-06-30")]
    pub to: NaiveDate,
    /// From this day on the stations are fully staffed (六（三）).
    #[schema(example = "2023-06-30")]
    pub staffing_date: NaiveDate,
    /// Price of the whole term in CNY.
    #[schema(required)]
    pub price: Option<Money>,
    /// The stations it covers.
    pub station_ids: Vec<Uuid>,
    /// What is to be done in each service year.
    pub targets: Vec<ServiceTarget>,
}

/// What the contractor is to do in a service year: of an item of the catalogue, or in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ServiceTarget {
    /// The item of the service catalogue; null when it is told in words.
    #[schema(required, example = "1.2")]
    pub item_code: Option<String>,
    /// In words; null when it is an item.
    #[schema(required)]
    pub wording: Option<String>,
    /// How much, in each service year.
    #[schema(example = 120)]
    pub quantity: u32,
    /// Of what, as `人次`.
    #[schema(example = "人次")]
    pub unit: String,
}
