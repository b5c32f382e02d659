//! Every value of a policy says where it comes from.

use super::Policy;
use super::validate::{PolicyFault, PolicyFaultCode};

/// A value's JSON pointer and its source.
type Sourced<'a> = (&'static str, &'a String);

impl Policy {
    /// The values that name no source, in the order of the fields.
    pub(super) fn source_faults(&self) -> Vec<PolicyFault> {
        let values = self.required().into_iter();
        let values = values.chain(self.optional()).chain(self.clocks());
        let missing = values.filter(|(_, source)| source.trim().is_empty());
        missing
            .map(|(pointer, _)| PolicyFault {
                pointer: format!("{pointer}/source"),
                code: PolicyFaultCode::SourceMissing,
            })
            .collect()
    }

    fn required(&self) -> [Sourced<'_>; 25] {
        [
            ("/min_resident_workers", &self.min_resident_workers.source),
            ("/max_age/years", &self.max_age.years.source),
            ("/max_age/judged_at", &self.max_age.judged_at.source),
            ("/min_education", &self.min_education.source),
            ("/certificate_grace_months", &self.certificate_grace_months.source),
            ("/health_interval_months", &self.health_interval_months.source),
            ("/safety_education_interval_months", &self.safety_education_interval_months.source),
            ("/fire_check_interval_months", &self.fire_check_interval_months.source),
            ("/standard_per_station", &self.standard_per_station.source),
            ("/labour", &self.labour.source),
            ("/operations", &self.operations.source),
            ("/min_labour_share/share", &self.min_labour_share.share.source),
            ("/min_labour_share/above_standard", &self.min_labour_share.above_standard.source),
            ("/first_year_split", &self.first_year_split.source),
            ("/later_split", &self.later_split.source),
            ("/report_due_day", &self.report_due_day.source),
            ("/report_period", &self.report_period.source),
            ("/working_calendar", &self.working_calendar.source),
            ("/weights", &self.weights.source),
            ("/scoring_model", &self.scoring_model.source),
            ("/annual_weights", &self.annual_weights.source),
            ("/grade_bands", &self.grade_bands.source),
            ("/max_entry_lag_days", &self.max_entry_lag_days.source),
            ("/bulk_back_entries", &self.bulk_back_entries.source),
            ("/report_reminder_days", &self.report_reminder_days.source),
        ]
    }

    fn optional(&self) -> impl Iterator<Item = Sourced<'_>> {
        let grade = self.agreement_grade.as_ref();
        let thresholds = self.renewal_thresholds.as_ref();
        let grade = grade.map(|set| ("/agreement_grade", &set.source));
        let thresholds = thresholds.map(|set| ("/renewal_thresholds", &set.source));
        grade.into_iter().chain(thresholds)
    }

    fn clocks(&self) -> [Sourced<'_>; 6] {
        [
            ("/clocks/complaint_working_days", &self.clocks.complaint_working_days.source),
            ("/clocks/rectification_days", &self.clocks.rectification_days.source),
            ("/clocks/appeal_working_days", &self.clocks.appeal_working_days.source),
            ("/clocks/contest_days", &self.clocks.contest_days.source),
            ("/clocks/mandatory_report_hours", &self.clocks.mandatory_report_hours.source),
            ("/clocks/scoring_grace_days", &self.clocks.scoring_grace_days.source),
        ]
    }
}
