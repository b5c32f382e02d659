use super::*;
use crate::rules::periods::Span;
use crate::rules::staffing::fixture::{Baisha, day};
use crate::rules::staffing::input::{Posting, StationFacts};
use Status::{Breach, Met, Unknown};

fn finding(station: &StationFacts, on: &str) -> Finding {
    find(station.residents().next().unwrap(), day(on))
}

fn born(birth: &str) -> StationFacts {
    let mut station = Baisha::station(1);
    station.workers[0].birth = Some(day(birth));
    station
}

/// 六（三）: 45岁以下, at the first posting, here 2023-06-01.
#[test]
fn forty_five_is_still_allowed_at_the_first_posting() {
    let cases = [
        ("1977-06-01", Breach, 46),
        ("1977-06-02", Met, 45),
        ("1978-06-01", Met, 45),
        ("1990-01-01", Met, 33),
    ];
    for (birth, expected, age) in cases {
        let finding = finding(&born(birth), "2026-01-01");
        assert_eq!(finding.status, expected, "{birth}");
        assert_eq!(finding.actual, Some(Measure::Years(age)), "{birth}");
    }
}

#[test]
fn growing_older_under_the_agreement_breaks_nothing() {
    let finding = finding(&born("1977-06-02"), "2023-12-01");
    assert_eq!((finding.status, finding.changes_on), (Met, None));
}

/// Ours: another station of the same agreement counts, an older agreement does not.
#[test]
fn the_first_posting_under_the_agreement_is_looked_for() {
    let mut station = born("1977-07-01");
    station.workers[0].postings[0].span.from = day("2023-09-01");
    assert_eq!(finding(&station, "2023-09-01").status, Breach);
    let earlier = Span::between(day("2023-06-15"), day("2023-09-01"));
    station.workers[0].postings.push(Posting { station_id: Baisha::id(97), span: earlier });
    assert_eq!(finding(&station, "2023-09-01").status, Breach);
    let mut other = station.agreements[0];
    other.station_id = Baisha::id(97);
    station.agreements.push(other);
    assert_eq!(finding(&station, "2023-09-01").status, Met);
    station.agreements[1].agreement_id = Baisha::id(61);
    assert_eq!(finding(&station, "2023-09-01").status, Breach);
}

#[test]
fn every_day_turns_on_the_46th_birthday() {
    let mut station = born("1980-11-23");
    station.policy.max_age.judged_at.value = JudgedAt::EveryDay;
    let before = finding(&station, "2026-11-22");
    assert_eq!((before.status, before.since), (Met, Some(day("2023-06-01"))));
    let change = before.changes_on.unwrap();
    assert_eq!((change.on, change.to_status), (day("2026-11-23"), Breach));
    assert_eq!(change.causes, [Cause::Birthday]);
    let after = finding(&station, "2027-01-01");
    assert_eq!((after.status, after.since), (Breach, Some(day("2026-11-23"))));
}

#[test]
fn a_missing_fact_is_never_met() {
    let mut unborn = Baisha::station(1);
    unborn.workers[0].birth = None;
    let mut uncovered = Baisha::station(1);
    uncovered.agreements.clear();
    for station in [unborn, uncovered, born("2024-01-01")] {
        assert_eq!(finding(&station, "2024-06-01").status, Unknown);
    }
}
