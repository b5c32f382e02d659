//! How an indicator is computed, as data (七（二）: computed values are ours): facts that are counted go in, proposed points
//! come out, exact until the one rounding. A fact that nobody knows gives no proposal, never a smaller one.

mod faults;
mod measure;
mod names;
mod propose;

pub use faults::MeasureFault;
pub use measure::{Measure, MeasureBand, MeasureKind, MeasurePart};
pub use names::{FactName, ZeroDenominator};
pub use propose::propose;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
