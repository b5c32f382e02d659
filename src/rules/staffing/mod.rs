//! Staffing compliance, 六（三）: the facts of one station, judged on one day.

mod deadlines;
mod input;
mod resident;
pub(in crate::rules) mod s1;
mod s2;
mod s3;
mod s4;
mod s5;
mod s6;
mod s7;
mod s8;
mod s9;
mod timeline;
mod vacancies;
mod walk;

use chrono::NaiveDate;

pub use deadlines::{Deadline, deadlines};
pub use input::{
    Absence, AgreementCover, Certificate, Employment, HealthStatement, Posting, StationFacts, WorkerFacts,
};
pub use s5::in_good_health;
pub use timeline::{VerdictRun, WorkerDays, timeline};
pub use vacancies::{Vacancy, vacancies};
pub use walk::{PolicyPeriod, Stretch, walk};

use super::finding::Finding;
use resident::Resident;

/// The clause of the plan that staffing rules come from.
pub(in crate::rules) const CLAUSE: &str = "六（三）";

/// The rules for a worker, in order.
const OF_WORKERS: [fn(Resident<'_>, NaiveDate) -> Finding; 7] =
    [s2::find, s3::find, s4::find, s5::find, s6::find, s7::find, s9::find];

/// Judges a station on `as_of`: S1 and S8 once, then S2 to S7 and S9 for each worker posted there
/// that day, in the order the workers are given.
#[must_use]
pub fn judge(input: &StationFacts, as_of: NaiveDate) -> Vec<Finding> {
    let residents = input.residents().filter(|resident| resident.is_posted(as_of));
    let of_workers = residents.flat_map(|resident| OF_WORKERS.map(|find| find(resident, as_of)));
    [s1::find(input, as_of), s8::find(input, as_of)].into_iter().chain(of_workers).collect()
}

#[cfg(test)]
mod cases;
#[cfg(test)]
pub(in crate::rules) mod fixture;
#[cfg(test)]
mod histories;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
