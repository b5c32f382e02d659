//! Candidates for a posting, ranked by the plan's preferences (六（三）). Nothing is written.

pub mod answer;
pub mod body;
pub mod facts;
pub mod rank;
