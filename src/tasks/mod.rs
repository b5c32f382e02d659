//! What waits for the caller, from every room that has work for somebody.

pub mod evaluations;
pub mod list;
pub mod preparation;
pub mod reports;
pub mod scorecards;
pub mod waiting;
