//! Rows of indicators that do not apply.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    evaluation::{frameworks::indicator::Indicator, model::Party},
    http::Versioned,
    schema::inapplicable_indicators,
};

/// The path of one entry.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct EntryPath {
    /// Id of the evaluation.
    pub id: Uuid,
    /// Id of the entry.
    pub entry: Uuid,
}

/// That an indicator does not apply to an evaluation.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = inapplicable_indicators)]
pub struct InapplicableIndicator {
    /// Id of the entry.
    pub id: Uuid,
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// Code of the indicator.
    #[diesel(column_name = indicator_code)]
    #[schema(example = "C4")]
    pub indicator: String,
    /// Why it does not apply.
    pub reason: String,
    /// Whose account fixed it.
    pub recorded_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// When it was voided; null while it stands.
    #[schema(required)]
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    #[schema(required)]
    pub void_reason: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for InapplicableIndicator {
    fn version(&self) -> i32 {
        self.version
    }
}

/// The parties that would have nothing left to score without an indicator.
pub fn idle_without(indicators: &[Indicator], code: &str) -> Vec<Party> {
    let left: Vec<&Indicator> = indicators.iter().filter(|one| one.code != code).collect();
    let is_idle = |party: &Party| !left.iter().any(|one| one.is_scored_by(*party));
    Party::ALL.into_iter().filter(is_idle).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn indicator(code: &str, parties: &[&str]) -> Indicator {
        let one = json!({
            "code": code, "content": "funds", "name_zh": "指标", "name_en": "Indicator", "max_points": "10.00",
            "scoring": "judged", "attributable_to": ["contractor"], "parties": parties,
        });
        serde_json::from_value(one).unwrap()
    }

    /// domain.md "Procedure": for all parties alike; a party without an indicator has no total.
    #[test]
    fn the_last_indicator_of_a_party_keeps_applying() {
        let (all, two) = (["third_party", "bureau", "township"], ["third_party", "bureau"]);
        let framework = [indicator("A", &all), indicator("B", &two)];
        assert_eq!(idle_without(&framework, "A"), [Party::Township]);
        assert_eq!(idle_without(&framework, "B"), []);
        assert_eq!(idle_without(&framework[..1], "A"), Party::ALL);
    }
}
