//! Three-party evaluation (三方评估, 七（二）): indicator frameworks, evaluations, scorecards, results.

pub mod applicable;
pub mod evidence;
pub mod frameworks;
pub mod list;
pub mod model;
pub mod open;
pub mod reckoning;
pub mod result;
pub mod results;
pub mod scorecards;
pub mod seed;
pub mod standing;
pub mod terms;
pub mod transition;
