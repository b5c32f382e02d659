mod clients;
mod sign_in;
pub mod tokens;
mod users;
