//! What is asked of a candidate.

use chrono::NaiveDate;

use crate::rules::qualifications::Education;

/// The facts that rank a candidate; `None` is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CandidateFacts {
    /// Date of birth.
    pub birth: Option<NaiveDate>,
    /// Whether in good health.
    pub healthy: Option<bool>,
    /// Highest education.
    pub education: Option<Education>,
    /// Whether a certificate is held on the first day of posting.
    pub certificate: Option<bool>,
    /// Whether graduated in social work or a related major.
    pub social_work_major: Option<bool>,
    /// Whether the household is registered in the county.
    pub local_household: Option<bool>,
    /// Whether graduated from a university of the province.
    pub in_province_graduate: Option<bool>,
    /// Whether an internship was made at a training base of the province.
    pub in_province_training_base: Option<bool>,
    /// First posting in the county, if there was one: the time for the certificate runs from it.
    pub first_posting: Option<NaiveDate>,
}

impl CandidateFacts {
    /// These facts, and the others where these say nothing.
    #[must_use]
    pub fn or(self, others: Self) -> Self {
        Self {
            birth: self.birth.or(others.birth),
            healthy: self.healthy.or(others.healthy),
            education: self.education.or(others.education),
            certificate: self.certificate.or(others.certificate),
            social_work_major: self.social_work_major.or(others.social_work_major),
            local_household: self.local_household.or(others.local_household),
            in_province_graduate: self.in_province_graduate.or(others.in_province_graduate),
            in_province_training_base: self.in_province_training_base.or(others.in_province_training_base),
            first_posting: self.first_posting.or(others.first_posting),
        }
    }
}
