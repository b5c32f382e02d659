//! Indicators that do not apply (不适用指标): fixed before scoring, for all parties alike.

pub mod fix;
pub mod list;
pub mod model;
pub mod void;
