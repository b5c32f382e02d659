//! Documents (文书) to be printed, signed and sealed: a sheet of facts and tables, as PDF and as XLSX.
//!
//! What a document says is a [`sheet::Sheet`], made by the feature whose document it is; here it is only set. The same sheet gives
//! the same bytes, so that two copies can be compared ([decision 25](../../docs/decisions/0025-documents.md)).

pub mod answer;
pub mod block;
pub mod book;
pub mod font;
pub mod measure;
pub mod page;
pub mod pdf;
pub mod setting;
pub mod sheet;
pub mod square_code;
pub mod wrap;
