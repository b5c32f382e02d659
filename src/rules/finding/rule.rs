//! What all rules have in common: a rule judges one day; from that, and the days on which its
//! verdict can turn, comes the finding.

use chrono::NaiveDate;

use super::{
    Bilingual, Finding, Measure, Responsible, RuleCode, Status, Subject,
    timeline::{self, Turn},
};

/// A rule's name and authority.
pub(in crate::rules) struct Rule<'a> {
    pub(in crate::rules) code: RuleCode,
    pub(in crate::rules) version: u32,
    pub(in crate::rules) source: &'a str,
    /// Who has to see to it.
    pub(in crate::rules) responsible: Responsible,
    /// Our reading where the plan is silent, zh and en.
    pub(in crate::rules) reading: Option<(&'a str, &'a str)>,
}

/// A rule's verdict on one day.
pub(in crate::rules) struct Judgement {
    pub(in crate::rules) status: Status,
    pub(in crate::rules) expected: Option<Measure>,
    pub(in crate::rules) actual: Option<Measure>,
    pub(in crate::rules) due_on: Option<NaiveDate>,
    pub(in crate::rules) message: Bilingual,
}

impl Judgement {
    /// A verdict in words, so far without measures.
    pub(in crate::rules) fn new(status: Status, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { status, expected: None, actual: None, due_on: None, message: Bilingual::new(zh, en) }
    }

    /// The same, with what is asked for.
    pub(in crate::rules) fn expecting(mut self, expected: Measure) -> Self {
        self.expected = Some(expected);
        self
    }

    /// The same, with what the facts show.
    pub(in crate::rules) fn showing(mut self, actual: Option<Measure>) -> Self {
        self.actual = actual;
        self
    }

    /// The same, with the last day on which it can be met in time.
    pub(in crate::rules) fn due(mut self, on: NaiveDate) -> Self {
        self.due_on = Some(on);
        self
    }
}

impl Rule<'_> {
    /// The finding on `as_of`. `judge` judges any day; its verdict turns on `turns` only.
    pub(in crate::rules) fn find(
        &self,
        subject: Subject,
        as_of: NaiveDate,
        turns: &[Turn],
        judge: impl Fn(NaiveDate) -> Judgement,
    ) -> Finding {
        let status_on = |day| judge(day).status;
        let (today, days) = (judge(as_of), timeline::days_of(turns));
        let run = (as_of, today.status);
        Finding {
            rule: self.code,
            rule_version: self.version,
            source: self.source.to_owned(),
            reading: self.reading.map(|(zh, en)| Bilingual::new(zh, en)),
            status: today.status,
            subject,
            responsible: self.responsible,
            expected: today.expected,
            actual: today.actual,
            since: timeline::since(run, &days, status_on),
            due_on: today.due_on,
            changes_on: timeline::next_change(run, (&days, turns), status_on),
            message: today.message,
        }
    }
}
