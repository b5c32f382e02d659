//! Tables in and out: CSV, NDJSON and XLSX. Every list that is exported and every file that is imported goes through
//! this room; docs/imports-and-exports.md tells what callers can rely on.
//!
//! Out: a handler answers a [`Listing`] made by [`list()`], its items are [`Tabular`]. In: a handler takes a
//! [`reading::Table`], its columns are a table of [`reading::Column`], and what is wrong with rows is an
//! [`import::Imported`].

pub mod answer;
pub mod book;
pub mod cell;
pub mod format;
pub mod headings;
pub mod import;
pub mod list;
pub mod reading;
pub mod stream;
pub mod tabular;
pub mod template;
pub mod writer;

pub use answer::{Listing, Tabled, whole};
pub use list::list;
pub use tabular::Tabular;
