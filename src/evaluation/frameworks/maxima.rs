//! How many points each party has to give.

use serde::Serialize;
use utoipa::ToSchema;

use super::indicator::Indicator;
use crate::{evaluation::model::Party, rules::scoring::Points};

/// The points that a party has to give. A party that scores 51 of 100 points is not worth less for it: its total is
/// 100 × Σ points ÷ Σ maximum of what applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PartyMaximum {
    /// The party.
    pub party: Party,
    /// How many indicators it scores.
    #[schema(example = 14)]
    pub indicators: usize,
    /// The points of those indicators together.
    #[schema(pattern = r"^[0-9]+\.[0-9]{2}$", example = "51.00")]
    pub own_maximum: String,
    /// What its total is scaled to.
    pub scaled_to: Points,
}

/// The points of each party.
pub fn of(indicators: &[Indicator]) -> Vec<PartyMaximum> {
    let one = |party: Party| {
        let own = || indicators.iter().filter(move |one| one.is_scored_by(party));
        PartyMaximum {
            party,
            indicators: own().count(),
            own_maximum: written(own().map(|one| one.max_points.hundredths()).sum()),
            scaled_to: Points::whole(100),
        }
    };
    Party::ALL.map(one).to_vec()
}

/// Hundredths as people write points; a draft may have more than 100 of them.
pub fn written(hundredths: u32) -> String {
    format!("{}.{:02}", hundredths.div_euclid(100), hundredths.rem_euclid(100))
}
