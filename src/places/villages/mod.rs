//! Villages and communities (行政村、社区) of the townships.

pub mod abolish;
pub mod change;
pub mod list;
pub mod model;
pub mod register;
