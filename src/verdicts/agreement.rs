//! The verdicts on an agreement and on a county's agreements.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Counts, FindingAnswer, Forecast, Question, Telling};
use crate::rules::finding::{self, Finding, Status};

/// An agreement that is asked about.
#[derive(Debug, Clone)]
pub struct AskedAgreement {
    /// Its id.
    pub id: Uuid,
    /// Its number.
    pub number: String,
}

/// The verdict on one agreement.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementVerdict {
    /// The agreement.
    pub agreement_id: Uuid,
    /// Its number.
    #[schema(example = "BS-2023-01")]
    pub agreement_number: String,
    /// What was asked.
    #[serde(flatten)]
    pub question: Question,
    /// The gravest status of its findings.
    pub verdict: Status,
    /// How many findings there are of each status.
    pub counts: Counts,
    /// One finding for each rule, in the order of the rules.
    pub findings: Vec<FindingAnswer>,
    /// What will change and when, as far as the dated facts show; the next first.
    pub forecast: Vec<Forecast>,
}

/// The verdicts on the agreements within reach.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementsVerdict {
    /// What was asked.
    #[serde(flatten)]
    pub question: Question,
    /// The gravest verdict.
    pub verdict: Status,
    /// How many agreements there are of each verdict.
    pub counts: Counts,
    /// The agreements, in the order of their recording.
    pub agreements: Vec<AgreementVerdict>,
}

impl AgreementVerdict {
    /// Tells the findings on an agreement.
    pub fn new(
        telling: Telling,
        agreement: AskedAgreement,
        question: Question,
        findings: Vec<Finding>,
    ) -> Self {
        let verdict = finding::gravest(&findings);
        let counts = Counts::of(findings.iter().map(|finding| finding.status));
        let findings: Vec<_> = findings.into_iter().map(|finding| telling.finding(finding)).collect();
        let AskedAgreement { id: agreement_id, number: agreement_number } = agreement;
        let forecast = Forecast::of_all(&findings);
        Self { agreement_id, agreement_number, question, verdict, counts, findings, forecast }
    }
}

impl AgreementsVerdict {
    /// The verdicts together.
    pub fn new(question: Question, agreements: Vec<AgreementVerdict>) -> Self {
        let verdicts = || agreements.iter().map(|agreement| agreement.verdict);
        let verdict = verdicts().max().unwrap_or(Status::NotApplicable);
        Self { question, verdict, counts: Counts::of(verdicts()), agreements }
    }
}
