//! Attachments (附件): files that belong to something, kept by content.

pub mod uses;
