//! Indicator frameworks (指标体系): what a scorecard scores. A draft is published once and never changes after.

pub mod draft;
pub mod indicator;
pub mod list;
pub mod model;
pub mod publish;
