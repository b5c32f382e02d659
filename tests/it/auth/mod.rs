mod clients;
mod sign_in;
mod tokens;
mod users;
