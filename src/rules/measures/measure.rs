//! A measure: what is counted, and what it is worth.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::FactName;
use crate::{rules::scoring::Points, text_enum};

text_enum! {
    /// How a measure makes points of facts.
    MeasureKind {
        /// The sum of shares: points × counted ÷ of.
        Share = "share", "按比例", "By shares";
        /// The points of the band that a fact falls in.
        Bands = "bands", "按档次", "By bands";
        /// The facts are only shown; nothing is proposed.
        Listed = "listed", "仅列示", "Only shown";
    }
}

/// How an indicator is computed. `kind` says which of the other members it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = IndicatorMeasure)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// How points are made of facts.
    pub kind: MeasureKind,
    /// Of `share`: what is added up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 5)]
    pub parts: Vec<MeasurePart>,
    /// Of `bands`: the fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<FactName>,
    /// Of `bands`: the bands, ascending; the last is open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 20)]
    pub bands: Vec<MeasureBand>,
    /// Of `listed`: the facts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub facts: Vec<FactName>,
}

/// One share: points × min(1, counted ÷ max(of, `at_least`)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasurePart {
    /// Points for the whole.
    pub points: Points,
    /// What was reached.
    pub counted: FactName,
    /// Of how much.
    pub of: FactName,
    /// The least that `of` is taken for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 1_000_000, example = 15)]
    pub at_least: Option<u32>,
}

/// One band of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasureBand {
    /// The highest value in it; none in the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 1_000_000, example = 15)]
    pub up_to: Option<u32>,
    /// The points of the band.
    pub points: Points,
}

impl Measure {
    /// The facts it asks for, in its order, each once.
    #[must_use]
    pub fn facts(&self) -> Vec<FactName> {
        let of_parts = self.parts.iter().flat_map(|part| [part.counted, part.of]);
        let all = of_parts.chain(self.fact).chain(self.facts.iter().copied());
        let mut names: Vec<FactName> = Vec::new();
        for name in all {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The most it can propose, in hundredths; none where it proposes nothing.
    #[must_use]
    pub fn worth(&self) -> Option<u32> {
        match self.kind {
            MeasureKind::Share => Some(self.parts.iter().map(|part| part.points.hundredths()).sum()),
            MeasureKind::Bands => self.bands.iter().map(|band| band.points.hundredths()).max(),
            MeasureKind::Listed => None,
        }
    }
}
