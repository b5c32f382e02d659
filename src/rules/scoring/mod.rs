//! Scores of an evaluation (七（二）), exact until the one rounding at the end.
//!
//! A party's total is a fraction of integers; the result is the sum of weight × total, rounded
//! half up to two places, once. Anyone can repeat it on paper.

mod annual;
mod difference;
mod fraction;
mod margins;
mod points;
mod result;
mod score;
mod spread;

pub use annual::{mean, recommended};
pub use difference::ScoreDifference;
pub use fraction::Fraction;
pub use margins::{GradeMargin, GradeMargins, margins};
pub use points::{Mark, Points};
pub use result::{ScoringFault, effective_weight, grade, party_total, point_split_result, weighted_result};
pub use score::Score;
pub use spread::{average, spread};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod worked;
