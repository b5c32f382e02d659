//! Figures for who steers: read from what is kept with the facts themselves, never from all of the facts.

pub mod services;
