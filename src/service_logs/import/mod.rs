//! Logs from a file: taken by a request, judged and written by a job in chunks, each row by the contract and the rules of
//! `PUT /service-logs/{id}`.

pub mod beside;
pub mod columns;
pub mod crew;
pub mod judge;
pub mod known;
pub mod named;
pub mod run;
pub mod settle;
pub mod template;
pub mod upload;
pub mod write;
