//! Stations (社工站): register, list, change, states, public directory.

pub mod public;
