use proptest::prelude::*;

use super::super::fixture::{Baisha, day};
use super::super::{judge, properties, s1};
use super::*;
use crate::rules::finding::Status::{Breach, Due, Met, NotApplicable, Unknown};
use crate::rules::periods::add_days;

fn year_of(station: &StationFacts, from: &str, to: &str) -> Vec<PolicyPeriod> {
    vec![PolicyPeriod { policy: station.policy.clone(), from: day(from), to: day(to) }]
}

fn runs(station: &StationFacts, from: &str, to: &str) -> Vec<VerdictRun> {
    timeline(station, &year_of(station, from, to))
}

/// First day, verdict, S1's own status, counted, required.
type Told = (String, Status, Status, Option<u32>, Option<u32>);

fn told(runs: &[VerdictRun]) -> Vec<Told> {
    let told =
        |run: &VerdictRun| (run.from.to_string(), run.verdict, run.staffing, run.workers, run.required);
    runs.iter().map(told).collect()
}

#[test]
fn a_station_without_fault_has_a_run_before_the_staffing_date_and_one_after() {
    let runs = runs(&Baisha::station(3), "2023-05-01", "2024-01-01");
    let expected = [
        ("2023-05-01".into(), NotApplicable, NotApplicable, None, None),
        ("2023-06-01".into(), Met, Met, Some(3), None),
        ("2023-06-30".into(), Met, Met, Some(3), Some(3)),
    ];
    assert_eq!(told(&runs), expected);
    assert_eq!(runs[2].to, day("2024-01-01"));
}

#[test]
fn a_leaver_shows_from_the_day_he_is_gone() {
    let mut station = Baisha::station(3);
    station.workers[0].postings[0].span.to = Some(day("2023-08-01"));
    let runs = runs(&station, "2023-07-01", "2023-09-01");
    let expected = [
        ("2023-07-01".into(), Met, Met, Some(3), Some(3)),
        ("2023-08-01".into(), Breach, Breach, Some(2), Some(3)),
    ];
    assert_eq!(told(&runs), expected);
    let days = WorkerDays::of(&runs);
    assert_eq!((days.required, days.present, days.shortage()), (62 * 3, 31 * 3 + 31 * 2, 31));
    assert_eq!(days.ten_thousandths(), Some(8333));
}

#[test]
fn a_fourth_worker_does_not_make_up_for_a_missing_one() {
    let mut station = Baisha::station(4);
    for worker in &mut station.workers[..2] {
        worker.postings[0].span.to = Some(day("2023-07-31"));
    }
    let runs = runs(&station, "2023-07-01", "2023-08-30");
    assert_eq!(runs.iter().map(|run| run.workers).collect::<Vec<_>>(), [Some(4), Some(2)]);
    let days = WorkerDays::of(&runs);
    assert_eq!((days.required, days.present), (60 * 3, 30 * 3 + 30 * 2));
}

#[test]
fn what_is_not_yet_required_is_not_missing() {
    let runs = runs(&Baisha::station(1), "2023-06-01", "2023-07-01");
    assert_eq!(runs.iter().map(|run| run.staffing).collect::<Vec<_>>(), [Due, Breach]);
    assert_eq!(WorkerDays::of(&runs).required, 3);
}

#[test]
fn days_without_an_agreement_are_unknown_and_in_neither_number() {
    let mut station = Baisha::station(3);
    station.agreements[0].span.to = Some(day("2023-07-11"));
    let runs = runs(&station, "2023-07-01", "2023-07-31");
    assert_eq!(runs[1].staffing, Unknown);
    let days = WorkerDays::of(&runs);
    assert_eq!((days.required, days.present, days.unknown_days), (30, 30, 20));
}

#[test]
fn a_policy_holds_from_its_day() {
    let station = Baisha::station(3);
    let mut periods = year_of(&station, "2023-07-01", "2023-07-16");
    periods.extend(year_of(&station, "2023-07-16", "2023-08-01"));
    assert_eq!(timeline(&station, &periods).len(), 1, "the same policy again changes nothing");
    periods[1].policy.min_resident_workers.value = 4;
    let runs = timeline(&station, &periods);
    assert_eq!((runs[1].from, runs[1].staffing, runs[1].required), (day("2023-07-16"), Breach, Some(4)));
}

#[test]
fn nothing_required_is_no_share_and_only_a_full_time_is_a_whole() {
    assert_eq!(WorkerDays::default().ten_thousandths(), None);
    let nearly = WorkerDays { required: 1_000_000, present: 999_999, unknown_days: 0 };
    assert_eq!(nearly.ten_thousandths(), Some(9999));
    let full = WorkerDays { present: 1_000_000, ..nearly };
    assert_eq!(full.ten_thousandths(), Some(10_000));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The timeline is what the rules say when they are asked day by day, whatever the policies.
    #[test]
    fn runs_are_those_of_the_days(station in properties::stations(), cut in 1_u32..299, fewer in 0_u32..5) {
        let (from, to) = (properties::first(), add_days(properties::first(), 300));
        let change = add_days(from, cut);
        let mut later = station.clone();
        later.policy.min_resident_workers.value = fewer;
        later.policy.certificate_grace_months.value = 2;
        let periods = [(&station, from, change), (&later, change, to)];
        let periods = periods.map(|(of, from, to)| PolicyPeriod { policy: of.policy.clone(), from, to });
        let runs = timeline(&station, &periods);
        prop_assert_eq!((runs[0].from, runs[runs.len() - 1].to), (from, to));
        prop_assert!(runs.windows(2).all(|pair| pair[0].to == pair[1].from && !pair[0].goes_on_as(&pair[1])));
        for run in runs {
            for day in run.from.iter_days().take_while(|day| *day < run.to) {
                let facts = if day < change { &station } else { &later };
                let findings = judge(facts, day);
                prop_assert_eq!((run.verdict, run.staffing), (gravest(&findings), findings[0].status), "{}", day);
                let counted = findings[0].actual.clone();
                prop_assert_eq!(run.workers.map(Measure::Workers), counted, "{}", day);
                let has_to = facts.cover_on(day).is_some_and(|cover| cover.staffing_date <= day);
                let expected = s1::judge(facts, day).expected.filter(|_| has_to);
                prop_assert_eq!(run.required.map(Measure::Workers), expected, "{}", day);
            }
        }
    }
}
