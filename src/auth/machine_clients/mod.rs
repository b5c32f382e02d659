//! Accounts of systems: list, register, revoke.

pub mod list;
pub mod model;
pub mod public_key;
pub mod register;
pub mod revoke;
