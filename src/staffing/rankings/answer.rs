//! A ranking as the caller reads it.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::body::CandidateToRank;
use crate::{
    rules::ranking::{
        self, CertificateDue, CriterionKind, CriterionStanding, Judged, Placed, Ranking, RankingCriterion,
        Reason, Separation,
    },
    verdicts::Telling,
};

/// The candidates, each in one of three lists.
#[derive(Debug, Serialize, ToSchema)]
pub struct CandidateRanking {
    /// First day of the posting.
    #[schema(example = "2023-10-01")]
    pub starts_on: NaiveDate,
    /// The policy in force on that day.
    pub policy_id: Uuid,
    /// How the plan is read where it is silent; this part is ours.
    pub reading: String,
    /// Who meets every requirement, the first place first; ties in the order of the request.
    pub places: Vec<PlacedCandidate>,
    /// Who fails no requirement, but of some a fact is missing: nobody can say yet.
    pub undecided: Vec<JudgedCandidate>,
    /// Who fails a requirement.
    pub excluded: Vec<ExcludedCandidate>,
}

/// A candidate with a place.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlacedCandidate {
    /// The place, from 1; equals share it: 1, 1, 3.
    #[schema(example = 1)]
    pub place: u32,
    /// The place, were all met that is not known, and the others as they are.
    #[schema(example = 1)]
    pub best_place: u32,
    /// What separates it from the place before; null for the first.
    #[schema(required)]
    pub separation: Option<PlaceSeparation>,
    /// The candidate.
    #[serde(flatten)]
    pub judged: JudgedCandidate,
}

/// Why a place is behind the one before.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceSeparation {
    /// The kind of criterion that decided.
    pub by: CriterionKind,
    /// The same in words.
    #[schema(example = "同等条件下，前一名次符合2项优先条件，本人符合1项")]
    pub why: String,
}

/// A candidate who fails a requirement.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExcludedCandidate {
    /// Each requirement that is not met; `reasons` says why.
    pub failed: Vec<RankingCriterion>,
    /// The candidate.
    #[serde(flatten)]
    pub judged: JudgedCandidate,
}

/// Who a candidate is, for the caller.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Candidate {
    /// The caller's label.
    #[schema(example = "A-07")]
    pub label: String,
    /// The worker, when one was named.
    #[schema(required)]
    pub worker_id: Option<Uuid>,
}

/// A candidate, judged by every criterion.
#[derive(Debug, Serialize, ToSchema)]
pub struct JudgedCandidate {
    /// Who it is.
    #[serde(flatten)]
    pub candidate: Candidate,
    /// How the candidate stands by each criterion, in the plan's order.
    pub reasons: Vec<CandidateReason>,
    /// The criteria of which a fact is missing.
    pub missing: Vec<RankingCriterion>,
    /// By when a certificate is to be obtained: a condition, never a reason to be left out. Null for who holds one.
    #[schema(required)]
    pub certificate_due: Option<CandidateCertificateDue>,
}

/// How a candidate stands by one criterion.
#[derive(Debug, Serialize, ToSchema)]
pub struct CandidateReason {
    /// The criterion.
    pub criterion: RankingCriterion,
    /// What it decides.
    pub kind: CriterionKind,
    /// The clause of the plan that it comes from, or `ours`.
    #[schema(example = "六（三）")]
    pub source: String,
    /// How the candidate stands.
    pub standing: CriterionStanding,
    /// Why, in words.
    #[schema(example = "2023-10-01时33周岁，未超过45周岁")]
    pub why: String,
}

/// A certificate to be obtained.
#[derive(Debug, Serialize, ToSchema)]
pub struct CandidateCertificateDue {
    /// The last day; before `starts_on` when the time is over already.
    #[schema(example = "2025-10-01")]
    pub by: NaiveDate,
    /// The clause of the plan that asks for it, or `ours`.
    #[schema(example = "六（三）")]
    pub source: String,
    /// The condition in words.
    #[schema(example = "须在2025-10-01（含当日）前取得社会工作者职业资格证书")]
    pub why: String,
}

impl Candidate {
    /// Who a candidate of a request is.
    pub fn of(one: &CandidateToRank) -> Self {
        Self { label: one.label.as_str().to_owned(), worker_id: one.worker_id }
    }
}

impl CandidateRanking {
    /// Tells a ranking for postings from a day on, by the policy of that day.
    pub fn new(
        telling: Telling,
        (starts_on, policy_id): (NaiveDate, Uuid),
        ranking: Ranking<Candidate>,
    ) -> Self {
        Self {
            starts_on,
            policy_id,
            reading: telling.text(ranking::reading()),
            places: ranking.places.into_iter().map(|one| placed(telling, one)).collect(),
            undecided: ranking.undecided.into_iter().map(|one| judged(telling, one)).collect(),
            excluded: ranking.excluded.into_iter().map(|one| excluded(telling, one)).collect(),
        }
    }
}

fn placed(telling: Telling, one: Placed<Candidate>) -> PlacedCandidate {
    let separation = |Separation { by, words }: Separation| PlaceSeparation { by, why: telling.text(words) };
    PlacedCandidate {
        place: one.place,
        best_place: one.best_place,
        separation: one.separation.map(separation),
        judged: judged(telling, one.judged),
    }
}

fn excluded(telling: Telling, one: Judged<Candidate>) -> ExcludedCandidate {
    let failed = one.standing(CriterionStanding::NotMet);
    let failed = failed.filter(|criterion| criterion.kind() == CriterionKind::Requirement).collect();
    ExcludedCandidate { failed, judged: judged(telling, one) }
}

fn judged(telling: Telling, one: Judged<Candidate>) -> JudgedCandidate {
    let missing = one.standing(CriterionStanding::Unknown).collect();
    let due = |CertificateDue { by, source, words }: CertificateDue| CandidateCertificateDue {
        by,
        source,
        why: telling.text(words),
    };
    JudgedCandidate {
        candidate: one.candidate,
        reasons: one.reasons.into_iter().map(|reason| told(telling, reason)).collect(),
        missing,
        certificate_due: one.certificate_due.map(due),
    }
}

fn told(telling: Telling, Reason { criterion, source, standing, words }: Reason) -> CandidateReason {
    CandidateReason { criterion, kind: criterion.kind(), source, standing, why: telling.text(words) }
}
