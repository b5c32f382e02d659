//! What would be different.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::{
    dated,
    rules::{finding::EmploymentKind, qualifications::CertificateLevel},
};

/// Changes to try. To move something, end it and add it elsewhere.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct PreviewCompliance {
    /// The day judged; today when left out.
    #[schema(example = "2023-10-01")]
    pub as_of: Option<NaiveDate>,
    /// What would be recorded.
    #[serde(default)]
    #[validate(nested)]
    pub add: PreviewAdditions,
    /// What would end.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub end: Vec<PreviewEnd>,
}

/// What would be recorded.
#[derive(Debug, Default, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct PreviewAdditions {
    /// Postings.
    #[serde(default)]
    #[schema(max_items = 50)]
    #[validate(nested)]
    pub postings: Vec<PreviewPosting>,
    /// Employments.
    #[serde(default)]
    #[schema(max_items = 50)]
    #[validate(nested)]
    pub employments: Vec<PreviewEmployment>,
    /// Certificates.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub certificates: Vec<PreviewCertificate>,
}

/// A posting to try.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = posting_ends_after_start))]
pub struct PreviewPosting {
    /// Who would be posted.
    pub worker_id: Uuid,
    /// Where.
    pub station_id: Uuid,
    /// First day.
    #[schema(example = "2023-10-01")]
    pub from: NaiveDate,
    /// First day no longer, when it is agreed.
    pub to: Option<NaiveDate>,
}

/// An employment to try.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = employment_ends_after_start))]
pub struct PreviewEmployment {
    /// Who would be employed.
    pub worker_id: Uuid,
    /// The employer.
    pub organisation_id: Uuid,
    /// The kind.
    pub kind: EmploymentKind,
    /// First day.
    #[schema(example = "2023-10-01")]
    pub from: NaiveDate,
    /// First day no longer, when it is agreed.
    pub to: Option<NaiveDate>,
}

/// A certificate to try.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewCertificate {
    /// Whose it would be.
    pub worker_id: Uuid,
    /// Its level.
    pub level: CertificateLevel,
    /// The date on it; may lie ahead.
    #[schema(example = "2023-10-14")]
    pub obtained_on: NaiveDate,
}

/// An end to try; of what has an end already, another one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewEnd {
    /// What would end.
    pub kind: PreviewEndKind,
    /// Its id.
    pub id: Uuid,
    /// First day no longer.
    #[schema(example = "2023-10-01")]
    pub to: NaiveDate,
}

/// What can end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PreviewEndKind {
    /// A posting.
    Posting,
    /// An employment.
    Employment,
}

fn posting_ends_after_start(posting: &PreviewPosting) -> Result<(), ValidationError> {
    dated::ends_after_start("/to", posting.from, posting.to)
}

fn employment_ends_after_start(employment: &PreviewEmployment) -> Result<(), ValidationError> {
    dated::ends_after_start("/to", employment.from, employment.to)
}

impl PreviewCompliance {
    /// The ids of what would end, of one kind.
    pub fn ending(&self, kind: PreviewEndKind) -> Vec<Uuid> {
        self.end.iter().filter(|end| end.kind == kind).map(|end| end.id).collect()
    }
}
