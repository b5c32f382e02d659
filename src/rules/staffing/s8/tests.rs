use super::*;
use crate::rules::absences::AbsenceKind;
use crate::rules::periods::Span;
use crate::rules::staffing::fixture::{Baisha, day};
use crate::rules::staffing::input::{Absence, Posting};
use Status::{Breach, Due, Met, NotApplicable, Unknown};

/// The fixture's agreement covers from 1 June 2023; the third worker comes on this day.
fn third_on(from: &str) -> StationFacts {
    let mut station = Baisha::station(3);
    station.workers[2].postings[0].span.from = day(from);
    station
}

fn status(station: &StationFacts, on: &str) -> Status {
    find(station, day(on)).status
}

/// 九（一）: 2023年6月底前配齐驻站社工队伍; 六（三）: 及时、足额.
#[test]
fn full_strength_is_due_until_the_staffing_date_and_then_late() {
    let cases = [
        ("2023-06-01", "2023-06-01", Met),
        ("2023-06-30", "2023-06-29", Due),
        ("2023-06-30", "2023-06-30", Met),
        ("2023-08-01", "2023-06-29", Due),
        ("2023-08-01", "2023-06-30", Breach),
        ("2023-08-01", "2023-07-31", Breach),
        ("2023-08-01", "2023-08-01", Met),
    ];
    for (third, on, expected) in cases {
        assert_eq!(status(&third_on(third), on), expected, "the third from {third}, on {on}");
    }
}

#[test]
fn a_late_full_strength_tells_the_day_and_how_late() {
    for (third, days_late) in [("2023-08-01", 32), ("2023-07-01", 1), ("2023-06-30", 0), ("2023-06-10", 0)] {
        let found = find(&third_on(third), day("2024-01-01"));
        let reached = StrengthMeasure { reached_on: day(third), days_late };
        assert_eq!((found.status, found.actual), (Met, Some(Measure::Strength(reached))));
    }
    let late = find(&third_on("2023-08-01"), day("2024-01-01"));
    assert_eq!(late.message.zh, "2023-08-01配齐驻站社工，比配齐日期2023-06-30逾期32天");
    let open = find(&third_on("2023-08-01"), day("2023-07-01"));
    assert_eq!((open.expected, open.actual), (Some(Measure::Workers(3)), Some(Measure::Workers(2))));
    assert_eq!(open.since, Some(day("2023-06-30")));
    assert_eq!(open.changes_on.unwrap().on, day("2023-08-01"));
}

#[test]
fn who_leaves_afterwards_is_for_s1() {
    let mut station = third_on("2023-06-15");
    station.workers[0].postings[0].span.to = Some(day("2023-06-20"));
    assert_eq!(status(&station, "2023-06-29"), Met);
    assert_eq!(status(&station, "2024-01-01"), Met);
}

#[test]
fn it_is_reached_only_by_who_counts() {
    let mut away = Baisha::station(3);
    let span = Span::between(day("2023-05-01"), day("2023-07-10"));
    away.workers[0].absences = vec![Absence { kind: AbsenceKind::Secondment, span }];
    assert_eq!((status(&away, "2023-07-09"), status(&away, "2023-07-10")), (Breach, Met));
    away.workers[0].absences[0].kind = AbsenceKind::Sick;
    assert_eq!(status(&away, "2023-06-30"), Met);
}

#[test]
fn every_agreement_has_a_staffing_date_of_its_own() {
    let mut station = third_on("2023-06-15");
    station.agreements[0].span.to = Some(day("2024-06-01"));
    let renewed = AgreementCover {
        agreement_id: Baisha::id(9),
        span: Span::since(day("2024-06-01")),
        staffing_date: day("2024-07-01"),
        ..station.agreements[0]
    };
    station.agreements.push(renewed);
    station.workers[1].postings[0].span.to = Some(day("2024-05-01"));
    let back = Posting { station_id: station.station_id, span: Span::since(day("2024-07-05")) };
    station.workers[1].postings.push(back);
    let told = ["2024-05-31", "2024-06-01", "2024-07-01", "2024-07-05"].map(|on| status(&station, on));
    assert_eq!(told, [Met, Due, Breach, Met]);
}

#[test]
fn it_is_asked_before_the_station_opens_and_not_once_it_is_closed() {
    let mut station = third_on("2023-08-01");
    station.states[0].span.to = Some(day("2023-12-01"));
    station.states[1].span.from = day("2023-12-01");
    assert_eq!(status(&station, "2023-07-01"), Breach);
    for state in [StationState::Suspended, StationState::Closed] {
        station.states[1].state = state;
        assert_eq!(status(&station, "2023-12-01"), NotApplicable);
    }
    station.states[1].state = StationState::Operating;
    station.agreements.clear();
    assert_eq!([status(&station, "2023-07-01"), status(&station, "2023-12-01")], [NotApplicable, Unknown]);
    station.states.clear();
    assert_eq!(status(&station, "2023-07-01"), Unknown);
}
