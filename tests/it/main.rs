//! All HTTP tests, one binary. Folders mirror `src`; `harness` is the lab they run in.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails there"
)]

mod cli;
mod first_year;
mod harness;

mod agreements;
mod attachments;
mod audit;
mod auth;
mod catalogue;
mod coverage;
mod evaluation;
mod governance;
mod http;
mod integration;
mod places;
mod premises;
mod questions;
mod readme;
mod serve;
mod service_logs;
mod staffing;
mod stations;
mod two_counties;
