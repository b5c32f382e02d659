//! A station through a stretch of days: the rules are asked once for every stretch on which nothing can change.

use chrono::NaiveDate;

use super::{StationFacts, judge, s1};
use crate::rules::finding::Finding;
use crate::rules::policy::Policy;

/// A policy with the days that are judged by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyPeriod {
    /// The policy.
    pub policy: Policy,
    /// First day.
    pub from: NaiveDate,
    /// First day no longer.
    pub to: NaiveDate,
}

/// Days on which the rules say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// First day.
    pub from: NaiveDate,
    /// First day no longer.
    pub to: NaiveDate,
    /// What they say.
    pub findings: Vec<Finding>,
}

/// The stretches of the periods, in order and without gaps where the periods have none; each day is judged by the
/// policy of its period.
pub fn walk(station: &StationFacts, periods: &[PolicyPeriod]) -> impl Iterator<Item = Stretch> {
    periods.iter().flat_map(|period| {
        let station = StationFacts { policy: period.policy.clone(), ..station.clone() };
        stretches(station, period.from, period.to)
    })
}

fn stretches(station: StationFacts, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = Stretch> {
    let turns: Vec<NaiveDate> = s1::turns(&station).into_iter().map(|turn| turn.on).collect();
    let mut day = from;
    std::iter::from_fn(move || {
        let from = Some(day).filter(|day| *day < to)?;
        let findings = judge(&station, from);
        // A finding that is there says itself when it changes; workers come and go on a turn of S1.
        let changes =
            findings.iter().filter_map(|finding| finding.changes_on.as_ref()).map(|change| change.on);
        let next = turns.iter().copied().chain(changes).filter(|on| *on > from).min();
        day = next.map_or(to, |next| next.min(to));
        Some(Stretch { from, to: day, findings })
    })
}
