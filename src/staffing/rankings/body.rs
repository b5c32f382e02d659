//! Whom to rank.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    http::{Error, Result, fault::Fault, text::Line},
    rules::{qualifications::Education, ranking::CandidateFacts},
};

/// Candidates for a posting.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RankCandidates {
    /// First day of the posting; today when left out. Age is counted on it, and the policy is that of the day.
    #[schema(example = "2023-10-01")]
    pub starts_on: Option<NaiveDate>,
    /// The candidates.
    #[schema(min_items = 1, max_items = 200)]
    pub candidates: Vec<CandidateToRank>,
}

/// One candidate: a worker within reach, somebody whom the service does not know, or both.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CandidateToRank {
    /// What the caller tells the candidate by, each once; a name is not needed.
    #[schema(value_type = Line, example = "A-07")]
    pub label: Line,
    /// The worker, when registered and within reach: what is recorded counts.
    pub worker_id: Option<Uuid>,
    /// What the caller knows; of a worker it counts where nothing is recorded.
    #[serde(default)]
    pub facts: CandidateGiven,
}

/// What the plan asks of a candidate; what is left out is not known. Sex and other majors are never asked.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CandidateGiven {
    /// Date of birth.
    #[schema(example = "1990-07-15")]
    pub birth_date: Option<NaiveDate>,
    /// Whether in good health.
    pub healthy: Option<bool>,
    /// Highest education.
    pub education: Option<Education>,
    /// Whether a social worker's certificate is held.
    pub certificate: Option<bool>,
    /// Whether graduated in social work or a related major.
    pub social_work_major: Option<bool>,
    /// Whether the household is registered in the county (本地户籍).
    pub local_household: Option<bool>,
    /// Whether graduated from a university of the province.
    pub in_province_graduate: Option<bool>,
    /// Whether an internship was made at a social-work training base of the province.
    pub in_province_training_base: Option<bool>,
}

impl CandidateGiven {
    /// The same for the rule.
    pub fn facts(&self) -> CandidateFacts {
        CandidateFacts {
            birth: self.birth_date,
            healthy: self.healthy,
            education: self.education,
            certificate: self.certificate,
            social_work_major: self.social_work_major,
            local_household: self.local_household,
            in_province_graduate: self.in_province_graduate,
            in_province_training_base: self.in_province_training_base,
            first_posting: None,
        }
    }
}

impl RankCandidates {
    /// The workers that are named.
    pub fn workers(&self) -> Vec<Uuid> {
        self.candidates.iter().filter_map(|candidate| candidate.worker_id).collect()
    }

    /// Errors: 422 with every label or worker that stands there twice, every birth after today and every worker that is
    /// not among the known.
    pub fn require(&self, today: NaiveDate, known: impl Fn(Uuid) -> bool) -> Result<()> {
        let faults: Vec<Fault> = self
            .candidates
            .iter()
            .enumerate()
            .flat_map(|(n, one)| {
                let before = || self.candidates.iter().take(n);
                let worker = |id: Uuid| before().any(|other| other.worker_id == Some(id));
                let label = before().any(|other| other.label == one.label).then(|| twice(n, "label"));
                let repeated = one.worker_id.filter(|id| worker(*id)).map(|_| twice(n, "worker_id"));
                let unknown = one.worker_id.filter(|id| !known(*id));
                let unknown =
                    unknown.map(|_| Fault::unknown_reference(&format!("/candidates/{n}/worker_id")));
                let unborn = one.facts.birth_date.filter(|birth| *birth > today).map(|_| unborn(n));
                [label, repeated, unknown, unborn].into_iter().flatten()
            })
            .collect();
        if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
    }
}

fn twice(n: usize, field: &str) -> Fault {
    let (zh, en) = ("与前面的候选人重复", "A candidate before has the same");
    Fault::body(format!("/candidates/{n}/{field}"), "repeated", zh, en)
}

fn unborn(n: usize) -> Fault {
    let pointer = format!("/candidates/{n}/facts/birth_date");
    Fault::body(pointer, "too_late", "不得晚于今天", "It cannot be after today")
}
