//! What waits for the caller, from every room that has work for somebody.

pub mod list;
pub mod reports;
pub mod scorecards;
