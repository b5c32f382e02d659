//! Computed evidence (系统取数): what the service knows for an indicator, with its numbers and its rows
//! ([decision 21](../../../docs/decisions/0021-computed-evidence.md)).

mod casework;
mod clients;
pub mod compare;
pub mod computing;
pub mod fact;
pub mod freeze;
pub mod frozen;
mod gather;
mod later;
mod logs;
pub mod proposals;
mod reports;
pub mod show;
mod spot_checks;
mod staffing;
mod station;
pub mod window;
