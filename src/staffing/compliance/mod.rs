//! The staffing verdicts (六（三）): facts are loaded for all stations at once, the rules judge them.

pub mod facts;
pub mod rows;
pub mod timeline;
pub mod view;
