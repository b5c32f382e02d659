//! The facts that staffing is judged by. What is not recorded does not hold: no posting, no
//! employment, no certificate. What is recorded without a value (`None`) is unknown.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::rules::absences::AbsenceKind;
use crate::rules::finding::EmploymentKind;
use crate::rules::periods::Span;
use crate::rules::policy::Policy;
use crate::rules::qualifications::{CertificateLevel, Education};
use crate::rules::station_state::{StationPeriod, StationState};

/// One station with everything that bears on its staffing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StationFacts {
    /// The station.
    pub station_id: Uuid,
    /// The policy in force on the day judged.
    pub policy: Policy,
    /// The station's states, not overlapping.
    pub states: Vec<StationPeriod>,
    /// The agreements covering the station, and what else they cover: the other stations count
    /// for a worker's first posting under the agreement. Covers of one station do not overlap.
    pub agreements: Vec<AgreementCover>,
    /// The workers ever posted at the station, each once; those around the day are enough.
    pub workers: Vec<WorkerFacts>,
}

/// An agreement, as far as it covers one station.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgreementCover {
    /// The agreement.
    pub agreement_id: Uuid,
    /// Its contractor.
    pub contractor_id: Uuid,
    /// The station covered.
    pub station_id: Uuid,
    /// The days covered.
    pub span: Span,
    /// First day on which the station has to be fully staffed (九（一）: the end of June 2023).
    pub staffing_date: NaiveDate,
}

/// A worker, as far as the rules ask; sex and major are never a criterion (男女不限, 专业不限).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkerFacts {
    /// The worker.
    pub worker_id: Uuid,
    /// Date of birth, if known.
    pub birth: Option<NaiveDate>,
    /// Highest education, if known.
    pub education: Option<Education>,
    /// Certificates held at any time.
    pub certificates: Vec<Certificate>,
    /// Employments at any time, with whomever.
    pub employments: Vec<Employment>,
    /// All postings in the county, at any station.
    pub postings: Vec<Posting>,
    /// Health statements and examinations, the oldest first, of one day in the order of recording.
    pub health: Vec<HealthStatement>,
    /// The days on which the worker had safety education.
    pub safety_education: Vec<NaiveDate>,
    /// Absences of any kind.
    pub absences: Vec<Absence>,
}

/// A social worker's certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Its level.
    pub level: CertificateLevel,
    /// The date on the certificate.
    pub obtained_on: NaiveDate,
    /// First day on which it is no longer valid; none while it is.
    pub revoked_on: Option<NaiveDate>,
    /// Its registrations; another clock than the plan's: a lapsed one breaks no rule.
    pub registrations: Vec<Span>,
}

impl Certificate {
    /// The days on which it is held and valid.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span { from: self.obtained_on, to: self.revoked_on }
    }
}

/// A health statement or examination: whether the worker is fit, never why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HealthStatement {
    /// Its day.
    pub dated_on: NaiveDate,
    /// Whether it says that the worker is fit for the work.
    pub fit: bool,
    /// Its own last day; by the policy's interval where it has none.
    pub valid_until: Option<NaiveDate>,
}

/// Days away from the station.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absence {
    /// The kind.
    pub kind: AbsenceKind,
    /// Its days.
    pub span: Span,
}

/// An employment, 聘用.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Employment {
    /// The employer.
    pub organisation_id: Uuid,
    /// The kind.
    pub kind: EmploymentKind,
    /// Its days.
    pub span: Span,
}

/// A posting, 驻站.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The station.
    pub station_id: Uuid,
    /// Its days.
    pub span: Span,
}

impl StationFacts {
    /// The station's state on `day`, if one is recorded.
    #[must_use]
    pub fn state_on(&self, day: NaiveDate) -> Option<StationState> {
        let mut states = self.states.iter();
        let period = states.find(|period| period.span.contains(day));
        period.map(|period| period.state)
    }

    /// The same station, as if it had always operated: who would count, were it at work.
    #[must_use]
    pub fn always_operating(&self) -> Self {
        let always = StationPeriod { state: StationState::Operating, span: Span::since(NaiveDate::MIN) };
        Self { states: vec![always], ..self.clone() }
    }

    /// The agreement that covers the station on `day`.
    #[must_use]
    pub fn cover_on(&self, day: NaiveDate) -> Option<&AgreementCover> {
        self.covers().find(|cover| cover.span.contains(day))
    }

    /// The agreements' covers of this station.
    pub(super) fn covers(&self) -> impl Iterator<Item = &AgreementCover> {
        let here = self.station_id;
        self.agreements.iter().filter(move |cover| cover.station_id == here)
    }
}
