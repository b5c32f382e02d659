//! Workers as persons: name, birth, education, and what identifies them, sealed under a key of each person's own.

pub mod change;
pub mod erase;
pub mod import;
pub mod list;
pub mod matches;
pub mod model;
pub mod person;
pub mod register;
pub mod reveal;
pub mod reveals;
pub mod seal_names;
