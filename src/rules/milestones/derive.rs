//! When one station first had what a milestone asks for. A milestone is reached once: what is lost later is for staffing and
//! readiness to tell. `None`: it never had, up to that day.

use chrono::NaiveDate;

use super::{MilestoneDerivation, MilestoneFacts};
use crate::rules::{finding::Status, periods::Span, staffing::s1, station_state::StationState};

/// The first day on which the station had it, up to `day`.
pub(super) fn first_day(
    from: MilestoneDerivation,
    station: &MilestoneFacts,
    day: NaiveDate,
) -> Option<NaiveDate> {
    match from {
        MilestoneDerivation::Premises => premises(station, day),
        MilestoneDerivation::Agreements => agreements(station, day),
        MilestoneDerivation::Staffing => staffing(station, day),
        MilestoneDerivation::Opening => opening(station, day),
        MilestoneDerivation::Reports => reports(station, day),
        MilestoneDerivation::Evaluation => evaluation(station, day),
    }
}

/// A room was in use.
fn premises(station: &MilestoneFacts, day: NaiveDate) -> Option<NaiveDate> {
    first(station.rooms.iter().copied(), day)
}

/// An agreement for the station was signed.
fn agreements(station: &MilestoneFacts, day: NaiveDate) -> Option<NaiveDate> {
    station.signed_on.iter().copied().filter(|on| *on <= day).min()
}

/// S1 was met, as if the station were operating.
fn staffing(station: &MilestoneFacts, day: NaiveDate) -> Option<NaiveDate> {
    let at_work = station.staffing.always_operating();
    let turns = s1::turns(&at_work).into_iter().map(|turn| turn.on).filter(|on| *on <= day);
    // Nobody is counted without an agreement, so that every run of `met` begins on a turn.
    turns.filter(|on| s1::judge(&at_work, *on).status == Status::Met).min()
}

/// The station operated.
fn opening(station: &MilestoneFacts, day: NaiveDate) -> Option<NaiveDate> {
    let states = station.staffing.states.iter();
    let operating = states.filter(|period| period.state == StationState::Operating);
    first(operating.map(|period| period.span), day)
}

/// A progress report was submitted.
fn reports(station: &MilestoneFacts, day: NaiveDate) -> Option<NaiveDate> {
    station.reported_on.iter().copied().filter(|on| *on <= day).min()
}

/// All three scorecards of an evaluation were in; the day of the last.
fn evaluation(station: &MilestoneFacts, day: NaiveDate) -> Option<NaiveDate> {
    station.scored_on.iter().copied().filter(|on| *on <= day).min()
}

/// The first day of the spans that have begun.
fn first(spans: impl Iterator<Item = Span>, day: NaiveDate) -> Option<NaiveDate> {
    spans.filter(|span| !span.is_empty() && span.from <= day).map(|span| span.from).min()
}
