//! Reopened scorecards: by their own party while all are blind (`reopen.rs`); afterwards one named indicator for a named
//! error, asked for by one administrator and consented to by another.

pub mod ask;
pub mod consent;
pub mod correct;
pub mod list;
pub mod model;
