//! The backend of a county's township social-work stations (乡镇社会工作服务站).
//!
//! A folder is a thing the county would name; an endpoint is a file in it. `routes` lists every endpoint once,
//! `auth::policy` every permission once. docs/architecture.md tells the rest.

pub mod app;
pub mod audit;
pub mod auth;
pub mod background;
pub mod bilingual;
pub mod cli;
pub mod code_lists;
pub mod config;
pub mod county_plan;
pub mod dated;
pub mod db;
pub mod demo;
pub mod documents;
pub mod http;
pub mod operation;
pub mod personal;
pub mod routes;
pub mod rules;
pub mod sabotage;
#[rustfmt::skip]
#[expect(missing_docs, reason = "written by diesel")]
pub mod schema;
pub mod tables;

pub mod agreements;
pub mod attachments;
pub mod briefs;
pub mod casework;
pub mod catalogue;
pub mod clients;
pub mod evaluation;
pub mod governance;
pub mod imports;
pub mod integration;
pub mod places;
pub mod premises;
pub mod progress_reports;
pub mod questions;
pub mod service_logs;
pub mod spot_checks;
pub mod staffing;
pub mod stations;
pub mod statistics;
pub mod tasks;
pub mod verdicts;
