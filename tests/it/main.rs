//! All HTTP tests, one binary. Folders mirror `src`; `harness` is the lab they run in.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails there"
)]

mod agreements;
mod attachments;
mod audit;
mod auth;
mod briefs;
mod casework;
mod catalogue;
mod cli;
mod clients;
mod coverage;
mod documents;
mod evaluation;
mod evaluation_round;
mod first_year;
mod governance;
mod harness;
mod http;
mod integration;
mod leaks;
mod model;
mod owasp;
mod places;
mod premises;
mod progress_reports;
mod questions;
mod readme;
mod serve;
mod service_logs;
mod spot_checks;
mod staffing;
mod stations;
mod statistics;
mod tables;
mod tasks;
mod two_counties;
