//! How a caller proves who it is: `POST /auth/token` with its three grants, sign-out, change of password, public keys.

pub mod assertion;
pub mod change_password;
pub mod client;
pub mod jwks;
pub mod login;
pub mod password_grant;
pub mod refresh;
pub mod revocation;
pub mod slowing;
pub mod token;
