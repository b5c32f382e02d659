//! Clients (服务对象): whom a station serves. Everything that tells who somebody is, is sealed under a key of that client's
//! own; what is shown of it, to whom, is decided in `sight` alone.

pub mod baseline_surveys;
pub mod change;
pub mod counts;
pub mod duplicates;
pub mod erase;
pub mod facts;
pub mod kinds;
pub mod list;
pub mod mandatory_reports;
pub mod matches;
pub mod merges;
pub mod minor_access;
pub mod model;
pub mod moves;
pub mod opened;
pub mod register;
pub mod reveal;
pub mod sight;
pub mod standing;
pub mod wandering;
