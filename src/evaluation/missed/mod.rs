//! Missed time (逾期评分): a party that has not submitted by the last day is late; after the days of grace the leading
//! group's office decides, on record. A late card is taken like any other.

pub mod decide;
pub mod list;
pub mod model;
pub mod overdue;
