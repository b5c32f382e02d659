//! The backend of a county's township social-work stations (乡镇社会工作服务站).
//!
//! A folder is a thing the county would name; an endpoint is a file in it. `routes` lists every endpoint once,
//! `auth::policy` every permission once. docs/architecture.md tells the rest.

pub mod app;
pub mod audit;
pub mod auth;
pub mod cli;
pub mod config;
pub mod db;
pub mod http;
pub mod operation;
pub mod routes;
pub mod rules;
#[rustfmt::skip]
mod schema;

pub mod stations;
