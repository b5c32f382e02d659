//! One fact: its number and where its rows are, or why nobody knows it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::bilingual::Bilingual;
use crate::rules::measures::FactName;

/// A fact that was counted for the evaluation's own days and station.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = EvidenceFact)]
pub struct Fact {
    /// Which fact.
    pub name: FactName,
    /// Its number; null where nobody knows it.
    #[schema(required, example = 276)]
    pub value: Option<u64>,
    /// Why nobody knows it; null where it is known.
    #[schema(required)]
    pub unknown_because: Option<Bilingual>,
    /// Where this API shows the rows; null where it shows none.
    #[schema(required, example = "/api/v1/vacancies?station_id=01890000-0000-7000-8000-000000000000")]
    pub rows: Option<String>,
}

impl Fact {
    /// A number with its rows.
    pub fn known(name: FactName, value: u64, rows: String) -> Self {
        Self { name, value: Some(value), unknown_because: None, rows: Some(rows) }
    }

    /// A number as the database counts.
    pub fn counted(name: FactName, value: i64, rows: String) -> Self {
        Self::known(name, u64::try_from(value).unwrap_or_default(), rows)
    }

    /// What nobody knows, and why.
    pub fn unknown(name: FactName, because: Bilingual, rows: Option<String>) -> Self {
        Self { name, value: None, unknown_because: Some(because), rows }
    }
}

/// The number of a fact among these; none where it is unknown.
pub fn value(facts: &[Fact], name: FactName) -> Option<u64> {
    facts.iter().find(|fact| fact.name == name)?.value
}
