//! Who may do what to which rows: roles, the policy table, reach; and how a caller proves who it is.

pub mod accounts;
pub mod belonging;
pub mod caller;
pub mod keys;
pub mod machine_clients;
pub mod me;
pub mod password;
pub mod policy;
pub mod reach;
pub mod role;
pub mod secret;
pub mod sessions;
pub mod sign_in;
pub mod token;
pub mod users;
