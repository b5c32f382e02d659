//! The evidence of an evaluation: facts and proposal of every indicator that has a measure.

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    fact::{self, Fact},
    gather,
    window::Window,
};
use crate::{
    db::Conn,
    evaluation::frameworks::indicator::{Indicator, ScoringKind},
    http::{Result, text::Prose},
    rules::{
        measures::{Measure, ZeroDenominator, propose},
        scoring::Points,
    },
};

/// What the service knows for one indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct IndicatorEvidence {
    /// Code of the indicator.
    #[schema(example = "A2")]
    pub indicator: String,
    /// Where its points come from.
    pub scoring: ScoringKind,
    /// Most points there are for it.
    pub max_points: Points,
    /// How it is computed, in words.
    #[schema(required)]
    pub formula: Option<Prose>,
    /// How it is computed, as data.
    pub measure: Measure,
    /// What 0 ÷ 0 gives.
    #[schema(required)]
    pub zero_denominator: Option<ZeroDenominator>,
    /// The facts that the measure asks for, in its order.
    pub facts: Vec<Fact>,
    /// The proposed points; null where nobody can say, and where the facts are only shown. A party may depart from it with
    /// a reason.
    #[schema(required)]
    pub proposal: Option<Points>,
}

impl IndicatorEvidence {
    /// The evidence of an indicator with these facts; none where it has no measure.
    pub fn new(indicator: &Indicator, facts: Vec<Fact>, proposal: Option<Points>) -> Option<Self> {
        Some(Self {
            indicator: indicator.code.clone(),
            scoring: indicator.scoring,
            max_points: indicator.max_points,
            formula: indicator.formula.clone(),
            measure: indicator.measure.clone()?,
            zero_denominator: indicator.zero_denominator,
            facts,
            proposal,
        })
    }

    /// The same, computed of all facts of the days.
    fn of(indicator: &Indicator, all: &[Fact]) -> Option<Self> {
        let measure = indicator.measure.as_ref()?;
        let asked = measure.facts();
        let facts = asked.iter().filter_map(|name| all.iter().find(|fact| fact.name == *name)).cloned();
        let (max, zero) = (indicator.max_points, indicator.zero_denominator);
        let proposal = propose(measure, max, zero, |name| fact::value(all, name));
        Self::new(indicator, facts.collect(), proposal)
    }
}

/// The evidence of these indicators for these days, in their order.
pub async fn compute(
    conn: &Conn,
    window: &Window,
    indicators: &[Indicator],
) -> Result<Vec<IndicatorEvidence>> {
    if indicators.iter().all(|one| one.measure.is_none()) {
        return Ok(Vec::new());
    }
    let facts = gather::facts(conn, window).await?;
    Ok(indicators.iter().filter_map(|one| IndicatorEvidence::of(one, &facts)).collect())
}
