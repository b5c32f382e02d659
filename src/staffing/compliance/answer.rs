//! The verdicts as the caller reads them: sentences in his language, workers by id, and without ids where he may not
//! know whom a finding is about.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    http::locale::Locale,
    rules::{
        finding::{
            Bilingual, Cause, Change, Finding, Measure, Responsible, RuleCode, Status, Subject, SubjectKind,
        },
        staffing::{self, StationFacts},
    },
};

/// How the findings are told to a caller.
#[derive(Debug, Clone, Copy)]
pub struct Telling {
    /// In this language.
    pub locale: Locale,
    /// Whether the worker's id is left out.
    pub without_workers: bool,
}

/// What was asked: which day, known when, by which policy.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Question {
    /// The day judged.
    #[schema(example = "2023-07-03")]
    pub as_of: NaiveDate,
    /// Only what was known at this instant; null: all that is known now.
    #[schema(required)]
    pub known_at: Option<DateTime<Utc>>,
    /// The policy in force on that day.
    pub policy_id: Uuid,
}

/// The staffing verdict of one station.
#[derive(Debug, Serialize, ToSchema)]
pub struct StationCompliance {
    /// The station.
    pub station_id: Uuid,
    /// Its name.
    #[schema(example = "白沙黎族自治县牙叉镇社会工作服务站")]
    pub station_name: String,
    /// What was asked.
    #[serde(flatten)]
    pub question: Question,
    /// The gravest status of its findings.
    pub verdict: Status,
    /// How many findings there are of each status.
    pub counts: Counts,
    /// One finding for the station (S1), then those of each worker posted there that day.
    pub findings: Vec<ComplianceFinding>,
}

/// The staffing verdicts of the stations within reach.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountyCompliance {
    /// What was asked.
    #[serde(flatten)]
    pub question: Question,
    /// The gravest verdict.
    pub verdict: Status,
    /// How many stations there are of each verdict.
    pub counts: Counts,
    /// The stations in the order of the county's plan.
    pub stations: Vec<StationCompliance>,
}

/// How many there are of each status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Counts {
    /// Nothing is asked.
    pub not_applicable: u32,
    /// Fulfilled.
    pub met: u32,
    /// Not fulfilled, and still in time.
    pub due: u32,
    /// A fact is missing.
    pub unknown: u32,
    /// Not fulfilled, and out of time.
    pub breach: u32,
}

/// One rule's verdict on one station or worker.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComplianceFinding {
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
#[derive(Debug, Serialize, ToSchema)]
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

impl Counts {
    /// Counts statuses.
    pub fn of(statuses: impl Iterator<Item = Status>) -> Self {
        statuses.fold(Self::default(), |mut counts, status| {
            let counted = match status {
                Status::NotApplicable => &mut counts.not_applicable,
                Status::Met => &mut counts.met,
                Status::Due => &mut counts.due,
                Status::Unknown => &mut counts.unknown,
                Status::Breach => &mut counts.breach,
            };
            *counted = counted.saturating_add(1);
            counts
        })
    }
}

impl CountyCompliance {
    /// The verdicts together.
    pub fn new(question: Question, stations: Vec<StationCompliance>) -> Self {
        let verdicts = || stations.iter().map(|station| station.verdict);
        let verdict = verdicts().max().unwrap_or(Status::NotApplicable);
        Self { question, verdict, counts: Counts::of(verdicts()), stations }
    }
}

impl Telling {
    /// Judges a station and tells the verdict.
    pub fn station(
        self,
        facts: &StationFacts,
        station_name: String,
        question: Question,
    ) -> StationCompliance {
        let findings = staffing::judge(facts, question.as_of);
        StationCompliance {
            station_id: facts.station_id,
            station_name,
            question,
            verdict: staffing::verdict(&findings),
            counts: Counts::of(findings.iter().map(|finding| finding.status)),
            findings: findings.into_iter().map(|finding| self.finding(finding)).collect(),
        }
    }

    fn finding(self, finding: Finding) -> ComplianceFinding {
        let Finding { rule, rule_version, source, reading, status, subject, responsible, .. } = finding;
        let Finding { expected, actual, since, due_on, changes_on, message, .. } = finding;
        ComplianceFinding {
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

    fn subject(self, Subject { kind, id }: Subject) -> FindingSubject {
        let hidden = self.without_workers && kind == SubjectKind::Worker;
        FindingSubject { kind, id: (!hidden).then_some(id) }
    }

    fn change(self, Change { on, to_status, causes, why }: Change) -> FindingChange {
        FindingChange { on, to_status, causes, why: self.text(why) }
    }

    fn text(self, text: Bilingual) -> String {
        match self.locale {
            Locale::Zh => text.zh,
            Locale::En => text.en,
        }
    }
}
