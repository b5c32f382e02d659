//! Moves: a client is served by another station from a day on. What the old one gave and wrote down stays with it.

pub mod list;
pub mod model;
pub mod record;
