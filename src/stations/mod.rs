//! Stations (社工站): register, list, change, states, public directory.

pub mod announced;
pub mod change;
pub mod list;
pub mod model;
pub mod named;
pub mod near;
mod opening;
pub mod opening_hours;
pub mod public;
pub mod register;
pub mod transition;
