//! Who may do what to which rows: roles, the policy table, reach; and how a caller proves who it is.

pub mod accounts;
pub mod belonging;
pub mod caller;
pub mod keys;
pub mod password;
pub mod policy;
pub mod reach;
pub mod role;
pub mod token;
