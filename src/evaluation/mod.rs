//! Three-party evaluation (三方评估, 七（二）): indicator frameworks, evaluations, scorecards, results.

pub mod applicable;
pub mod assignments;
pub mod deputies;
pub mod evidence;
pub mod frameworks;
pub mod list;
pub mod missed;
pub mod model;
pub mod moves;
pub mod open;
pub mod opening;
pub mod plan;
pub mod preparation;
pub mod reckoning;
pub mod recusals;
pub mod result;
pub mod results;
pub mod scorecards;
pub mod scorer;
pub mod seed;
pub mod standing;
pub mod terms;
pub mod transition;
