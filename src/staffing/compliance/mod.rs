//! The staffing verdicts (六（三）): facts are loaded for all stations at once, the rules judge them.

pub mod counties;
pub mod deadlines;
pub mod facts;
pub mod findings_table;
pub mod pages;
pub mod person_rows;
pub mod preview;
pub mod rows;
pub mod timeline;
pub mod vacancies;
pub mod view;
