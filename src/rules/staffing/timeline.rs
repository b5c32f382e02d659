//! A station's verdicts through a stretch of days, and its worker-days.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::StationFacts;
use super::walk::{PolicyPeriod, Stretch, walk};
use crate::rules::finding::{Finding, Measure, RuleCode, Status, gravest};

/// Days in a row on which a station's verdict and its number of workers are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct VerdictRun {
    /// First day.
    #[schema(example = "2023-07-01")]
    pub from: NaiveDate,
    /// First day no longer.
    #[schema(example = "2023-10-01")]
    pub to: NaiveDate,
    /// The gravest status of all findings.
    pub verdict: Status,
    /// The status of S1: enough resident workers.
    pub staffing: Status,
    /// How many workers count; null where S1 counts none.
    #[schema(required)]
    pub workers: Option<u32>,
    /// How many there have to be; null before the staffing date and where S1 asks for none or cannot say.
    #[schema(required)]
    pub required: Option<u32>,
}

impl VerdictRun {
    fn of(station: &StationFacts, stretch: &Stretch) -> Self {
        let Stretch { from, to, findings } = stretch;
        let s1 = findings.iter().find(|finding| finding.rule == RuleCode::S1);
        let workers = |measure: fn(&Finding) -> Option<&Measure>| match s1.and_then(measure) {
            Some(Measure::Workers(workers)) => Some(*workers),
            _ => None,
        };
        let has_to = station.cover_on(*from).is_some_and(|cover| cover.staffing_date <= *from);
        Self {
            from: *from,
            to: *to,
            verdict: gravest(findings),
            staffing: s1.map_or(Status::NotApplicable, |finding| finding.status),
            workers: workers(|finding| finding.actual.as_ref()),
            required: workers(|finding| finding.expected.as_ref()).filter(|_| has_to),
        }
    }

    fn goes_on_as(&self, next: &Self) -> bool {
        self.to == next.from && *self == Self { from: self.from, to: self.to, ..*next }
    }

    fn days(&self) -> u64 {
        u64::try_from(self.to.signed_duration_since(self.from).num_days()).unwrap_or_default()
    }
}

/// The runs of the periods, each day judged by the policy of its period.
#[must_use]
pub fn timeline(station: &StationFacts, periods: &[PolicyPeriod]) -> Vec<VerdictRun> {
    let mut runs: Vec<VerdictRun> = Vec::new();
    for stretch in walk(station, periods) {
        let run = VerdictRun::of(station, &stretch);
        match runs.last_mut().filter(|last| last.goes_on_as(&run)) {
            Some(last) => last.to = run.to,
            None => runs.push(run),
        }
    }
    runs
}

/// Worker-days of some time: one worker who counts, on one day on which he is required.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkerDays {
    /// Required: the policy's number on every day of operation from the staffing date on.
    pub required: u64,
    /// Present: of each day no more than required, so that a full station does not make up for an empty one.
    pub present: u64,
    /// Days on which nobody can say, because a fact is missing; in neither number.
    pub unknown_days: u64,
}

impl WorkerDays {
    /// The worker-days of these runs.
    #[must_use]
    pub fn of(runs: &[VerdictRun]) -> Self {
        runs.iter().map(Self::of_run).fold(Self::default(), Self::plus)
    }

    fn of_run(run: &VerdictRun) -> Self {
        let required = run.required.unwrap_or_default();
        let present = run.workers.unwrap_or_default().min(required);
        Self {
            required: run.days().saturating_mul(required.into()),
            present: run.days().saturating_mul(present.into()),
            unknown_days: if run.staffing == Status::Unknown { run.days() } else { 0 },
        }
    }

    /// The worker-days of both.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            required: self.required.saturating_add(other.required),
            present: self.present.saturating_add(other.present),
            unknown_days: self.unknown_days.saturating_add(other.unknown_days),
        }
    }

    /// How many are missing.
    #[must_use]
    pub fn shortage(self) -> u64 {
        self.required.saturating_sub(self.present)
    }

    /// Present ÷ required in ten-thousandths, cut off, so that only a full time is a whole; none when none are required.
    #[must_use]
    pub fn ten_thousandths(self) -> Option<u64> {
        self.present.saturating_mul(10_000).checked_div(self.required)
    }
}

#[cfg(test)]
mod tests;
