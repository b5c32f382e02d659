//! What holds of any history: several postings, contracts and certificates of each worker, two contractors one after the
//! other, several policies. Everything told of a stretch of days is compared with asking the rules day by day.

use std::collections::HashMap;

use proptest::prelude::*;
use uuid::Uuid;

use super::fixture::{Baisha, day};
use super::*;
use crate::rules::absences::AbsenceKind;
use crate::rules::finding::Status::{self, NotApplicable, Unknown};
use crate::rules::finding::{EmploymentKind, Measure, RuleCode, gravest};
use crate::rules::periods::{Span, add_days};
use crate::rules::policy::{JudgedAt, Policy};
use crate::rules::qualifications::CertificateLevel;
use crate::rules::station_state::{StationPeriod, StationState};

/// Days of a history.
const DAYS: u32 = 120;
const NEXT_CONTRACTOR: u128 = 61;

fn nth(n: u32) -> NaiveDate {
    add_days(day("2023-06-01"), n)
}

/// Spans one after the other, some touching, some a day or more apart, the last one perhaps without an end.
fn spans(most: usize) -> impl Strategy<Value = Vec<Span>> {
    (
        prop::collection::vec((prop_oneof![Just(0_u32), Just(1), 0_u32..30], 1_u32..40), 0..=most),
        any::<bool>(),
    )
        .prop_map(|(parts, open)| {
            let (mut from, mut all) = (0, Vec::new());
            for (gap, days) in parts {
                all.push(Span::between(nth(from + gap), nth(from + gap + days)));
                from += gap + days;
            }
            if let Some(last) = all.last_mut().filter(|_| open) {
                last.to = None;
            }
            all
        })
}

fn postings() -> impl Strategy<Value = Vec<Posting>> {
    let stations = prop::collection::vec(prop::bool::weighted(0.8), 3);
    (spans(3), stations).prop_map(|(spans, here)| {
        let station = |here: &bool| Baisha::id(if *here { Baisha::STATION } else { 97 });
        let both = spans.into_iter().zip(&here);
        both.map(|(span, here)| Posting { station_id: station(here), span }).collect()
    })
}

fn employments() -> impl Strategy<Value = Vec<Employment>> {
    let kinds = prop::collection::vec((any::<bool>(), prop::bool::weighted(0.8)), 3);
    (spans(3), kinds).prop_map(|(spans, kinds)| {
        let employment = |(span, (first, formal)): (Span, (bool, bool))| Employment {
            organisation_id: Baisha::id(if first { Baisha::CONTRACTOR } else { NEXT_CONTRACTOR }),
            kind: if formal { EmploymentKind::LabourContract } else { EmploymentKind::Dispatch },
            span,
        };
        spans.into_iter().zip(kinds).map(employment).collect()
    })
}

fn certificates() -> impl Strategy<Value = Vec<Certificate>> {
    let certificate = |span: Span| Certificate {
        level: CertificateLevel::Assistant,
        obtained_on: span.from,
        revoked_on: span.to,
        registrations: vec![],
    };
    spans(2).prop_map(move |spans| spans.into_iter().map(certificate).collect())
}

fn health() -> impl Strategy<Value = Vec<HealthStatement>> {
    let one = (0_u32..DAYS, prop::bool::weighted(0.8), prop::option::of(0_u32..60));
    prop::collection::vec(one, 0..3).prop_map(|mut all| {
        all.sort_unstable();
        // A year before the day, so that it runs out within the history.
        let statement = |(n, fit, days): (u32, bool, Option<u32>)| HealthStatement {
            dated_on: add_days(day("2022-06-01"), n),
            fit,
            valid_until: days.map(|days| nth(n + days)),
        };
        all.into_iter().map(statement).collect()
    })
}

fn absences() -> impl Strategy<Value = Vec<Absence>> {
    let kinds = prop::collection::vec(prop_oneof![Just(AbsenceKind::Sick), Just(AbsenceKind::Personal)], 2);
    (spans(2), kinds).prop_map(|(spans, kinds)| {
        spans.into_iter().zip(kinds).map(|(span, kind)| Absence { kind, span }).collect()
    })
}

prop_compose! {
    fn worker_facts(number: u128)(
        postings in postings(), employments in employments(), certificates in certificates(),
        born in prop::option::weighted(0.9, 0_u32..DAYS), health in health(), absences in absences(),
        taught in prop::collection::btree_set(0_u32..DAYS, 0..3),
    ) -> WorkerFacts {
        // Turns 46 on one of the days.
        let birth = born.map(|n| add_days(day("1977-06-01"), n));
        let education = Some(crate::rules::qualifications::Education::AssociateDegree);
        // A year before the day, so that it runs out within the history.
        let safety_education = taught.into_iter().map(|n| add_days(day("2022-06-01"), n)).collect();
        WorkerFacts {
            worker_id: Baisha::id(number),
            birth,
            education,
            certificates,
            employments,
            postings,
            health,
            safety_education,
            absences,
        }
    }
}

prop_compose! {
    fn histories()(
        workers in (worker_facts(100), worker_facts(101), worker_facts(102)),
        handover in 0_u32..DAYS, gap in prop_oneof![Just(0_u32), 0_u32..10], staffing in 0_u32..DAYS,
        suspended in 0_u32..DAYS, again in 1_u32..40,
    ) -> StationFacts {
        let mut station = Baisha::station(0);
        station.workers = vec![workers.0, workers.1, workers.2];
        let first = &mut station.agreements[0];
        first.span = Span::between(nth(0), nth(handover));
        let mut next = *first;
        (next.agreement_id, next.contractor_id) = (Baisha::id(60), Baisha::id(NEXT_CONTRACTOR));
        (next.span, next.staffing_date) = (Span::since(nth(handover + gap)), nth(staffing));
        station.agreements.push(next);
        let state = |state, span| StationPeriod { state, span };
        station.states = vec![
            state(StationState::Operating, Span::between(nth(0), nth(suspended))),
            state(StationState::Suspended, Span::between(nth(suspended), nth(suspended + again))),
            state(StationState::Operating, Span::since(nth(suspended + again))),
        ];
        station
    }
}

prop_compose! {
    /// Three policies that follow each other over all days.
    fn policies()(cuts in (1_u32..60, 60_u32..DAYS), fewest in (0_u32..4, 0_u32..4, 0_u32..4), months in 0_u32..3) -> Vec<PolicyPeriod> {
        let policy = |fewest, every_day| {
            let mut policy = Policy::default();
            policy.min_resident_workers.value = fewest;
            policy.certificate_grace_months.value = months;
            if every_day {
                policy.max_age.judged_at.value = JudgedAt::EveryDay;
            }
            policy
        };
        let period = |policy, from, to| PolicyPeriod { policy, from: nth(from), to: nth(to) };
        vec![
            period(policy(fewest.0, false), 0, cuts.0),
            period(policy(fewest.1, true), cuts.0, cuts.1),
            period(policy(fewest.2, true), cuts.1, DAYS),
        ]
    }
}

type Statuses = HashMap<(RuleCode, Uuid), Status>;

fn statuses(station: &StationFacts, on: NaiveDate) -> Statuses {
    let findings = judge(station, on).into_iter();
    findings.map(|finding| ((finding.rule, finding.subject.id), finding.status)).collect()
}

/// Every day of the periods with the facts as its own policy judges them.
fn each_day<'a>(
    station: &'a StationFacts,
    periods: &'a [PolicyPeriod],
) -> impl Iterator<Item = (NaiveDate, StationFacts)> + 'a {
    periods.iter().flat_map(move |period| {
        let facts = StationFacts { policy: period.policy.clone(), ..station.clone() };
        period.from.iter_days().take_while(|day| *day < period.to).map(move |day| (day, facts.clone()))
    })
}

/// Required and present on a day, as S1 says it; none where nobody has to be there or nobody can say.
fn worker_days(facts: &StationFacts, on: NaiveDate) -> Option<(u64, u64)> {
    let s1 = judge(facts, on).remove(0);
    let has_to = facts.cover_on(on).is_some_and(|cover| cover.staffing_date <= on);
    match (s1.expected, s1.actual) {
        (Some(Measure::Workers(required)), Some(Measure::Workers(present))) if has_to => {
            Some((required.into(), present.min(required).into()))
        }
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// The timeline says of every day what the day itself says, by the policy of the day; and it cuts nowhere else.
    #[test]
    fn the_timeline_is_that_of_the_days(station in histories(), periods in policies()) {
        let runs = timeline(&station, &periods);
        let mut told = runs.iter().flat_map(|run| run.from.iter_days().take_while(|day| *day < run.to).map(move |day| (day, run)));
        for (on, facts) in each_day(&station, &periods) {
            let (day, run) = told.next().unwrap();
            let findings = judge(&facts, on);
            prop_assert_eq!((day, run.verdict, run.staffing), (on, gravest(&findings), findings[0].status));
        }
        prop_assert!(told.next().is_none());
    }

    /// Missing = required − present, in all as in each day; a day that nobody can judge is in neither.
    #[test]
    fn worker_days_are_the_sum_of_the_days(station in histories(), periods in policies()) {
        let sum = WorkerDays::of(&timeline(&station, &periods));
        let days: Vec<_> = each_day(&station, &periods).collect();
        let counted: Vec<(u64, u64)> = days.iter().filter_map(|(on, facts)| worker_days(facts, *on)).collect();
        let (required, present) = (counted.iter().map(|one| one.0).sum::<u64>(), counted.iter().map(|one| one.1).sum::<u64>());
        prop_assert_eq!((sum.required, sum.present), (required, present));
        prop_assert_eq!(sum.shortage(), counted.iter().map(|one| one.0 - one.1).sum::<u64>());
        let unknown = days.iter().filter(|(on, facts)| judge(facts, *on)[0].status == Unknown).count();
        prop_assert_eq!(sum.unknown_days, u64::try_from(unknown).unwrap());
    }

    /// Whatever gets worse from one day to the next is a deadline on that day, and no other rule's deadline is.
    #[test]
    fn deadlines_are_the_days_on_which_a_verdict_gets_worse(station in histories(), periods in policies()) {
        let period = PolicyPeriod { from: nth(0), to: nth(DAYS), ..periods[1].clone() };
        let station = StationFacts { policy: period.policy.clone(), ..station };
        let told: Vec<_> = deadlines(&station, &[period]).into_iter()
            .filter_map(|due| Some(((due.on, due.rule?, due.subject.id), due.to_status?))).collect();
        let mut worse = Vec::new();
        for on in (1..DAYS).map(nth) {
            let today = statuses(&station, on);
            for ((rule, subject), before) in statuses(&station, on.pred_opt().unwrap()) {
                let now = today.get(&(rule, subject)).copied().unwrap_or(NotApplicable);
                if now > before && now >= Unknown {
                    worse.push(((on, rule, subject), now));
                }
            }
        }
        let sorted = |mut all: Vec<_>| { all.sort_unstable(); all };
        prop_assert_eq!(sorted(told), sorted(worse));
    }

    /// `since` and `changes_on`, with the status to come, agree with asking day by day.
    #[test]
    fn a_finding_knows_its_own_days(station in histories(), periods in policies(), on in 0_u32..DAYS) {
        let (station, as_of) = (StationFacts { policy: periods[1].policy.clone(), ..station }, nth(on));
        let (first, last) = (day("2023-01-01"), nth(3 * DAYS));
        let calendar: Vec<(NaiveDate, Statuses)> =
            first.iter_days().take_while(|day| *day < last).map(|day| (day, statuses(&station, day))).collect();
        for finding in judge(&station, as_of) {
            let of = |statuses: &Statuses| statuses.get(&(finding.rule, finding.subject.id)).copied().unwrap_or(NotApplicable);
            let differs = |(_, all): &&(NaiveDate, Statuses)| of(all) != finding.status;
            let since = calendar.iter().filter(|(day, _)| *day < as_of).rfind(differs).map(|(day, _)| add_days(*day, 1));
            let next = calendar.iter().filter(|(day, _)| *day > as_of).find(differs).map(|(day, all)| (*day, of(all)));
            prop_assert_eq!(finding.since, since);
            prop_assert_eq!(finding.changes_on.map(|change| (change.on, change.to_status)), next);
        }
    }
}
