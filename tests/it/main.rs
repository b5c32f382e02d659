//! All HTTP tests, one binary. Folders mirror `src`; `harness` is the lab they run in.

mod cli;
mod first_year;
mod harness;

mod agreements;
mod audit;
mod auth;
mod catalogue;
mod coverage;
mod evaluation;
mod http;
mod integration;
mod places;
mod readme;
mod serve;
mod service_logs;
mod staffing;
mod stations;
