//! Versions of the county's policy (政策): set, listed, voided, and the one in force on a day.

pub mod current;
pub mod list;
pub mod model;
pub mod set;
pub mod void;
