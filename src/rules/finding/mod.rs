//! Findings: what a rule says of a station or a worker on a day.

mod change;
mod measure;
mod rule;
mod text;
mod timeline;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::bilingual::Bilingual;

pub use change::{Cause, Change};
pub use measure::{CertificateMeasure, EmploymentKind, EmploymentMeasure, Measure, StrengthMeasure};
pub(in crate::rules) use rule::{Judgement, Rule};
pub(in crate::rules) use timeline::{Turn, turns_of};

/// One rule's verdict on one subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Finding {
    /// The rule.
    pub rule: RuleCode,
    /// Version of the rule's wording in the service; a new version may judge the same facts
    /// differently.
    pub rule_version: u32,
    /// The clause of the plan that asks for it, such as `六（三）`, or `ours`.
    pub source: String,
    /// How the plan is read where it is silent; this part is ours, not the plan's.
    #[schema(required)]
    pub reading: Option<Bilingual>,
    /// The verdict.
    pub status: Status,
    /// Whom it is about.
    pub subject: Subject,
    /// Who has to see to it.
    pub responsible: Responsible,
    /// What the rule asks for; none when it cannot be said, or asks for nothing that day.
    #[schema(required)]
    pub expected: Option<Measure>,
    /// What the facts show; none when a fact is missing or there is nothing to show.
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
    pub changes_on: Option<Change>,
    /// The verdict in a sentence.
    pub message: Bilingual,
}

/// The gravest status of the findings: breach, then unknown, due, met; `not_applicable` when
/// nothing applies or there is no finding.
#[must_use]
pub fn gravest(findings: &[Finding]) -> Status {
    let statuses = findings.iter().map(|finding| finding.status);
    statuses.max().unwrap_or(Status::NotApplicable)
}

/// The rules, by their codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
pub enum RuleCode {
    /// Enough resident workers, 六（三）.
    S1,
    /// Formally employed by the contractor, 六（三）.
    S2,
    /// Age, 六（三）.
    S3,
    /// Education, 六（三）.
    S4,
    /// Good health, 六（三）.
    S5,
    /// Certificate, 六（三）.
    S6,
    /// One station at a time, ours.
    S7,
    /// Full strength by the staffing date, 六（三）, 九（一）.
    S8,
    /// Safety education, 三（三）.
    S9,
    /// Social workers' office, 六（一）.
    R1,
    /// Casework room, 六（一）.
    R2,
    /// Social work service centre, 六（一）.
    R3,
    /// Volunteer service centre, 六（一）.
    R4,
    /// Office equipment, 六（一）.
    R5,
    /// Fire-fighting facilities, 六（一）.
    R6,
    /// Fire safety, 六（一）.
    R7,
    /// Text of the signboard, 六（四）.
    R8,
    /// The province's mark, 六（四）.
    R9,
    /// Organisation and duties, 六（二）.
    R10,
    /// Workflow and standards, 六（二）.
    R11,
    /// Institution for staff, 六（二）.
    R12,
    /// Institution for finance, 六（二）.
    R13,
    /// Institution for volunteers, 六（二）.
    R14,
    /// Institution for the use of premises, 六（二）.
    R15,
    /// Institution for archives, 六（二）.
    R16,
    /// Service files, 六（二）.
    R17,
    /// Client database, 六（二）.
    R18,
    /// Service commitment, 六（二）.
    R19,
    /// Filed service list, 五.
    R20,
    /// Full staffing, 六（三）.
    R21,
    /// The contractor is a registered social organisation, 二.
    A1,
    /// The price is not below the basic standard, 四.
    A2,
    /// A renewal lies inside the project cycle, 七（二）.
    A3,
    /// Signed by its first day, 九（一）.
    A4,
}

crate::text_enum! {
    /// A verdict, from the mildest to the gravest.
    Status {
        /// The rule asks nothing of the subject that day.
        NotApplicable = "not_applicable", "不适用", "Not applicable";
        /// The requirement is fulfilled.
        Met = "met", "符合", "Met";
        /// Not fulfilled, and still in time.
        Due = "due", "待完成", "Due";
        /// A fact is missing, so nobody can say; never taken for `met`.
        Unknown = "unknown", "无法判断", "Unknown";
        /// Not fulfilled, and out of time.
        Breach = "breach", "不符合", "Breach";
    }
}

impl Status {
    /// Whether somebody has something to do about it.
    #[must_use]
    pub fn is_open(self) -> bool {
        self >= Self::Due
    }
}

/// The station, worker or agreement a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub struct Subject {
    /// What `id` is the id of.
    pub kind: SubjectKind,
    /// The station's, worker's or agreement's id.
    pub id: Uuid,
}

crate::text_enum! {
    /// What a finding can be about.
    SubjectKind {
        /// A station, 社工站.
        Station = "station", "社工站", "Station";
        /// A resident worker, 驻站社工.
        Worker = "worker", "驻站社工", "Resident worker";
        /// An agreement, 购买服务协议.
        Agreement = "agreement", "购买服务协议", "Agreement";
    }
}

/// The body that has to see to a finding, 三.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Responsible {
    /// The contractor, 承接主体.
    Contractor,
    /// The township government, 乡镇人民政府.
    TownshipGovernment,
    /// The county civil affairs bureau, 县民政局.
    Bureau,
}
