//! What all rules have in common: a rule judges one day; from that, and the days on which its
//! verdict can turn, comes the finding.

use chrono::NaiveDate;

use super::{
    Finding, Measure, Responsible, RuleCode, Status, Subject,
    text::Text,
    timeline::{self, Turn},
};
use crate::bilingual::Bilingual;

/// A rule's name and authority.
pub(in crate::rules) struct Rule<'a> {
    pub(in crate::rules) code: RuleCode,
    pub(in crate::rules) version: u32,
    pub(in crate::rules) source: &'a str,
    /// Who has to see to it.
    pub(in crate::rules) responsible: Responsible,
    /// Our reading where the plan is silent.
    pub(in crate::rules) reading: Option<Bilingual>,
}

/// A rule's verdict on one day.
pub(in crate::rules) struct Judgement {
    pub(in crate::rules) status: Status,
    pub(in crate::rules) expected: Option<Measure>,
    pub(in crate::rules) actual: Option<Measure>,
    pub(in crate::rules) due_on: Option<NaiveDate>,
    /// In Chinese and English.
    pub(in crate::rules) message: (Text, Text),
}

impl Judgement {
    /// A verdict in words, so far without measures.
    pub(in crate::rules) fn new(status: Status, zh: impl Into<Text>, en: impl Into<Text>) -> Self {
        Self { status, expected: None, actual: None, due_on: None, message: (zh.into(), en.into()) }
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
        self,
        subject: Subject,
        as_of: NaiveDate,
        turns: &[Turn],
        judge: impl Fn(NaiveDate) -> Judgement,
    ) -> Finding {
        let status_on = |day| judge(day).status;
        let (today, days) = (judge(as_of), timeline::days_of(turns));
        let (run, (zh, en)) = ((as_of, today.status), today.message);
        Finding {
            rule: self.code,
            rule_version: self.version,
            source: self.source.to_owned(),
            reading: self.reading,
            status: today.status,
            subject,
            responsible: self.responsible,
            expected: today.expected,
            actual: today.actual,
            since: timeline::since(run, &days, status_on),
            due_on: today.due_on,
            changes_on: timeline::next_change(run, (&days, turns), status_on),
            message: Bilingual::new(zh.told(), en.told()),
        }
    }
}
