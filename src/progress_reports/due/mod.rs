//! Which reports are due: the schedule of a month, the stations that owe one, how each of them stands.

pub mod list;
pub mod notices;
pub mod owed;
pub mod schedule;
