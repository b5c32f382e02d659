//! The plan's values, each with its clause, and ours where the plan gives none.

use super::{
    AnnualWeights, Clocks, FundingSplit, Grade, GradeBand, JudgedAt, MaxAge, MinLabourShare, OURS,
    PartyWeights, Policy, PolicyValue, ReportPeriod, ScoringModel,
};
use crate::rules::money::Money;
use crate::rules::qualifications::Education;
use crate::rules::scoring::Score;
use crate::rules::share::Share;

impl Default for Policy {
    fn default() -> Self {
        Self {
            min_resident_workers: from("六（三）", 3),
            max_age: MaxAge { years: from("六（三）", 45), judged_at: ours(JudgedAt::FirstPosting) },
            min_education: from("六（三）", Education::AssociateDegree),
            certificate_grace_months: from("六（三）", 24),
            health_interval_months: ours(12),
            safety_education_interval_months: ours(12),
            fire_check_interval_months: ours(12),
            standard_per_station: from("四", Money::from_yuan(220_000)),
            labour: from("四", Money::from_yuan(162_000)),
            operations: from("四", Money::from_yuan(58_000)),
            min_labour_share: MinLabourShare {
                share: from("四", Share::percent(70)),
                above_standard: from("四", Money::from_yuan(220_000)),
            },
            first_year_split: from("四", split(50, 50)),
            later_split: from("四", split(0, 100)),
            report_due_day: from("九（二）", 26),
            report_period: ours(ReportPeriod::BetweenDueDays),
            working_calendar: ours(false),
            weights: from("七（二）", weights()),
            scoring_model: from("七（二）", ScoringModel::Weighted),
            annual_weights: ours(annual_weights()),
            grade_bands: ours(grade_bands()),
            agreement_grade: None,
            renewal_thresholds: None,
            clocks: clocks(),
            max_entry_lag_days: max_entry_lag_days(),
            bulk_back_entries: bulk_back_entries(),
            report_reminder_days: report_reminder_days(),
        }
    }
}

fn from<T>(clause: &str, value: T) -> PolicyValue<T> {
    let source = clause.to_owned();
    PolicyValue { value, source }
}

fn ours<T>(value: T) -> PolicyValue<T> {
    from(OURS, value)
}

/// A week; also of versions that were set before the value existed.
pub(super) fn max_entry_lag_days() -> PolicyValue<u32> {
    ours(7)
}

/// Ten; also of versions that were set before the value existed.
pub(super) fn bulk_back_entries() -> PolicyValue<u32> {
    ours(10)
}

/// Three; also of versions that were set before the value existed.
pub(super) fn report_reminder_days() -> PolicyValue<u32> {
    ours(3)
}

fn split(province: u8, county: u8) -> FundingSplit {
    FundingSplit { province: Share::percent(province), county: Share::percent(county) }
}

fn weights() -> PartyWeights {
    PartyWeights { third_party: Share::percent(60), bureau: Share::percent(30), township: Share::percent(10) }
}

fn annual_weights() -> AnnualWeights {
    AnnualWeights { mid_term: Share::percent(50), final_phase: Share::percent(50) }
}

fn grade_bands() -> Vec<GradeBand> {
    let bands = [(Grade::Excellent, 90), (Grade::Good, 80), (Grade::Pass, 60), (Grade::Fail, 0)];
    bands.map(|(grade, from)| GradeBand { grade, from: Score::whole(from) }).to_vec()
}

fn clocks() -> Clocks {
    Clocks {
        complaint_working_days: ours(15),
        rectification_days: ours(30),
        appeal_working_days: ours(10),
        contest_days: ours(10),
        mandatory_report_hours: ours(24),
        scoring_grace_days: ours(10),
    }
}
