//! The verdicts on a station and on a county.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{AskedStation, Counts, FindingAnswer, FindingSubject, Question, Telling};
use crate::rules::finding::{self, Finding, RuleCode, Status};

/// The verdict on one station.
#[derive(Debug, Serialize, ToSchema)]
pub struct StationVerdict {
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
    /// One finding for each requirement, in the order of the rules.
    pub findings: Vec<FindingAnswer>,
    /// What will change and when, as far as the dated facts show; the next first.
    pub forecast: Vec<Forecast>,
}

/// A change that lies ahead.
#[derive(Debug, Serialize, ToSchema)]
pub struct Forecast {
    /// First day of the new status.
    pub on: NaiveDate,
    /// The rule whose verdict changes.
    pub rule: RuleCode,
    /// Whom it is about.
    pub subject: FindingSubject,
    /// The status until then.
    pub from_status: Status,
    /// The status from then on.
    pub to_status: Status,
    /// What falls on that day.
    pub why: String,
}

/// The verdicts on the stations within reach.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountyVerdict {
    /// What was asked.
    #[serde(flatten)]
    pub question: Question,
    /// The gravest verdict.
    pub verdict: Status,
    /// How many stations there are of each verdict.
    pub counts: Counts,
    /// The stations, in the order of the county's plan unless another was asked for.
    pub stations: Vec<StationVerdict>,
}

impl StationVerdict {
    /// Tells the findings on a station.
    pub fn new(telling: Telling, station: AskedStation, question: Question, findings: Vec<Finding>) -> Self {
        let verdict = finding::gravest(&findings);
        let counts = Counts::of(findings.iter().map(|finding| finding.status));
        let findings: Vec<_> = findings.into_iter().map(|finding| telling.finding(finding)).collect();
        let forecast = Forecast::of_all(&findings);
        let AskedStation { id: station_id, name: station_name } = station;
        Self { station_id, station_name, question, verdict, counts, findings, forecast }
    }
}

impl Forecast {
    /// What the findings see coming, the next first.
    pub(super) fn of_all(findings: &[FindingAnswer]) -> Vec<Self> {
        let mut forecast: Vec<_> = findings.iter().filter_map(Self::of).collect();
        forecast.sort_by_key(|change| (change.on, change.rule));
        forecast
    }

    fn of(finding: &FindingAnswer) -> Option<Self> {
        let change = finding.changes_on.as_ref()?;
        Some(Self {
            on: change.on,
            rule: finding.rule,
            subject: finding.subject,
            from_status: finding.status,
            to_status: change.to_status,
            why: change.why.clone(),
        })
    }
}

impl CountyVerdict {
    /// The verdicts together.
    pub fn new(question: Question, stations: Vec<StationVerdict>) -> Self {
        let verdicts = || stations.iter().map(|station| station.verdict);
        let verdict = verdicts().max().unwrap_or(Status::NotApplicable);
        Self { question, verdict, counts: Counts::of(verdicts()), stations }
    }
}
