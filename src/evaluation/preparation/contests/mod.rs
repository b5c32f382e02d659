//! Contests (对系统取数的异议): the contractor contests a computed value; it is answered before scoring begins.

pub mod answer;
pub mod file;
pub mod list;
pub mod model;
