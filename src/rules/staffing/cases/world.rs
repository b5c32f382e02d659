//! The world of a case: a station, its agreements, its workers and its policies, told in few words.
//!
//! Unless told otherwise the station has operated since 1 June 2023, its contractor's agreement covers it from that day
//! without an end, the staffing date is 30 June 2023, and every worker is without fault and posted from the first day.
//! What is said of a worker is said of the first, or of the one named last by `of`. Days are written
//! `2023-06-01..2024-06-01`, the last one no longer included, or `2023-06-01..` without an end.

use chrono::NaiveDate;

use super::super::fixture::{Baisha, day};
use super::super::{
    Absence, Certificate, Employment, HealthStatement, Posting, StationFacts, WorkerFacts, judge,
};
use crate::rules::absences::AbsenceKind;
use crate::rules::finding::{EmploymentKind, Finding, RuleCode};
use crate::rules::periods::Span;
use crate::rules::policy::Policy;
use crate::rules::qualifications::{CertificateLevel, Education};
use crate::rules::station_state::{StationPeriod, StationState};

/// Another contractor, and another station.
pub(super) const OTHER: u128 = 61;
const ELSEWHERE: u128 = 97;

#[derive(Clone)]
pub(super) struct World {
    facts: StationFacts,
    /// Policies that replace the first, each from its day.
    later: Vec<(NaiveDate, Policy)>,
    worker: usize,
}

/// A station with so many workers without fault.
pub(super) fn station(workers: usize) -> World {
    World { facts: Baisha::station(workers), later: Vec::new(), worker: 0 }
}

/// A station with one worker without fault.
pub(super) fn worker() -> World {
    station(1)
}

fn span(text: &str) -> Span {
    let (from, to) = text.split_once("..").unwrap();
    Span { from: day(from), to: (!to.is_empty()).then(|| day(to)) }
}

impl World {
    /// The finding of a rule on a day, by the policy of the day; none when the rule is not asked.
    pub(super) fn finding(&self, rule: RuleCode, on: NaiveDate) -> Option<Finding> {
        let policy = self.later.iter().rfind(|(from, _)| *from <= on).map(|(_, policy)| policy.clone());
        let facts =
            StationFacts { policy: policy.unwrap_or(self.facts.policy.clone()), ..self.facts.clone() };
        let whose = facts.workers.get(self.worker).map(|worker| worker.worker_id);
        let mine =
            |finding: &Finding| finding.subject.id == facts.station_id || Some(finding.subject.id) == whose;
        judge(&facts, on).into_iter().find(|finding| finding.rule == rule && mine(finding))
    }

    /// The rules that are asked of the station and its workers.
    pub(super) fn rules(&self, on: NaiveDate) -> Vec<RuleCode> {
        judge(&self.facts, on).into_iter().map(|finding| finding.rule).collect()
    }

    /// Speaks of this worker, from 1.
    pub(super) fn of(mut self, number: usize) -> Self {
        self.worker = number - 1;
        self
    }

    fn change(mut self, change: impl FnOnce(&mut WorkerFacts)) -> Self {
        change(&mut self.facts.workers[self.worker]);
        self
    }

    pub(super) fn born(self, on: &str) -> Self {
        self.change(|worker| worker.birth = Some(day(on)))
    }

    pub(super) fn birth_unknown(self) -> Self {
        self.change(|worker| worker.birth = None)
    }

    pub(super) fn learnt(self, education: Option<Education>) -> Self {
        self.change(|worker| worker.education = education)
    }

    pub(super) fn no_certificate(self) -> Self {
        self.change(|worker| worker.certificates.clear())
    }

    /// Holds one certificate, of the lowest level, on these days.
    pub(super) fn certified(self, days: &str) -> Self {
        let Span { from, to } = span(days);
        let one = Certificate {
            level: CertificateLevel::Assistant,
            obtained_on: from,
            revoked_on: to,
            registrations: vec![],
        };
        self.change(|worker| worker.certificates = vec![one])
    }

    /// Has these health statements and no others: the day, whether it says fit, its own last day.
    pub(super) fn health(self, all: &[(&str, bool, Option<&str>)]) -> Self {
        let one = |(dated_on, fit, last): &(&str, bool, Option<&str>)| HealthStatement {
            dated_on: day(dated_on),
            fit: *fit,
            valid_until: last.map(day),
        };
        self.change(|worker| worker.health = all.iter().map(one).collect())
    }

    /// Had safety education on these days and no others.
    pub(super) fn taught(self, days: &[&str]) -> Self {
        self.change(|worker| worker.safety_education = days.iter().copied().map(day).collect())
    }

    /// Is away on these days.
    pub(super) fn away(self, kind: AbsenceKind, days: &str) -> Self {
        self.change(|worker| worker.absences.push(Absence { kind, span: span(days) }))
    }

    /// Is posted here on these days and no others.
    pub(super) fn posted(self, days: &[&str]) -> Self {
        let here = Baisha::id(Baisha::STATION);
        let postings = days.iter().map(|days| Posting { station_id: here, span: span(days) }).collect();
        self.change(|worker| worker.postings = postings)
    }

    /// Is posted elsewhere too.
    pub(super) fn elsewhere(self, days: &str) -> Self {
        let posting = Posting { station_id: Baisha::id(ELSEWHERE), span: span(days) };
        self.change(|worker| worker.postings.push(posting))
    }

    /// Has a labour contract with the contractor on these days, and no other employment.
    pub(super) fn contract(self, days: &[&str]) -> Self {
        let bare = self.change(|worker| worker.employments.clear());
        let formal = EmploymentKind::LabourContract;
        days.iter().fold(bare, |world, days| world.employed(formal, Baisha::CONTRACTOR, days))
    }

    /// Has this employment too.
    pub(super) fn employed(self, kind: EmploymentKind, employer: u128, days: &str) -> Self {
        let one = Employment { organisation_id: Baisha::id(employer), kind, span: span(days) };
        self.change(|worker| worker.employments.push(one))
    }

    /// Is employed in another way instead.
    pub(super) fn only(self, kind: EmploymentKind, employer: u128) -> Self {
        self.contract(&[]).employed(kind, employer, "2023-06-01..")
    }

    /// Has this state from a day on, after it has operated.
    pub(super) fn then_state(mut self, state: StationState, from: &str) -> Self {
        self.facts.states[1].span.to = Some(day(from));
        self.facts.states.push(StationPeriod { state, span: Span::since(day(from)) });
        self
    }

    /// Is covered by the contractor's agreement on these days.
    pub(super) fn covered(mut self, days: &str) -> Self {
        self.facts.agreements[0].span = span(days);
        self
    }

    /// The contractor's agreement covers the other station as well.
    pub(super) fn covered_elsewhere(mut self) -> Self {
        let here = self.facts.agreements[0];
        self.facts
            .agreements
            .push(super::super::AgreementCover { station_id: Baisha::id(ELSEWHERE), ..here });
        self
    }

    /// Another contractor takes over on a day, with a staffing date of its own.
    pub(super) fn taken_over(mut self, on: &str, staffing_date: &str) -> Self {
        let first = &mut self.facts.agreements[0];
        first.span.to = Some(day(on));
        let mut next = *first;
        (next.agreement_id, next.contractor_id) = (Baisha::id(OTHER + 1), Baisha::id(OTHER));
        (next.span, next.staffing_date) = (Span::since(day(on)), day(staffing_date));
        self.facts.agreements.push(next);
        self
    }

    /// Another policy from the beginning.
    pub(super) fn policy(mut self, change: impl FnOnce(&mut Policy)) -> Self {
        change(&mut self.facts.policy);
        self
    }

    /// Another policy from a day on.
    pub(super) fn policy_from(mut self, on: &str, change: impl FnOnce(&mut Policy)) -> Self {
        let mut policy = self.facts.policy.clone();
        change(&mut policy);
        self.later.push((day(on), policy));
        self
    }
}
