//! Monthly progress reports (项目实施进展, 六（二）, 九（二））: drafted with what the logs count, completed and submitted by the
//! station, accepted or returned by the bureau. What is due, and the working calendar it may depend on.

pub mod calendar;
pub mod change;
pub mod counting;
pub mod draft;
pub mod due;
pub mod figures;
pub mod list;
pub mod model;
pub mod stated;
pub mod steps;
pub mod view;
