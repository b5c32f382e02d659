//! Appeals (申诉) of the contractor against a provisional result: decided by the leading group's office
//! ([decision 24](../../../docs/decisions/0024-results-and-appeals.md)).

pub mod corrections;
pub mod decide;
pub mod file;
pub mod list;
pub mod model;
pub mod withdraw;
