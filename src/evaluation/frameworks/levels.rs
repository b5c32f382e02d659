//! What keeps the levels of an indicator from being levels.

use std::collections::HashSet;

use super::indicator::{Indicator, Level};
use crate::http::fault::Fault;

/// Levels are named once, the best first, and none is worth more than the indicator; `n` is the indicator's place.
pub fn faults(n: usize, indicator: &Indicator) -> Vec<Fault> {
    let (mut names, mut before, mut faults) = (HashSet::new(), None, Vec::new());
    for (m, Level { name, points }) in indicator.levels.iter().flatten().enumerate() {
        let at = |member| format!("/indicators/{n}/levels/{m}/{member}");
        if !names.insert(name.as_str()) {
            faults.push(Fault::body(at("name"), "repeated", "等级名称重复", "The level is named twice"));
        }
        if *points > indicator.max_points {
            let (zh, en) = ("不得高于指标分值", "Not more than the indicator's points");
            faults.push(Fault::body(at("points"), "too_large", zh, en));
        }
        if before.is_some_and(|before| *points >= before) {
            let (zh, en) = ("等级须由高到低", "The best level comes first, each lower than the one before");
            faults.push(Fault::body(at("points"), "not_descending", zh, en));
        }
        before = Some(*points);
    }
    faults
}
