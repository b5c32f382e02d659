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

/// Whether this has the form of an account's home: six digits, of a county, a province or (000000) the installation.
#[must_use]
pub fn is_home(code: &str) -> bool {
    code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit())
}
