//! Whether an indicator's measure is in itself right, and is what its scoring asks for.

use super::indicator::{Indicator, ScoringKind};
use crate::{
    http::fault::Fault,
    rules::measures::{Measure, MeasureFault},
};

/// What is wrong with the measure of an indicator; `n` is the indicator's place.
pub fn faults(n: usize, indicator: &Indicator) -> Vec<Fault> {
    let Some(measure) = &indicator.measure else { return Vec::new() };
    let at = format!("/indicators/{n}/measure");
    let told = |MeasureFault { pointer, code, message }: MeasureFault| {
        Fault::body(format!("{at}{pointer}"), code, message.zh, message.en)
    };
    let mut faults: Vec<Fault> = measure.faults().into_iter().map(told).collect();
    faults.extend(against_scoring(&at, indicator, measure));
    faults
}

/// What is judged may show facts and proposes nothing; what is computed proposes, and never more than there is.
fn against_scoring(at: &str, indicator: &Indicator, measure: &Measure) -> Option<Fault> {
    let max = indicator.max_points.hundredths();
    match (indicator.scoring, measure.worth()) {
        (ScoringKind::Judged, Some(_)) => Some(Fault::body(
            format!("{at}/kind"),
            "not_of_scoring",
            "评议指标只能列示事实；需要建议分的应为“系统取数”或“取数与评议结合”",
            "A judged indicator only shows facts; one with a proposal is computed or mixed",
        )),
        (ScoringKind::Computed | ScoringKind::Mixed, None) => Some(Fault::body(
            format!("{at}/kind"),
            "not_of_scoring",
            "系统取数须得出建议分，不能只列示事实",
            "What is computed makes a proposal; it does not only show facts",
        )),
        (_, Some(worth)) if worth > max => Some(Fault::body(
            at,
            "too_large",
            "取数规则的分值高于指标分值",
            "The measure is worth more than the indicator",
        )),
        _ => None,
    }
}

/// What keeps an indicator from being published: computed without a measure, or without one that reaches full marks.
pub fn missing(n: usize, indicator: &Indicator) -> Option<Fault> {
    let at = format!("/indicators/{n}/measure");
    let max = indicator.max_points.hundredths();
    match (indicator.scoring, &indicator.measure) {
        (ScoringKind::Computed | ScoringKind::Mixed, None) => Some(Fault::body(
            at,
            "required",
            "系统取数的指标须有取数规则",
            "What is computed needs its measure",
        )),
        (ScoringKind::Computed, Some(measure)) if measure.worth().is_some_and(|worth| worth < max) => {
            let (zh, en) =
                ("取数规则达不到指标满分", "The measure does not reach the indicator's full points");
            Some(Fault::body(at, "too_small", zh, en))
        }
        _ => None,
    }
}
