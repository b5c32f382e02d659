//! Counting statuses.

use serde::Serialize;
use utoipa::ToSchema;

use crate::rules::finding::Status;

/// How many there are of each status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Counts {
    /// Nothing is asked.
    pub not_applicable: u32,
    /// Fulfilled.
    pub met: u32,
    /// Not fulfilled, and still in time.
    pub due: u32,
    /// A fact is missing.
    pub unknown: u32,
    /// Not fulfilled, and out of time.
    pub breach: u32,
}

impl Counts {
    /// Counts statuses.
    pub fn of(statuses: impl Iterator<Item = Status>) -> Self {
        statuses.fold(Self::default(), |mut counts, status| {
            let counted = match status {
                Status::NotApplicable => &mut counts.not_applicable,
                Status::Met => &mut counts.met,
                Status::Due => &mut counts.due,
                Status::Unknown => &mut counts.unknown,
                Status::Breach => &mut counts.breach,
            };
            *counted = counted.saturating_add(1);
            counts
        })
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            not_applicable: self.not_applicable.saturating_add(other.not_applicable),
            met: self.met.saturating_add(other.met),
            due: self.due.saturating_add(other.due),
            unknown: self.unknown.saturating_add(other.unknown),
            breach: self.breach.saturating_add(other.breach),
        }
    }
}
