//! The working calendar: the days of a year that are no ordinary working days or weekends, as they are announced.

pub mod model;
pub mod set;
pub mod view;
