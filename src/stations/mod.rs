//! Stations (社工站): register, list, change, states, public directory.

pub mod change;
pub mod list;
pub mod model;
mod opening;
pub mod public;
pub mod register;
pub mod transition;
