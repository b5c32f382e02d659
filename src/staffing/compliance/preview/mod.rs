//! `POST /compliance/preview`: what the verdicts would be if …; nothing is written.

pub mod ask;
pub mod body;
pub mod changes;
pub mod references;
