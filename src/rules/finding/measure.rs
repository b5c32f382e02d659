//! What a rule asks for, and what the facts show.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::rules::money::Money;
use crate::rules::periods::Span;
use crate::rules::qualifications::{CertificateLevel, Education};
use crate::rules::readiness::facts::{InstitutionKind, RoomFunction};

crate::text_enum! {
    /// The kind of an employment, 聘用.
    EmploymentKind {
        /// Labour contract, 劳动合同: the only formal employment.
        LabourContract = "labour_contract", "劳动合同", "Labour contract";
        /// Labour dispatch, 劳务派遣.
        Dispatch = "dispatch", "劳务派遣", "Labour dispatch";
        /// Part-time, 非全日制.
        PartTime = "part_time", "非全日制用工", "Part-time";
        /// Anything else.
        Other = "other", "其他", "Other";
    }
}

/// What a rule asks for or found, `{"kind": "workers", "value": 3}`: the kind says the unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Measure {
    /// A number of workers.
    Workers(u32),
    /// An age in full years.
    Years(u32),
    /// A level of education.
    Education(Education),
    /// An employment.
    Employment(EmploymentMeasure),
    /// The day by which a certificate is to be obtained, itself in time.
    CertificateBy(NaiveDate),
    /// A certificate held.
    Certificate(CertificateMeasure),
    /// A function that a room serves.
    RoomFunction(RoomFunction),
    /// A number of rooms.
    Rooms(u32),
    /// A number of records of equipment in working order.
    Equipment(u32),
    /// The last day on which a safety check, a health statement or safety education is valid.
    ValidUntil(NaiveDate),
    /// What is on the signboard.
    Text(String),
    /// An institution or standing record.
    Institution(InstitutionKind),
    /// A number of stations.
    Stations(u32),
    /// Full strength, reached.
    Strength(StrengthMeasure),
    /// An amount of money, CNY.
    Money(Money),
    /// A term: its first day and the first day after it.
    Term(Span),
    /// A unified social credit code.
    CreditCode(String),
    /// A day.
    Day(NaiveDate),
    /// A number of items on a service list.
    ServiceItems(u32),
}

/// An employment in a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EmploymentMeasure {
    /// The employer.
    pub organisation_id: Uuid,
    /// The kind.
    pub kind: EmploymentKind,
}

/// A certificate in a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CertificateMeasure {
    /// Its level.
    pub level: CertificateLevel,
    /// The date on it.
    pub obtained_on: NaiveDate,
}

/// Full strength in a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StrengthMeasure {
    /// First day on which the station was fully staffed under the agreement.
    pub reached_on: NaiveDate,
    /// Days after the staffing date; 0 when it was reached in time.
    pub days_late: u32,
}
