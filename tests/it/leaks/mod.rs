//! What is said of people stays where it belongs: canaries are sung through every route, and then listened for in the
//! log, in errors, events, metrics, the change feed, and in every column of every table.

mod binary;
mod canary;
mod columns;
mod walk;

pub use walk::singer;
