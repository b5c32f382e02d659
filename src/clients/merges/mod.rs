//! Merges: two registrations of one client, of which one stands for both from then on. Nothing is moved or lost.

pub mod list;
pub mod merge;
pub mod model;
pub mod undo;
