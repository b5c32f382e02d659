//! Computed evidence (系统取数): what the service knows for an indicator, with its numbers and its rows.

pub mod freeze;
pub mod proposals;
