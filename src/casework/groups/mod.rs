//! Groups (小组, MZ/T 095-2017): their members by day, their sessions, who was there, and what came of it.

pub mod attendance;
pub mod close;
pub mod leaders;
pub mod list;
pub mod members;
pub mod model;
pub mod open;
pub mod sessions;
pub mod view;
pub mod void;
