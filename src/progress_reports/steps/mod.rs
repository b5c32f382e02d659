//! The steps of a progress report: submission, return, acceptance, extension; and what is told of them.

pub mod accept;
pub mod extend;
pub mod list;
pub mod send_back;
pub mod submit;
pub mod take;
