//! Trainings of workers: safety education (三（三）, S9) and continuing education.

pub mod list;
pub mod model;
pub mod record;
pub mod void;
