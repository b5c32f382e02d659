//! Since when one station has what a milestone asks for. `None`: it has not, on that day.

use chrono::NaiveDate;

use super::{MilestoneDerivation, MilestoneFacts};
use crate::rules::{
    finding::{RuleCode, Status},
    periods::Span,
    staffing,
    station_state::{StationPeriod, StationState},
};

/// Since when the station has it, if it has it on `day`.
pub(super) fn since(
    from: MilestoneDerivation,
    station: &MilestoneFacts,
    day: NaiveDate,
) -> Option<NaiveDate> {
    match from {
        MilestoneDerivation::Premises => premises(station, day),
        MilestoneDerivation::Agreements => agreements(station, day),
        MilestoneDerivation::Staffing => staffing(station, day),
        MilestoneDerivation::Opening => opening(station, day),
        MilestoneDerivation::Evaluation => evaluation(station, day),
    }
}

/// A room is in use; the first day on which one was.
fn premises(station: &MilestoneFacts, day: NaiveDate) -> Option<NaiveDate> {
    first_while_held(station.rooms.iter().copied(), day)
}

/// An agreement covers the station; the first day on which one did. The day of signature is not recorded yet.
fn agreements(station: &MilestoneFacts, day: NaiveDate) -> Option<NaiveDate> {
    let here = station.staffing.station_id;
    let covers = station.staffing.agreements.iter().filter(|cover| cover.station_id == here);
    first_while_held(covers.map(|cover| cover.span), day)
}

/// S1 is met, as if the station were operating; the first day of that run.
fn staffing(station: &MilestoneFacts, day: NaiveDate) -> Option<NaiveDate> {
    let at_work = StationPeriod { state: StationState::Operating, span: Span::since(NaiveDate::MIN) };
    let as_if = staffing::StationFacts { states: vec![at_work], ..station.staffing.clone() };
    let findings = staffing::judge(&as_if, day);
    let enough = findings.into_iter().find(|finding| finding.rule == RuleCode::S1)?;
    // Nobody is counted without an agreement, so that a run of `met` always has a first day.
    enough.since.filter(|_| enough.status == Status::Met)
}

/// The station was opened once, whatever became of it; that day.
fn opening(station: &MilestoneFacts, day: NaiveDate) -> Option<NaiveDate> {
    let states = station.staffing.states.iter();
    let operating = states.filter(|period| period.state == StationState::Operating);
    first(operating.map(|period| period.span), day)
}

/// All three scorecards of an evaluation are in; the day of the last.
fn evaluation(station: &MilestoneFacts, day: NaiveDate) -> Option<NaiveDate> {
    station.scored_on.iter().copied().filter(|on| *on <= day).min()
}

/// The first day of all, if one of the spans holds the day.
fn first_while_held(spans: impl Iterator<Item = Span> + Clone, day: NaiveDate) -> Option<NaiveDate> {
    let held = spans.clone().any(|span| span.contains(day));
    first(spans, day).filter(|_| held)
}

/// The first day of the spans that have begun.
fn first(spans: impl Iterator<Item = Span>, day: NaiveDate) -> Option<NaiveDate> {
    spans.filter(|span| !span.is_empty() && span.from <= day).map(|span| span.from).min()
}
