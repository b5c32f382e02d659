//! Conflicts: edits made without a network, on a version of the log that was no longer the present one. The edit is kept
//! until somebody of the station decides.

pub mod keep;
pub mod list;
pub mod model;
pub mod resolve;
