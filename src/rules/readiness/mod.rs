//! Readiness of a station, 六（一）至（四）, 五: what it has, judged on one day. A requirement that is not met is `due`
//! until the station operates, a breach while it does, and asks nothing of a closed one.

mod equipment;
pub mod facts;
mod fire_safety;
mod institutions;
mod requirement;
mod rooms;
mod service_list;
mod signage;
mod strength;

use chrono::NaiveDate;

use super::{
    finding::{Finding, Status},
    periods::Span,
    staffing::StationFacts,
    station_state::{StationPeriod, StationState},
};
use facts::Has;

/// One station with everything that bears on its readiness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadinessFacts {
    /// Its staffing, states and policy.
    pub staffing: StationFacts,
    /// Its name by the county's pattern (六（四）).
    pub name: String,
    /// What it has at any time, in the order in which it came to have it; nothing that is voided.
    pub has: Vec<Has>,
}

/// Judges a station on `as_of`: R1 to R21 once each, in this order.
#[must_use]
pub fn judge(station: &ReadinessFacts, as_of: NaiveDate) -> Vec<Finding> {
    rooms::find(station, as_of)
        .chain(equipment::find(station, as_of))
        .chain([fire_safety::find(station, as_of)])
        .chain(signage::find(station, as_of))
        .chain(institutions::find(station, as_of))
        .chain([service_list::find(station, as_of), strength::find(station, as_of)])
        .collect()
}

/// The breaches there would be on `day` if the station operated from then on.
#[must_use]
pub fn breaches_if_operating(mut station: ReadinessFacts, day: NaiveDate) -> Vec<Finding> {
    station.staffing.states = vec![StationPeriod { state: StationState::Operating, span: Span::since(day) }];
    let mut findings = judge(&station, day);
    findings.retain(|finding| finding.status == Status::Breach);
    findings
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
