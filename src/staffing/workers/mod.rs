//! Workers: name, date of birth, education. The identity number comes with encryption.

pub mod change;
pub mod list;
pub mod model;
pub mod register;
