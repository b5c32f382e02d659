//! What all rules have in common: a rule judges one day; from that, and the days on which its
//! verdict can turn, comes the finding.

use chrono::NaiveDate;

use super::timeline::{self, Turn};
use crate::rules::finding::{Bilingual, Finding, Measure, Responsible, RuleCode, Status, Subject};

/// The clause of the plan that staffing rules come from.
pub(super) const CLAUSE: &str = "六（三）";

/// A rule's name and authority. Staffing is the contractor's to see to (六（三）).
pub(super) struct Rule<'a> {
    pub(super) code: RuleCode,
    pub(super) version: u32,
    pub(super) source: &'a str,
    /// Our reading where the plan is silent, zh and en.
    pub(super) reading: Option<(&'a str, &'a str)>,
}

/// A rule's verdict on one day.
pub(super) struct Judgement {
    pub(super) status: Status,
    pub(super) expected: Option<Measure>,
    pub(super) actual: Option<Measure>,
    pub(super) due_on: Option<NaiveDate>,
    pub(super) message: Bilingual,
}

impl Judgement {
    /// A verdict in words, so far without measures.
    pub(super) fn new(status: Status, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { status, expected: None, actual: None, due_on: None, message: Bilingual::new(zh, en) }
    }

    /// The same, with what is asked for.
    pub(super) fn expecting(mut self, expected: Measure) -> Self {
        self.expected = Some(expected);
        self
    }

    /// The same, with what the facts show.
    pub(super) fn showing(mut self, actual: Option<Measure>) -> Self {
        self.actual = actual;
        self
    }

    /// The same, with the last day on which it can be met in time.
    pub(super) fn due(mut self, on: NaiveDate) -> Self {
        self.due_on = Some(on);
        self
    }
}

impl Rule<'_> {
    /// The finding on `as_of`. `judge` judges any day; its verdict turns on `turns` only.
    pub(super) fn find(
        &self,
        subject: Subject,
        as_of: NaiveDate,
        turns: &[Turn],
        judge: impl Fn(NaiveDate) -> Judgement,
    ) -> Finding {
        let status_on = |day| judge(day).status;
        let today = judge(as_of);
        Finding {
            rule: self.code,
            rule_version: self.version,
            source: self.source.to_owned(),
            reading: self.reading.map(|(zh, en)| Bilingual::new(zh, en)),
            status: today.status,
            subject,
            responsible: Responsible::Contractor,
            expected: today.expected,
            actual: today.actual,
            since: timeline::since(as_of, turns, status_on),
            due_on: today.due_on,
            changes_on: timeline::next_change(as_of, turns, status_on),
            message: today.message,
        }
    }
}
