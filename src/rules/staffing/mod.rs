//! Staffing compliance, 六（三）: the facts of one station, judged on one day.

mod deadlines;
mod input;
mod resident;
pub(in crate::rules) mod s1;
mod s2;
mod s3;
mod s4;
mod s6;
mod timeline;
mod vacancies;
mod walk;

use chrono::NaiveDate;

pub use deadlines::{Deadline, deadlines};
pub use input::{AgreementCover, Certificate, Employment, Posting, StationFacts, WorkerFacts};
pub use timeline::{VerdictRun, WorkerDays, timeline};
pub use vacancies::{Vacancy, vacancies};
pub use walk::PolicyPeriod;

use super::finding::Finding;

/// The clause of the plan that staffing rules come from.
pub(in crate::rules) const CLAUSE: &str = "六（三）";

/// Judges a station on `as_of`: S1 once, then S2, S3, S4 and S6 for each worker posted there
/// that day, in the order the workers are given.
#[must_use]
pub fn judge(input: &StationFacts, as_of: NaiveDate) -> Vec<Finding> {
    let residents = input.residents().filter(|resident| resident.is_posted(as_of));
    let of_workers = residents
        .flat_map(|resident| [s2::find, s3::find, s4::find, s6::find].map(|find| find(resident, as_of)));
    std::iter::once(s1::find(input, as_of)).chain(of_workers).collect()
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
