//! Documents (文书) of evaluations: scorecard, result, annual report; and whether a paper is one of ours.
//!
//! What a document says goes through the same functions as the answers in JSON: nobody learns from a document what an
//! answer would not tell.

pub mod about;
pub mod annual;
pub mod annual_report;
pub mod basis;
pub mod result;
pub mod scorecard;
pub mod verification;
pub mod verified;
pub mod words;
