//! The county's policy: every number and choice of the rules, typed, each with the clause it
//! comes from. A period is judged by the policy in force then; which one that is, the caller
//! knows.

mod default;
mod sources;
mod validate;
mod values;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::money::Money;
use super::qualifications::Education;

pub use validate::{PolicyFault, PolicyFaultCode};
pub use values::{
    AgreementGrade, AnnualWeights, Clocks, FundingSplit, Grade, GradeBand, JudgedAt, MaxAge, MinLabourShare,
    PartyWeights, RenewalThresholds, ReportPeriod, ScoringModel,
};

/// The source of a value that the plan does not give: we decided it, or the county did.
pub const OURS: &str = "ours";

/// A value and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyValue<T> {
    /// The value.
    pub value: T,
    /// The clause of the plan that gives it, such as `六（三）`, or `ours`.
    #[schema(max_length = 100, format = "single-line")]
    pub source: String,
}

/// One version of a county's policy. The default is the plan of Baisha with our readings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Fewest resident workers of a station, 六（三）.
    pub min_resident_workers: PolicyValue<u32>,
    /// Greatest age of a resident worker, 六（三）, and the day it is judged on.
    pub max_age: MaxAge,
    /// Lowest education of a resident worker, 六（三）.
    pub min_education: PolicyValue<Education>,
    /// Months from the first posting in the county within which a worker obtains the
    /// certificate, last day included, 六（三）.
    pub certificate_grace_months: PolicyValue<u32>,
    /// Months until a worker's health is shown again (the duty: 六（三）; the interval: ours).
    pub health_interval_months: PolicyValue<u32>,
    /// Months until safety education is given again (the duty: 三（三）; the interval: ours).
    pub safety_education_interval_months: PolicyValue<u32>,
    /// Months until fire safety is checked again (the duty: 六（一）; the interval: ours).
    pub fire_check_interval_months: PolicyValue<u32>,
    /// Least funds of one station in a year, CNY, 四.
    pub standard_per_station: PolicyValue<Money>,
    /// The part of the standard for the contractor's and the workers' service fees, CNY, 四.
    pub labour: PolicyValue<Money>,
    /// The part of the standard for running the station, CNY, 四.
    pub operations: PolicyValue<Money>,
    /// Least share of labour cost in project funds once the standard is raised, 四.
    pub min_labour_share: MinLabourShare,
    /// Who pays in the fiscal year in which a station began operating, 四.
    pub first_year_split: PolicyValue<FundingSplit>,
    /// Who pays in the years after, 四.
    pub later_split: PolicyValue<FundingSplit>,
    /// Day of the month by which the progress report is in, inclusive, 九（二）.
    pub report_due_day: PolicyValue<u32>,
    /// The days that one progress report covers.
    pub report_period: PolicyValue<ReportPeriod>,
    /// Whether a due day that is not a working day moves to the next one.
    pub working_calendar: PolicyValue<bool>,
    /// Weights of the three parties, 七（二）.
    pub weights: PolicyValue<PartyWeights>,
    /// How the three parties' scores become one, 七（二）.
    pub scoring_model: PolicyValue<ScoringModel>,
    /// Weights of the phases in the annual result.
    pub annual_weights: PolicyValue<AnnualWeights>,
    /// Grades, best first, each from its lowest rounded result up to the band above.
    pub grade_bands: PolicyValue<Vec<GradeBand>>,
    /// Which result of its stations grades an agreement; unset: facts without a grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement_grade: Option<PolicyValue<AgreementGrade>>,
    /// Results from which a renewal is recommended; unset: facts without a recommendation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal_thresholds: Option<PolicyValue<RenewalThresholds>>,
    /// How long each procedure may take.
    pub clocks: Clocks,
    /// Days from a service to the entry of its log; a log that comes later is asked about.
    #[serde(default = "default::max_entry_lag_days")]
    pub max_entry_lag_days: PolicyValue<u32>,
    /// As many logs of past days, entered by one account on one day, are asked about.
    #[serde(default = "default::bulk_back_entries")]
    pub bulk_back_entries: PolicyValue<u32>,
    /// Days before its due day from which a progress report that is not in is reminded of.
    #[serde(default = "default::report_reminder_days")]
    pub report_reminder_days: PolicyValue<u32>,
}

#[cfg(test)]
mod tests;
