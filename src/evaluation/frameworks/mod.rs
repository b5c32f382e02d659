//! Indicator frameworks (指标体系): what a scorecard scores. A draft is published once and never changes after.

pub mod change;
pub mod compare;
pub mod derive;
pub mod draft;
pub mod export;
pub mod import;
pub mod indicator;
pub mod levels;
pub mod list;
pub mod maxima;
pub mod measured;
pub mod model;
pub mod publish;
