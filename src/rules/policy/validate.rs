//! What a policy has to be beyond its types.

use std::ops::RangeInclusive;

use serde::Serialize;
use utoipa::ToSchema;

use super::{FundingSplit, GradeBand, Policy, PolicyValue};
use crate::rules::scoring::Score;
use crate::rules::share::Share;

/// One thing wrong with a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PolicyFault {
    /// JSON pointer (RFC 6901) to the value, `/weights/value`.
    pub pointer: String,
    /// What is wrong with it.
    pub code: PolicyFaultCode,
}

/// What is wrong with a policy's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PolicyFaultCode {
    /// No clause is named, nor `ours`.
    SourceMissing,
    /// Outside what can be meant: no worker at all, a due day that some month lacks.
    OutOfRange,
    /// Shares that do not make exactly one whole.
    NotOneWhole,
    /// Labour and operations that are not exactly the standard.
    PartsNotStandard,
    /// Bands that do not go down, strictly, from band to band.
    BandsNotDescending,
    /// Bands that leave results from 0 up without a grade.
    BandsNotFromZero,
    /// The same grade for two bands.
    GradeRepeated,
}

impl PolicyFaultCode {
    /// The stable code a client can act on.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SourceMissing => "source_missing",
            Self::OutOfRange => "out_of_range",
            Self::NotOneWhole => "not_one_whole",
            Self::PartsNotStandard => "parts_not_standard",
            Self::BandsNotDescending => "bands_not_descending",
            Self::BandsNotFromZero => "bands_not_from_zero",
            Self::GradeRepeated => "grade_repeated",
        }
    }
}

/// Months of an interval or a grace.
const MONTHS: RangeInclusive<u32> = 1..=120;
/// Days of a clock.
const DAYS: RangeInclusive<u32> = 1..=365;

impl Policy {
    /// Everything wrong with the policy, in the order of its fields; empty when it can be used.
    #[must_use]
    pub fn validate(&self) -> Vec<PolicyFault> {
        let mut faults = self.source_faults();
        faults.extend(self.number_faults());
        faults.extend(self.share_faults());
        faults.extend(self.money_faults());
        faults.extend(band_faults(&self.grade_bands.value));
        faults
    }

    fn number_faults(&self) -> Vec<PolicyFault> {
        let clocks = &self.clocks;
        [
            ("/min_resident_workers", &self.min_resident_workers, 1..=100),
            ("/max_age/years", &self.max_age.years, 16..=100),
            ("/certificate_grace_months", &self.certificate_grace_months, 0..=120),
            ("/health_interval_months", &self.health_interval_months, MONTHS),
            ("/safety_education_interval_months", &self.safety_education_interval_months, MONTHS),
            ("/fire_check_interval_months", &self.fire_check_interval_months, MONTHS),
            ("/report_due_day", &self.report_due_day, 1..=28),
            ("/clocks/complaint_working_days", &clocks.complaint_working_days, DAYS),
            ("/clocks/rectification_days", &clocks.rectification_days, DAYS),
            ("/clocks/appeal_working_days", &clocks.appeal_working_days, DAYS),
            ("/clocks/contest_days", &clocks.contest_days, DAYS),
            ("/clocks/mandatory_report_hours", &clocks.mandatory_report_hours, 1..=24),
            ("/clocks/scoring_grace_days", &clocks.scoring_grace_days, DAYS),
            ("/max_entry_lag_days", &self.max_entry_lag_days, DAYS),
            ("/bulk_back_entries", &self.bulk_back_entries, 2..=1000),
            ("/report_reminder_days", &self.report_reminder_days, 0..=20),
        ]
        .into_iter()
        .filter_map(|(pointer, number, allowed)| number_fault(pointer, number, &allowed))
        .collect()
    }

    fn share_faults(&self) -> Vec<PolicyFault> {
        let weights = &self.weights.value;
        let annual = &self.annual_weights.value;
        [
            ("/first_year_split", split_shares(self.first_year_split.value)),
            ("/later_split", split_shares(self.later_split.value)),
            ("/weights", vec![weights.third_party, weights.bureau, weights.township]),
            ("/annual_weights", vec![annual.mid_term, annual.final_phase]),
        ]
        .into_iter()
        .filter(|(_, shares)| !Share::are_whole(shares))
        .map(|(pointer, _)| fault(&format!("{pointer}/value"), PolicyFaultCode::NotOneWhole))
        .collect()
    }

    fn money_faults(&self) -> Option<PolicyFault> {
        let parts = self.labour.value.checked_add(self.operations.value);
        (parts != Some(self.standard_per_station.value))
            .then(|| fault("/standard_per_station/value", PolicyFaultCode::PartsNotStandard))
    }
}

fn fault(pointer: &str, code: PolicyFaultCode) -> PolicyFault {
    let pointer = pointer.to_owned();
    PolicyFault { pointer, code }
}

fn number_fault(
    pointer: &str,
    number: &PolicyValue<u32>,
    allowed: &RangeInclusive<u32>,
) -> Option<PolicyFault> {
    (!allowed.contains(&number.value))
        .then(|| fault(&format!("{pointer}/value"), PolicyFaultCode::OutOfRange))
}

fn split_shares(split: FundingSplit) -> Vec<Share> {
    vec![split.province, split.county]
}

fn band_faults(bands: &[GradeBand]) -> Vec<PolicyFault> {
    let descending = bands.is_sorted_by(|above, below| above.from > below.from);
    let from_zero = bands.last().is_some_and(|band| band.from == Score::ZERO);
    let repeated = bands.iter().enumerate().any(|(place, band)| {
        let mut before = bands.iter().take(place);
        before.any(|other| other.grade == band.grade)
    });
    [
        (!descending, PolicyFaultCode::BandsNotDescending),
        (!from_zero, PolicyFaultCode::BandsNotFromZero),
        (repeated, PolicyFaultCode::GradeRepeated),
    ]
    .into_iter()
    .filter(|(wrong, _)| *wrong)
    .map(|(_, code)| fault("/grade_bands/value", code))
    .collect()
}

#[cfg(test)]
mod tests;
