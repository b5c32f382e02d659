//! What holds of findings whatever the dates.

use std::collections::HashMap;

use proptest::prelude::*;
use uuid::Uuid;

use super::fixture::{Baisha, day};
use super::*;
use crate::rules::absences::AbsenceKind;
use crate::rules::finding::RuleCode::{self, S3, S4, S5, S9};
use crate::rules::finding::Status;
use crate::rules::finding::Status::{NotApplicable, Unknown};
use crate::rules::periods::{Span, add_days};
use crate::rules::policy::JudgedAt;

pub(super) fn first() -> NaiveDate {
    day("2022-12-01")
}

fn days() -> impl Strategy<Value = NaiveDate> {
    (80_u32..180).prop_map(|days| add_days(first(), days))
}

fn spans() -> impl Strategy<Value = Span> {
    (days(), prop::option::of(days())).prop_map(|(from, to)| Span { from, to })
}

prop_compose! {
    /// A station whose dates are anything within some months.
    pub(super) fn stations()(
        postings in prop::collection::vec(spans(), 4),
        employments in prop::collection::vec(spans(), 4),
        obtained in prop::collection::vec(days(), 4),
        cover in spans(),
        staffing_date in days(),
        operating in spans(),
        every_day in any::<bool>(),
        health in prop::collection::vec((days(), any::<bool>(), prop::option::of(days())), 4),
        educated in prop::collection::vec(days(), 4),
        absences in prop::collection::vec((spans(), any::<bool>()), 4),
    ) -> StationFacts {
        let mut station = Baisha::station(4);
        for (number, worker) in station.workers.iter_mut().enumerate() {
            worker.postings[0].span = postings[number];
            worker.employments[0].span = employments[number];
            worker.certificates[0].obtained_on = obtained[number];
            worker.birth = Some(day("1977-04-10"));
            let (dated_on, fit, until) = health[number];
            let valid_until = until.filter(|until| fit && dated_on <= *until);
            worker.health[0] = HealthStatement { dated_on, fit, valid_until };
            worker.safety_education = vec![educated[number]];
            let (span, seconded) = absences[number];
            let kind = if seconded { AbsenceKind::Secondment } else { AbsenceKind::Sick };
            worker.absences = vec![Absence { kind, span }];
        }
        station.agreements[0].span = cover;
        station.agreements[0].staffing_date = staffing_date;
        station.states[1].span = operating;
        station.policy.certificate_grace_months.value = 1;
        station.policy.health_interval_months.value = 1;
        station.policy.safety_education_interval_months.value = 2;
        if every_day {
            station.policy.max_age.judged_at.value = JudgedAt::EveryDay;
        }
        station
    }
}

type Statuses = HashMap<(RuleCode, Uuid), Status>;

/// What the rules say on each of the days, asked one by one.
fn calendar(station: &StationFacts) -> Vec<(NaiveDate, Statuses)> {
    let on = |day| {
        let findings = judge(station, day).into_iter();
        findings.map(|finding| ((finding.rule, finding.subject.id), finding.status)).collect()
    };
    first().iter_days().take(300).map(|day| (day, on(day))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// `since` and `changes_on` agree with asking the rules day by day.
    #[test]
    fn runs_are_those_of_the_days(station in stations(), as_of in days()) {
        let calendar = calendar(&station);
        for finding in judge(&station, as_of) {
            let key = (finding.rule, finding.subject.id);
            let differs = |(_, statuses): &&(NaiveDate, Statuses)| {
                statuses.get(&key).copied().unwrap_or(NotApplicable) != finding.status
            };
            let before = calendar.iter().filter(|(day, _)| *day < as_of).rfind(differs);
            let since = before.map(|(day, _)| add_days(*day, 1));
            prop_assert_eq!(finding.since, since);
            let after = calendar.iter().filter(|(day, _)| *day > as_of).find(differs);
            let changes_on = finding.changes_on.map(|change| change.on);
            prop_assert_eq!(changes_on, after.map(|(day, _)| *day));
        }
    }

    #[test]
    fn a_missing_fact_is_never_met(mut station in stations(), as_of in days()) {
        for worker in &mut station.workers {
            worker.birth = None;
            worker.education = None;
            worker.health.clear();
            worker.safety_education.clear();
        }
        for finding in judge(&station, as_of) {
            let asks = matches!(finding.rule, S3 | S4 | S5 | S9);
            prop_assert!(!asks || finding.status == Unknown);
        }
    }
}
