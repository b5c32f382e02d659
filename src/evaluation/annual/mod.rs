//! Annual results (年度评估结果) of stations and agreements, and what the bureau decides on with them as a reference
//! ([decision 24](../../../docs/decisions/0024-results-and-appeals.md)).

pub mod agreement;
pub mod answer;
pub mod list;
pub mod phases;
pub mod renewals;
pub mod station;
pub mod within;
pub mod year;
