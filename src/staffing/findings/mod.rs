//! Findings as they are told: what begins to be, ceases to be or becomes graver is an event, in the transaction that
//! makes it so, or on the day that makes it so by passing.

mod heads;
mod ledger;
pub mod list;
mod model;
mod recheck;
mod tell;

pub use heads::{Head, lock_behind};
pub use recheck::{Touched, recheck};
pub use tell::tell;
