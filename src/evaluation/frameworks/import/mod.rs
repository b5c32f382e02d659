//! `POST /evaluation-frameworks/imports`: a table of indicators (CSV, NDJSON, XLSX) as a draft. JSON is taken by
//! `POST /evaluation-frameworks`.

mod columns;
mod rows;
pub mod template;
pub mod upload;
