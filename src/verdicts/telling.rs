//! Findings as the caller reads them: sentences in his language, workers by id, and without ids where he may not know
//! whom a finding is about.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::{policy::Action, reach::Extent},
    bilingual::Bilingual,
    http::{Ctx, locale::Locale},
    rules::finding::{Cause, Change, Finding, Measure, Responsible, RuleCode, Status, Subject, SubjectKind},
};

/// How the findings are told to a caller.
#[derive(Debug, Clone, Copy)]
pub struct Telling {
    /// In this language.
    pub locale: Locale,
    /// Whether the worker's id is left out.
    pub without_workers: bool,
}

/// One rule's verdict on one station or worker.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Finding)]
pub struct FindingAnswer {
    /// The rule.
    pub rule: RuleCode,
    /// Version of the rule's wording in the service.
    pub rule_version: u32,
    /// The clause of the plan that asks for it, or `ours`.
    #[schema(example = "六（三）")]
    pub source: String,
    /// How the plan is read where it is silent; this part is ours.
    #[schema(required)]
    pub reading: Option<String>,
    /// The verdict.
    pub status: Status,
    /// Whom it is about.
    pub subject: FindingSubject,
    /// Who has to see to it.
    pub responsible: Responsible,
    /// What the rule asks for.
    #[schema(required)]
    pub expected: Option<Measure>,
    /// What the facts show.
    #[schema(required)]
    pub actual: Option<Measure>,
    /// First day of the present run of this status, as far as the dated facts reach.
    #[schema(required)]
    pub since: Option<NaiveDate>,
    /// Last day on which it can still be met in time.
    #[schema(required)]
    pub due_on: Option<NaiveDate>,
    /// The next change of status that the dated facts already show.
    #[schema(required)]
    pub changes_on: Option<FindingChange>,
    /// The verdict in a sentence.
    pub message: String,
}

/// The station or worker that a finding is about.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct FindingSubject {
    /// What `id` is the id of.
    pub kind: SubjectKind,
    /// Its id; null where the caller may not know which worker it is.
    #[schema(required)]
    pub id: Option<Uuid>,
}

/// A change of status that lies ahead.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingChange {
    /// First day of the new status.
    pub on: NaiveDate,
    /// The new status.
    pub to_status: Status,
    /// What falls on that day.
    pub causes: Vec<Cause>,
    /// The same in words.
    pub why: String,
}

impl Telling {
    /// How the caller of a request is told.
    pub fn of<A: Action>(ctx: &Ctx<A>) -> Self {
        Self { locale: ctx.locale(), without_workers: ctx.reach().extent == Extent::Province }
    }

    /// Tells a finding.
    pub fn finding(self, finding: Finding) -> FindingAnswer {
        let Finding { rule, rule_version, source, reading, status, subject, responsible, .. } = finding;
        let Finding { expected, actual, since, due_on, changes_on, message, .. } = finding;
        FindingAnswer {
            rule,
            rule_version,
            source,
            reading: reading.map(|reading| self.text(reading)),
            status,
            subject: self.subject(subject),
            responsible,
            expected,
            actual,
            since,
            due_on,
            changes_on: changes_on.map(|change| self.change(change)),
            message: self.text(message),
        }
    }

    /// Whom a finding is about, as far as the caller may know.
    pub fn subject(self, Subject { kind, id }: Subject) -> FindingSubject {
        let hidden = self.without_workers && kind == SubjectKind::Worker;
        FindingSubject { kind, id: (!hidden).then_some(id) }
    }

    fn change(self, Change { on, to_status, causes, why }: Change) -> FindingChange {
        FindingChange { on, to_status, causes, why: self.text(why) }
    }

    /// A text in the caller's language.
    pub fn text(self, text: Bilingual) -> String {
        self.locale.told(text)
    }
}
