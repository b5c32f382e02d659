//! Postings (驻站): which worker is at which station, from when to when.

pub mod end;
pub mod list;
pub mod model;
pub mod overlap;
pub mod record;
pub mod void;
